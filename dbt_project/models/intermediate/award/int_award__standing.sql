with
    service as (select * from {{ ref("int_award__service") }}),
    award as (select * from {{ ref("stg_personnel__award") }}),
    award_kind as (select * from {{ ref("stg_reference__award_kind") }}),
    service_award as (select * from {{ ref("service_award") }}),

    earned as (
        select
            service.employee_id,
            max(service_award.award_ordinal) as highest_ordinal,
            max(service_award.award_ordinal) filter (
                where
                    service_award.years_required <= service.years_on_batch
                    and service.running_leave_id is null
            ) as earned_ordinal
        from service
        inner join service_award on {{ in_force("service_award", "service.batch_on") }}
        group by service.employee_id
    ),

    received as (
        select distinct
            on (service.employee_id)
            service.employee_id,
            service_award.award_kind_code as received_code,
            service_award.award_ordinal as received_ordinal,
            award.awarded_on as received_on
        from service
        inner join award on service.employee_id = award.employee_id
        inner join award_kind on award.award_kind_id = award_kind.award_kind_id
        inner join
            service_award
            on award_kind.code = service_award.award_kind_code
            and {{ in_force("service_award", "service.batch_on") }}
        where award.awarded_on <= service.as_of_date
        order by service.employee_id, service_award.award_ordinal desc, award.awarded_on
    ),

    standing as (
        select
            earned.employee_id,
            earned.highest_ordinal,
            coalesce(earned.earned_ordinal, 0) as earned_ordinal,
            coalesce(received.received_ordinal, 0) as received_ordinal,
            received.received_code,
            received.received_on
        from earned
        left join received on earned.employee_id = received.employee_id
    )

select *
from standing
