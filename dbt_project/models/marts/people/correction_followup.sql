with
    build as (select * from {{ ref("int_build") }}),
    request as (select * from {{ ref("int_correction__request") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    label as (select * from {{ ref("due_label") }}),

    -- Neither who asks nor what: those who may see the request open it.
    correction_followup as (
        select
            request.correction_request_id,
            unit.agency_id,
            request.unit_id,
            unit.name::text as unit_name,
            request.kind_code,
            {{ table_label("request.kind_code", "id") }} as kind_label_id,
            {{ table_label("request.kind_code", "en") }} as kind_label_en,
            request.status_code,
            status_label.label_id as status_label_id,
            status_label.label_en as status_label_en,
            request.submitted_on,
            request.decided_on,
            request.days,
            request.days_allowed,
            request.is_beyond,
            build.as_of_date,
            build.build_id
        from request
        cross join build
        inner join unit on request.unit_id = unit.unit_id
        inner join {{ label_as("status_label", "PERBAIKAN", "request.status_code") }}
    )

select *
from correction_followup
