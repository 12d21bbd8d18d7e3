with
    build as (select * from {{ ref("int_build") }}),
    compared as (select * from {{ ref("int_rater__compared") }}),
    population as (select * from {{ ref("int_performance__population") }}),
    appraiser as (select * from {{ ref("int_employee__identity") }}),
    label as (select * from {{ ref("performance_label") }}),

    rater_severity as (
        select
            compared.appraiser_id,
            compared.year,
            compared.agency_id,
            population.unit_id,
            population.unit_name,
            compared.nip,
            appraiser.name,
            population.position_name,
            compared.n,
            round(compared.mean_ordinal, 2) as mean_ordinal,
            round(compared.agency_mean, 2) as agency_mean,
            round(compared.deviation, 2) as deviation,
            compared.sangat_baik,
            round(100.0 * compared.sangat_baik / compared.n, 2) as sangat_baik_pct,
            compared.severity_code,
            label.label_id as severity_label_id,
            label.label_en as severity_label_en,
            compared.severity_code in ('KETAT', 'LONGGAR') as is_flagged,
            compared.is_enough
            and compared.lowest_ordinal = compared.highest_ordinal as is_uniform,
            build.as_of_date,
            build.build_id
        from compared
        cross join build
        inner join appraiser on compared.appraiser_id = appraiser.employee_id
        inner join
            label on label.topic = 'KEKETATAN' and label.code = compared.severity_code
        left join
            population
            on compared.appraiser_id = population.employee_id
            and compared.year = population.year
    )

select *
from rater_severity
