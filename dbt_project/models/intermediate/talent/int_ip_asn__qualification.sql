with
    population as (select * from {{ ref("int_performance__population") }}),
    scheme as (select * from {{ ref("int_ip_asn__scheme") }}),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    qualification as (select * from {{ ref("ip_asn_qualification") }}),
    own_score as (
        select *
        from {{ ref("int_local_parameter") }}
        where code = 'ip_asn_education_score'
    ),

    scored as (
        select distinct
            on (population.employee_id, population.year)
            population.employee_id,
            population.year,
            education_level.code as education_level_code,
            education_level.name as education_level_label_id,
            coalesce(
                education_level.name_en, education_level.name
            ) as education_level_label_en,
            coalesce(own_score.number, qualification.score) as score
        from population
        inner join
            scheme
            on population.agency_id = scheme.agency_id
            and population.year = scheme.year
        inner join
            education_record
            on population.person_id = education_record.person_id
            and education_record.recognised_on <= population.on_date
        inner join
            education_level
            on education_record.education_level_id = education_level.education_level_id
        inner join
            qualification
            on education_level.code = qualification.education_level_code
            and scheme.scheme_code = qualification.scheme_code
            and {{ in_force("qualification", "population.on_date") }}
        left join
            own_score
            on population.agency_id = own_score.agency_id
            and education_level.code = own_score.subject
            and {{ in_force("own_score", "population.on_date") }}
        order by
            population.employee_id,
            population.year,
            coalesce(own_score.number, qualification.score) desc,
            education_level.ordinal desc
    )

select *
from scored
