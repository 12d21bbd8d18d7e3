with
    population as (select * from {{ ref("int_performance__population") }}),
    training as (select * from {{ ref("int_ip_asn__training") }}),
    scheme as (select * from {{ ref("int_ip_asn__scheme") }}),
    position_group as (select * from {{ ref("ip_asn_position") }}),
    competence as (select * from {{ ref("ip_asn_competence") }}),

    grouped as (
        select
            training.*,
            population.on_date,
            position_group.position_group,
            scheme.scheme_code
        from training
        inner join
            population
            on training.employee_id = population.employee_id
            and training.year = population.year
        inner join
            scheme
            on population.agency_id = scheme.agency_id
            and population.year = scheme.year
        inner join
            position_group
            on population.position_category = position_group.position_category
            and {{ in_force("position_group", "population.on_date") }}
    ),

    scored as (
        select
            grouped.*,
            competence.element_code,
            case
                competence.element_code
                when 'KEPEMIMPINAN'
                then grouped.has_leadership
                when 'FUNGSIONAL'
                then grouped.has_functional
                when 'TEKNIS'
                then grouped.has_technical
                when 'SEMINAR'
                then grouped.has_seminar
            end::integer
            * competence.score as score
        from grouped
        left join
            competence
            on grouped.scheme_code = competence.scheme_code
            and grouped.position_group = competence.position_group
            and {{ in_force("competence", "grouped.on_date") }}
    ),

    -- Without a table of the scheme there is no score, which is not a score of 0.
    summed as (
        select
            employee_id,
            year,
            position_group,
            technical_hours,
            sum(score) filter (where element_code = 'KEPEMIMPINAN') as leadership_score,
            sum(score) filter (where element_code = 'FUNGSIONAL') as functional_score,
            sum(score) filter (where element_code = 'TEKNIS') as technical_score,
            sum(score) filter (where element_code = 'SEMINAR') as seminar_score,
            sum(score) as score
        from scored
        group by employee_id, year, position_group, technical_hours
    )

select *
from summed
