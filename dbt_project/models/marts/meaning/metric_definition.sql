with
    build as (select * from {{ ref("int_build") }}),
    agency as (select * from {{ ref("stg_personnel__agency") }}),
    metric as (select * from {{ ref("metric") }}),

    metric_definition as (
        select
            metric.code as metric_code,
            metric.ordinal,
            metric.label_id,
            metric.label_en,
            metric.meaning_id,
            metric.meaning_en,
            metric.counted_in_id,
            metric.counted_in_en,
            metric.owner_label_id,
            metric.owner_label_en,
            metric.caveat_id,
            metric.caveat_en,
            metric.mart,
            metric.formula,
            metric.condition,
            metric.dimensions,
            metric.fixed_dimensions,
            metric.query,
            metric.regulation,
            metric.article,
            agency.agency_id,
            build.as_of_date,
            build.build_id
        from metric
        cross join agency
        cross join build
    )

select *
from metric_definition
