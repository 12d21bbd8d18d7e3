with
    build as (select * from {{ ref("int_build") }}),
    visit as (select * from {{ ref("stg_personnel__outreach_visit") }}),
    service as (select * from {{ ref("stg_personnel__outreach_service") }}),
    service_point as (select * from {{ ref("stg_personnel__service_point") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    label as (select * from {{ ref("survey_label") }} where topic = 'KELILING'),

    summed as (
        select
            outreach_visit_id,
            count(*)::integer as services,
            sum(requested)::integer as requested,
            sum(completed)::integer as completed
        from service
        group by outreach_visit_id
    ),

    standing as (
        select
            visit.*,
            case
                when visit.status = 'DIBATALKAN'
                then 'DIBATALKAN'
                when visit.starts_on > build.as_of_date
                then 'DIRENCANAKAN'
                when visit.status = 'TERLAKSANA' and visit.ends_on <= build.as_of_date
                then 'TERLAKSANA'
                when visit.ends_on >= build.as_of_date
                then 'BERJALAN'
                else 'BELUM_DILAPORKAN'
            end as state_code
        from visit
        cross join build
    ),

    -- What a visit gave is told once it has begun; who worked is known once it was
    -- held.
    counted as (
        select
            standing.*,
            standing.ends_on - standing.starts_on + 1 as days,
            case
                when standing.state_code in ('BERJALAN', 'TERLAKSANA')
                then standing.staff_count * (standing.ends_on - standing.starts_on + 1)
            end as staff_days,
            coalesce(summed.services, 0) as services,
            coalesce(summed.requested, 0) as requested,
            coalesce(summed.completed, 0) as completed
        from standing
        left join
            summed
            on standing.outreach_visit_id = summed.outreach_visit_id
            and standing.state_code in ('BERJALAN', 'TERLAKSANA', 'BELUM_DILAPORKAN')
    ),

    outreach_activity as (
        select
            unit.agency_id,
            counted.outreach_visit_id,
            counted.service_point_id,
            service_point.code as service_point_code,
            service_point.name as service_point_name,
            service_point.unit_id,
            unit.code as unit_code,
            unit.name as unit_name,
            counted.place,
            counted.starts_on,
            counted.ends_on,
            date_trunc('month', counted.starts_on)::date as month_from,
            counted.days,
            counted.staff_count,
            counted.state_code,
            label.label_id as state_label_id,
            label.label_en as state_label_en,
            counted.services,
            counted.requested,
            counted.completed,
            counted.requested - counted.completed as unserved,
            round(
                100.0 * counted.completed / nullif(counted.requested, 0), 2
            ) as completed_pct,
            round(
                counted.completed::numeric / counted.staff_days, 2
            ) as completed_per_staff_day,
            counted.note,
            build.as_of_date,
            build.build_id
        from counted
        cross join build
        inner join
            service_point on counted.service_point_id = service_point.service_point_id
        inner join unit on service_point.unit_id = unit.unit_id
        left join
            label
            on counted.state_code = label.code
            and {{ in_force("label", "build.as_of_date") }}
    )

select *
from outreach_activity
