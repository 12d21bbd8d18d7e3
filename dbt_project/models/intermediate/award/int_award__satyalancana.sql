with
    service as (select * from {{ ref("int_award__service") }}),
    standing as (select * from {{ ref("int_award__standing") }}),
    batch as (select * from {{ ref("int_award__batch") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    service_award as (select * from {{ ref("service_award") }}),

    classed as (
        select
            service.*,
            standing.earned_ordinal,
            standing.received_ordinal,
            standing.received_code,
            standing.received_on,
            forecast.leaves_on,
            case
                when standing.received_ordinal = standing.highest_ordinal
                then 'LENGKAP'
                when service.running_leave_id is not null
                then 'TERHALANG'
                when
                    standing.earned_ordinal > standing.received_ordinal
                    and forecast.leaves_on > service.batch_on
                then 'DIUSULKAN'
                else 'BELUM'
            end as first_status
        from service
        inner join forecast on service.employee_id = forecast.employee_id
        inner join standing on service.employee_id = standing.employee_id
    ),

    -- The level earned and not received yet, or else the lowest one above the received.
    aimed as (
        select distinct
            on (classed.employee_id)
            classed.employee_id,
            service_award.award_kind_code,
            service_award.years_required,
            service_award.regulation,
            service_award.article,
            greatest(
                classed.batch_on,
                (
                    classed.count_from
                    + make_interval(years => service_award.years_required)
                )::date
            ) as ready_on
        from classed
        inner join
            service_award
            on {{ in_force("service_award", "classed.batch_on") }}
            and case
                when classed.earned_ordinal > classed.received_ordinal
                then service_award.award_ordinal = classed.earned_ordinal
                else service_award.award_ordinal > classed.received_ordinal
            end
        where classed.first_status in ('DIUSULKAN', 'BELUM')
        order by classed.employee_id, service_award.award_ordinal
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
            classed.received_code,
            classed.received_on,
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
        left join planned on classed.employee_id = planned.employee_id
    )

select *
from satyalancana
