with
    population as (select * from {{ ref("int_performance__population") }}),
    parameter as (select * from {{ ref("int_parameter") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),
    deduplicated as (select * from {{ ref("int_training__deduplicated") }}),
    recognised as (select * from {{ ref("int_training__recognised") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    mandatory_course as (select * from {{ ref("mandatory_course") }}),

    setting as (
        select
            agency_id,
            max(number) filter (
                where code = 'ip_asn_technical_hours'
            ) as technical_hours,
            bool_or(flag) filter (where code = 'ip_asn_technical_single') as is_single,
            bool_or(flag) filter (
                where code = 'ip_asn_higher_course_counts'
            ) as may_be_higher
        from parameter
        group by agency_id
    ),

    finished as (
        select
            population.employee_id,
            population.year,
            bool_or(
                training_kind.leadership_level = mandatory_course.leadership_level
                or setting.may_be_higher
                and training_kind.leadership_level > mandatory_course.leadership_level
            ) as has_leadership,
            bool_or(training_kind.category = 'FUNGSIONAL') as has_functional,
            bool_or(
                training_kind.category = 'SEMINAR'
                and completion.ended_on >= make_date(population.year - 1, 1, 1)
            ) as has_seminar
        from population
        inner join setting on population.agency_id = setting.agency_id
        inner join
            completion
            on population.employee_id = completion.employee_id
            and completion.ended_on <= population.on_date
        inner join
            training_kind
            on completion.training_kind_id = training_kind.training_kind_id
        left join
            mandatory_course
            on population.position_level_code = mandatory_course.position_level_code
            and {{ in_force("mandatory_course", "population.on_date") }}
        group by population.employee_id, population.year
    ),

    technical as (
        -- The index is national: an agency's own conversion of hours does not move it.
        select employee_id, year, sum(national_hours) as hours
        from recognised
        where category = 'TEKNIS'
        group by employee_id, year
    ),

    single as (
        select
            deduplicated.employee_id,
            deduplicated.year,
            max(deduplicated.hours) as hours,
            max(deduplicated.ended_on - deduplicated.started_on + 1) as days
        from deduplicated
        inner join
            training_kind
            on deduplicated.training_kind_id = training_kind.training_kind_id
        where training_kind.category = 'TEKNIS' and not deduplicated.is_duplicate
        group by deduplicated.employee_id, deduplicated.year
    ),

    judged as (
        select
            population.employee_id,
            population.year,
            coalesce(finished.has_leadership, false) as has_leadership,
            coalesce(finished.has_functional, false) as has_functional,
            coalesce(technical.hours, 0) as technical_hours,
            case
                when setting.is_single
                then
                    coalesce(
                        single.hours >= setting.technical_hours or single.days >= 3,
                        false
                    )
                else coalesce(technical.hours >= setting.technical_hours, false)
            end as has_technical,
            coalesce(finished.has_seminar, false) as has_seminar
        from population
        inner join setting on population.agency_id = setting.agency_id
        left join
            finished
            on population.employee_id = finished.employee_id
            and population.year = finished.year
        left join
            technical
            on population.employee_id = technical.employee_id
            and population.year = technical.year
        left join
            single
            on population.employee_id = single.employee_id
            and population.year = single.year
    )

select *
from judged
