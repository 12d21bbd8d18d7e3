with
    population as (
        select *
        from {{ ref("int_performance__population") }}
        where full_years_back <= 2
    ),
    setting as (select * from {{ ref("int_talent__setting") }}),
    parameter as (select * from {{ ref("int_parameter") }}),
    judged as (select * from {{ ref("int_performance__year") }}),
    award as (select * from {{ ref("int_talent__award") }}),
    assessment as (select * from {{ ref("int_talent__assessment") }}),
    qualification as (select * from {{ ref("int_ip_asn__qualification") }}),
    worst as (select * from {{ ref("int_discipline__worst") }}),
    predicate as (select * from {{ ref("talent_predicate") }}),
    upheld as (
        select agency_id, code from {{ ref("int_parameter") }} where flag
    ),
    box_name as (select * from {{ ref("talent_box_name") }}),

    -- Before the boxes were law nobody has axes, and nobody's are incomplete.
    ruled as (
        select distinct population.on_date
        from population
        inner join box_name on {{ in_force("box_name", "population.on_date") }}
    ),

    parts as (
        select
            population.employee_id,
            population.year,
            population.on_date,
            population.agency_id,
            judged.appraisal_id,
            judged.predicate_code,
            judged.performance_score as main_points,
            award.reinforcing_points,
            predicate.performance_ordinal as predicate_category,
            assessment.competence_on,
            assessment.competence_points,
            assessment.potential_on,
            assessment.potential_points,
            100 * qualification.score / 25 as qualification_points,
            integrity.number as integrity_points,
            case
                when worst.is_serving then 'SEDANG_DIJALANI' else worst.severity
            end as integrity_code,
            ruled.on_date is not null as is_in_force,
            case
                when ruled.on_date is null
                then ''
                else
                    concat_ws(
                        ' ',
                        judged.missing_code,
                        case
                            when assessment.competence_points is null
                            then 'ASESMEN_KOMPETENSI'
                        end,
                        case
                            when assessment.potential_points is null
                            then 'ASESMEN_POTENSI'
                        end,
                        case when qualification.score is null then 'PENDIDIKAN' end
                    )
            end as missing
        from population
        inner join judged using (employee_id, year)
        inner join worst using (employee_id, year)
        left join ruled on population.on_date = ruled.on_date
        left join award using (employee_id, year)
        left join assessment using (employee_id, year)
        left join qualification using (employee_id, year)
        left join
            predicate
            on judged.predicate_code = predicate.predicate_code
            and {{ in_force("predicate", "population.on_date") }}
            and {{ upheld("predicate", "population.agency_id") }}
        left join
            parameter as integrity
            on population.agency_id = integrity.agency_id
            and integrity.code = case
                when worst.is_serving
                then 'talent_integrity_serving'
                when worst.severity = 'TIDAK_ADA'
                then 'talent_integrity_none'
                else 'talent_integrity_' || lower(worst.severity)
            end
    ),

    -- A part that is missing leaves its axis without a score. Six decimals, lest a
    -- third
    -- of a point fall short of a cut-off that it reaches.
    scored as (
        select
            parts.*,
            case
                when parts.is_in_force
                then
                    (
                        setting.weight_main * parts.main_points
                        + setting.weight_reinforcing
                        * coalesce(parts.reinforcing_points, 0)
                    )
                    / 100
            end as performance_score,
            case
                when parts.is_in_force
                then
                    round(
                        (
                            setting.weight_competence * parts.competence_points
                            + setting.weight_potential_part * parts.potential_points
                            + setting.weight_qualification * parts.qualification_points
                            + setting.weight_integrity * parts.integrity_points
                        )
                        / 100,
                        6
                    )
            end as potential_score,
            setting.performance_lower,
            setting.performance_upper,
            setting.potential_lower,
            setting.potential_upper
        from parts
        inner join setting on parts.agency_id = setting.agency_id
    ),

    categorised as (
        select
            scored.*,
            greatest(
                case when is_in_force then predicate_category end,
                case
                    when reinforcing_points is not null or predicate_category is null
                    then
                        1
                        + (performance_score >= performance_lower)::integer
                        + (performance_score >= performance_upper)::integer
                end
            ) as performance_ordinal,
            1
            + (potential_score >= potential_lower)::integer
            + (potential_score >= potential_upper)::integer as potential_ordinal
        from scored
    )

select *
from categorised
