with
    build as (select * from {{ ref("int_build") }}),
    request as (select * from {{ ref("int_correction__request") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),

    counted as (
        select
            unit_id,
            kind_code,
            days_allowed,
            count(*) filter (where status_code = 'DIAJUKAN') as open,
            count(*) filter (where status_code = 'DIAJUKAN' and is_beyond) as overdue,
            max(days) filter (where status_code = 'DIAJUKAN') as oldest_days,
            count(*) filter (where status_code = 'DITERIMA') as accepted,
            count(*) filter (where status_code = 'DITOLAK') as refused,
            count(*) filter (where status_code = 'DITARIK') as withdrawn,
            count(*) filter (
                where status_code in ('DITERIMA', 'DITOLAK') and is_beyond
            ) as decided_late,
            percentile_cont(0.5) within group (order by days) filter (
                where status_code in ('DITERIMA', 'DITOLAK')
            ) as days_median,
            max(days) filter (where status_code in ('DITERIMA', 'DITOLAK')) as days_max
        from request
        group by unit_id, kind_code, days_allowed
    ),

    correction_turnaround as (
        select
            unit.agency_id,
            counted.unit_id,
            unit.name::text as unit_name,
            counted.kind_code,
            {{ table_label("counted.kind_code", "id") }} as kind_label_id,
            {{ table_label("counted.kind_code", "en") }} as kind_label_en,
            counted.open::integer as open,
            counted.overdue::integer as overdue,
            counted.oldest_days,
            (counted.accepted + counted.refused)::integer as decided,
            counted.accepted::integer as accepted,
            counted.refused::integer as refused,
            counted.withdrawn::integer as withdrawn,
            counted.decided_late::integer as decided_late,
            counted.days_median::numeric as days_median,
            counted.days_max,
            counted.days_allowed,
            build.as_of_date,
            build.build_id
        from counted
        cross join build
        inner join unit on counted.unit_id = unit.unit_id
    )

select *
from correction_turnaround
