with
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    employee_status as (select * from {{ ref("stg_personnel__employee_status") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),

    -- A new kind of time (in the post, in service) is one more branch here.
    started as (
        select
            employee_id,
            path_code,
            as_of_date,
            'PANGKAT' as anchor_code,
            grade_anchor_on as anchored_on,
            'personnel.grade_record' as evidence_table,
            grade_record_id as evidence_id
        from candidate
        where grade_anchor_on is not null
    ),

    -- Unpaid leave (CLTN) does not count; leave that has no end yet is counted up to
    -- the date of the build.
    unpaid as (
        select
            started.employee_id,
            started.path_code,
            started.anchor_code,
            sum(
                greatest(
                    coalesce(employee_status.valid_to, started.as_of_date)
                    - greatest(employee_status.valid_from, started.anchored_on),
                    0
                )
            )::integer as days
        from started
        inner join employee_status using (employee_id)
        inner join legal_status using (legal_status_id)
        where not legal_status.counts_as_service
        group by started.employee_id, started.path_code, started.anchor_code
    ),

    anchored as (
        select
            started.employee_id,
            started.path_code,
            started.anchor_code,
            started.anchored_on,
            coalesce(unpaid.days, 0) as unpaid_days,
            started.evidence_table,
            started.evidence_id
        from started
        left join unpaid using (employee_id, path_code, anchor_code)
    )

select *
from anchored
