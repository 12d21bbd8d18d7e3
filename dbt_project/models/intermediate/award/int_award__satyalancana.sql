with
    service as (select * from {{ ref("int_award__service") }}),
    batch as (select * from {{ ref("int_award__batch") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    award as (select * from {{ ref("stg_personnel__award") }}),
    award_kind as (select * from {{ ref("stg_reference__award_kind") }}),
    service_award as (select * from {{ ref("service_award") }}),

    level as (
        select
            service.employee_id,
            service_award.award_kind_code,
            service_award.award_ordinal,
            service_award.years_required,
            service_award.regulation,
            service_award.article,
            service_award.years_required <= service.years_on_batch
            and service.running_leave_id is null as is_earned,
            max(service_award.award_ordinal) over (
                partition by service.employee_id
            ) as highest_ordinal
        from service
        inner join service_award on {{ in_force("service_award", "service.batch_on") }}
    ),

    received as (
        select distinct
            on (award.employee_id)
            award.employee_id,
            award.award_id,
            award.awarded_on,
            level.award_kind_code,
            level.award_ordinal
        from award
        inner join award_kind on award.award_kind_id = award_kind.award_kind_id
        inner join
            level
            on award.employee_id = level.employee_id
            and award_kind.code = level.award_kind_code
        inner join service on award.employee_id = service.employee_id
        where award.awarded_on <= service.as_of_date
        order by award.employee_id, level.award_ordinal desc, award.awarded_on
    ),

    compared as (
        select
            level.employee_id,
            max(level.award_ordinal) filter (where level.is_earned) as earned_ordinal,
            max(received.award_ordinal) as received_ordinal,
            max(level.highest_ordinal) as highest_ordinal
        from level
        left join received on level.employee_id = received.employee_id
        group by level.employee_id
    ),

    classed as (
        select
            service.*,
            compared.earned_ordinal,
            compared.received_ordinal,
            forecast.leaves_on,
            case
                when compared.received_ordinal = compared.highest_ordinal
                then 'LENGKAP'
                when service.running_leave_id is not null
                then 'TERHALANG'
                when
                    compared.earned_ordinal > coalesce(compared.received_ordinal, 0)
                    and forecast.leaves_on > service.batch_on
                then 'DIUSULKAN'
                else 'BELUM'
            end as first_status
        from service
        inner join forecast on service.employee_id = forecast.employee_id
        inner join compared on service.employee_id = compared.employee_id
    ),

    -- The level earned and not received yet, or else the lowest one above the received.
    aimed as (
        select distinct
            on (classed.employee_id)
            classed.employee_id,
            level.award_kind_code,
            level.years_required,
            level.regulation,
            level.article,
            greatest(
                classed.batch_on,
                (
                    classed.count_from + make_interval(years => level.years_required)
                )::date
            ) as ready_on
        from classed
        inner join
            level
            on classed.employee_id = level.employee_id
            and case
                when classed.earned_ordinal > coalesce(classed.received_ordinal, 0)
                then level.award_ordinal = classed.earned_ordinal
                else level.award_ordinal > coalesce(classed.received_ordinal, 0)
            end
        where classed.first_status in ('DIUSULKAN', 'BELUM')
        order by classed.employee_id, level.award_ordinal
    ),

    planned as (
        select
            aimed.employee_id,
            aimed.award_kind_code,
            aimed.years_required,
            aimed.regulation,
            aimed.article,
            min(batch.batch_on) as next_batch_on
        from aimed
        left join batch on aimed.ready_on <= batch.batch_on
        group by
            aimed.employee_id,
            aimed.award_kind_code,
            aimed.years_required,
            aimed.regulation,
            aimed.article
    ),

    satyalancana as (
        select
            classed.employee_id,
            classed.batch_on,
            classed.count_from,
            classed.years_on_batch,
            classed.restart_code,
            case
                when classed.first_status = 'TERHALANG'
                then 'employee_status'
                else classed.evidence_table
            end as evidence_table,
            case
                when classed.first_status = 'TERHALANG'
                then classed.running_leave_id
                else classed.evidence_id
            end as evidence_id,
            received.award_kind_code as received_code,
            received.awarded_on as received_on,
            planned.award_kind_code as next_award_code,
            planned.years_required,
            planned.regulation,
            planned.article,
            planned.next_batch_on,
            case
                when
                    classed.first_status = 'BELUM'
                    and classed.leaves_on <= coalesce(planned.next_batch_on, 'infinity')
                then 'PENSIUN'
                else classed.first_status
            end as status_code
        from classed
        left join received on classed.employee_id = received.employee_id
        left join planned on classed.employee_id = planned.employee_id
    )

select *
from satyalancana
