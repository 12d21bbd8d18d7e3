with
    population as (
        select *
        from {{ ref("int_performance__population") }}
        where full_years_back <= 2
    ),
    scope as (select * from {{ ref("ip_asn_scope") }}),
    scheme as (select * from {{ ref("int_ip_asn__scheme") }}),
    qualification as (select * from {{ ref("int_ip_asn__qualification") }}),
    competence as (select * from {{ ref("int_ip_asn__competence") }}),
    judged as (select * from {{ ref("int_performance__year") }}),
    derived as (select * from {{ ref("int_appraisal__derived") }}),
    performance as (select * from {{ ref("ip_asn_performance") }}),
    worst as (select * from {{ ref("int_discipline__worst") }}),
    discipline as (select * from {{ ref("ip_asn_discipline") }}),

    measured as (
        select
            population.employee_id,
            population.year,
            population.on_date,
            population.agency_id,
            population.unit_id,
            scheme.scheme_code,
            scheme.is_scheme_complete,
            scheme.scheme_label_id,
            scheme.scheme_label_en
        from population
        inner join
            scope
            on population.scheme = scope.scheme
            and {{ in_force("scope", "population.on_date") }}
        inner join
            scheme
            on population.agency_id = scheme.agency_id
            and population.year = scheme.year
    ),

    -- A number of PP 46/2011 has its own bands; every other appraisal counts by its
    -- predicate.
    performed as (
        select distinct
            on (measured.employee_id, measured.year)
            measured.employee_id,
            measured.year,
            performance.score
        from measured
        inner join
            judged
            on measured.employee_id = judged.employee_id
            and measured.year = judged.year
        left join derived on judged.appraisal_id = derived.appraisal_id
        inner join
            performance
            on measured.scheme_code = performance.scheme_code
            and {{ in_force("performance", "measured.on_date") }}
            and case
                when
                    derived.scheme_code = 'PP46_2011'
                    and judged.numeric_score is not null
                then judged.numeric_score > performance.above_score
                else judged.predicate_code = performance.predicate_code
            end
        order by measured.employee_id, measured.year, performance.above_score desc
    ),

    scored as (
        select
            measured.*,
            competence.position_group,
            qualification.education_level_code,
            qualification.education_level_label_id,
            qualification.education_level_label_en,
            coalesce(qualification.score, 0) as qualification_score,
            competence.technical_hours,
            competence.leadership_score,
            competence.functional_score,
            competence.technical_score,
            competence.seminar_score,
            competence.score as competence_score,
            judged.appraisal_id,
            judged.predicate_code,
            coalesce(performed.score, 0) as performance_score,
            worst.severity,
            discipline.score as discipline_score,
            concat_ws(
                ' ',
                case when performed.score is null then judged.missing_code end,
                case when qualification.score is null then 'PENDIDIKAN' end
            ) as missing
        from measured
        inner join competence using (employee_id, year)
        inner join judged using (employee_id, year)
        inner join worst using (employee_id, year)
        inner join
            discipline
            on measured.scheme_code = discipline.scheme_code
            and worst.severity = discipline.severity
            and {{ in_force("discipline", "measured.on_date") }}
        left join qualification using (employee_id, year)
        left join performed using (employee_id, year)
    )

select *
from scored
