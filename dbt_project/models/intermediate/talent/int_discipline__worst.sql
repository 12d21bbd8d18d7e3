with
    population as (select * from {{ ref("int_performance__population") }}),
    discipline_case as (select * from {{ ref("stg_personnel__discipline_case") }}),
    discipline_kind as (select * from {{ ref("stg_reference__discipline_kind") }}),

    punished as (
        select
            population.employee_id,
            population.year,
            discipline_case.discipline_case_id,
            discipline_kind.severity,
            array_position(
                array['RINGAN', 'SEDANG', 'BERAT'], discipline_kind.severity::text
            ) as severity_ordinal,
            discipline_case.valid_from
            > population.on_date - interval '5 years' as is_within_five_years,
            discipline_kind.severity in ('SEDANG', 'BERAT')
            and coalesce(discipline_case.valid_to, 'infinity')
            > population.on_date as is_serving
        from population
        inner join
            discipline_case on population.employee_id = discipline_case.employee_id
        inner join discipline_kind using (discipline_kind_id)
        where
            discipline_case.status = 'FINAL'
            and discipline_case.valid_from <= population.on_date
    ),

    worst as (
        select
            employee_id,
            year,
            max(severity_ordinal) filter (
                where is_within_five_years
            ) as severity_ordinal,
            bool_or(is_serving) as is_serving
        from punished
        group by employee_id, year
    ),

    named as (
        select
            population.employee_id,
            population.year,
            case
                coalesce(worst.severity_ordinal, 0)
                when 3
                then 'BERAT'
                when 2
                then 'SEDANG'
                when 1
                then 'RINGAN'
                else 'TIDAK_ADA'
            end as severity,
            coalesce(worst.is_serving, false) as is_serving
        from population
        left join
            worst
            on population.employee_id = worst.employee_id
            and population.year = worst.year
    )

select *
from named
