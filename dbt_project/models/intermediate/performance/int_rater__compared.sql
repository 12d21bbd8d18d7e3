with
    population as (
        select employee_id, year
        from {{ ref("int_performance__population") }}
        where full_years_back <= 2
    ),
    judged as (
        select
            employee_id,
            year,
            agency_id,
            appraiser_id,
            predicate_ordinal,
            predicate_code
        from {{ ref("int_performance__year") }}
        where missing_code is null
    ),
    appraiser as (
        select employee_id, agency_id, person_id, nip
        from {{ ref("stg_personnel__employee") }}
    ),
    parameter as (select * from {{ ref("int_parameter") }}),

    appraised as (
        select judged.*
        from judged
        inner join
            population
            on judged.employee_id = population.employee_id
            and judged.year = population.year
    ),

    agency as (
        select agency_id, year, avg(predicate_ordinal) as mean_ordinal
        from appraised
        group by agency_id, year
    ),

    rated as (
        select
            appraised.appraiser_id,
            appraised.agency_id,
            appraised.year,
            appraiser.person_id,
            appraiser.nip,
            count(*)::integer as n,
            avg(appraised.predicate_ordinal) as mean_ordinal,
            min(appraised.predicate_ordinal) as lowest_ordinal,
            max(appraised.predicate_ordinal) as highest_ordinal,
            count(*) filter (where appraised.predicate_code = 'SANGAT_BAIK')::integer
            as sangat_baik
        from appraised
        inner join
            appraiser
            on appraised.appraiser_id = appraiser.employee_id
            and appraised.agency_id = appraiser.agency_id
        group by
            appraised.appraiser_id,
            appraised.agency_id,
            appraised.year,
            appraiser.person_id,
            appraiser.nip
    ),

    compared as (
        select
            rated.*,
            agency.mean_ordinal as agency_mean,
            rated.mean_ordinal - agency.mean_ordinal as deviation,
            rated.n >= least_n.number as is_enough,
            case
                when rated.n < least_n.number
                then 'TERLALU_SEDIKIT'
                when rated.mean_ordinal - agency.mean_ordinal <= - least_gap.number
                then 'KETAT'
                when rated.mean_ordinal - agency.mean_ordinal >= least_gap.number
                then 'LONGGAR'
                else 'WAJAR'
            end as severity_code
        from rated
        inner join
            agency on rated.agency_id = agency.agency_id and rated.year = agency.year
        inner join
            parameter as least_n
            on rated.agency_id = least_n.agency_id
            and least_n.code = 'rater_minimum'
        inner join
            parameter as least_gap
            on rated.agency_id = least_gap.agency_id
            and least_gap.code = 'rater_deviation'
    )

select *
from compared
