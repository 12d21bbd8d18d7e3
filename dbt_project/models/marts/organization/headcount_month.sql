with
    build as (select * from {{ ref("int_build") }}),
    months as (select * from {{ ref("int_headcount__month") }}),
    counted as (select * from {{ ref("int_headcount__counted") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),

    listed as (
        select unit.agency_id, unit.unit_id, months.month_from
        from unit
        inner join
            months
            on unit.valid_from < months.month_to
            and coalesce(unit.valid_to, 'infinity') > months.month_from

        union

        select agency_id, unit_id, month_from
        from counted
    ),

    headcount_month as (
        select
            listed.agency_id,
            listed.unit_id,
            unit.code as unit_code,
            unit.name as unit_name,
            unit.kind as unit_kind,
            unit.parent_id as parent_unit_id,
            listed.month_from,
            to_char(listed.month_from, 'YYYY-MM') as month,
            extract(year from listed.month_from)::integer as year,
            months.month_to - 1 as closing_on,
            coalesce(counted.opening, 0) as opening,
            coalesce(counted.hired, 0) as hired,
            coalesce(counted.moved_in, 0) as moved_in,
            coalesce(counted.hired, 0) + coalesce(counted.moved_in, 0) as joined,
            coalesce(counted.leavers, 0) as leavers,
            coalesce(counted.left_pension, 0) as left_pension,
            coalesce(counted.moved_out, 0) as moved_out,
            coalesce(counted.leavers, 0) + coalesce(counted.moved_out, 0) as gone,
            coalesce(counted.closing, 0) as closing,
            coalesce(counted.closing_pns, 0) as closing_pns,
            coalesce(counted.closing - counted.closing_pns, 0) as closing_pppk,
            build.as_of_date,
            build.build_id
        from listed
        cross join build
        inner join months on listed.month_from = months.month_from
        inner join unit on listed.unit_id = unit.unit_id
        left join
            counted
            on listed.agency_id = counted.agency_id
            and listed.unit_id = counted.unit_id
            and listed.month_from = counted.month_from
    )

select *
from headcount_month
