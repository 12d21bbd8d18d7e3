with
    candidate as (select * from {{ ref("int_seat__candidate") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    demand as (select * from {{ ref("int_seat__demand") }}),
    experience as (
        select *
        from {{ ref("int_promotion__experience") }}
        where requirement_code = 'PENGALAMAN'
    ),
    population as (
        select *
        from {{ ref("int_performance__population") }}
        where full_years_back <= 1
    ),
    judged_year as (select * from {{ ref("int_performance__year") }}),
    predicate as (select * from {{ ref("predicate") }}),

    performance as (
        select
            population.employee_id,
            count(judged_year.performance_score) as years,
            avg(judged_year.performance_score) as points,
            bool_and(judged_year.predicate_ordinal >= predicate.ordinal) as is_good
        from population
        inner join judged_year using (employee_id, year)
        inner join predicate on predicate.predicate_code = 'BAIK'
        group by population.employee_id
    ),

    years_asked as (
        select
            profile_id,
            max(threshold) as months,
            bool_or(is_mandatory) as is_mandatory
        from demand
        where kind = 'PENGALAMAN'
        group by profile_id
    ),

    served as (
        select
            candidate.profile_id,
            candidate.employee_id,
            years_asked.months as months_asked,
            coalesce(years_asked.is_mandatory, false) as is_years_mandatory,
            {{
                whole_months(
                    "(state.as_of_date - coalesce(experience.days, 0))", "state.as_of_date"
                )
            }} as months
        from candidate
        inner join state using (employee_id)
        left join experience using (employee_id, path_code)
        left join years_asked using (profile_id)
    ),

    judged as (
        select
            served.profile_id,
            served.employee_id,
            case
                when coalesce(performance.years, 0) < 2
                then 'BELUM_ADA_DATA'
                when performance.is_good
                then 'SESUAI'
                else 'SEBAGIAN'
            end as performance_state,
            case when performance.years = 2 then performance.points end as performance_points,
            case
                when served.months >= served.months_asked
                then 'SESUAI'
                when served.months < served.months_asked
                then 'SEBAGIAN'
            end as experience_state,
            100.0
            * least(served.months, served.months_asked)
            / served.months_asked as experience_points,
            served.is_years_mandatory
        from served
        left join performance using (employee_id)
    )

select *
from judged
