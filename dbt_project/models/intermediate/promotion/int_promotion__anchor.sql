with
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    employee as (select * from {{ ref("int_employee__state") }}),
    experience as (select * from {{ ref("int_promotion__experience") }}),
    rule as (select * from {{ ref("promotion_rule") }}),
    unpaid_leave as (select * from {{ ref("int_employee__unpaid_leave") }}),

    -- A new kind of time is one more branch here. Experience is a sum of days: it
    -- counts as if it had begun that many days ago, and no leave is taken off, because
    -- who goes on unpaid leave loses the post.
    started as (
        select
            employee_id,
            path_code,
            as_of_date,
            'PANGKAT' as anchor_code,
            grade_anchor_on as anchored_on,
            true as is_leave_excluded,
            'personnel.grade_record' as evidence_table,
            grade_record_id as evidence_id
        from candidate
        where grade_anchor_on is not null
        union all
        select
            candidate.employee_id,
            candidate.path_code,
            candidate.as_of_date,
            'JABATAN' as anchor_code,
            employee.same_rank_from as anchored_on,
            true as is_leave_excluded,
            'personnel.assignment' as evidence_table,
            employee.assignment_id as evidence_id
        from candidate
        inner join employee using (employee_id)
        where employee.same_rank_from is not null
        union all
        select
            candidate.employee_id,
            candidate.path_code,
            candidate.as_of_date,
            'MASA_KERJA' as anchor_code,
            (
                employee.appointed_on
                - make_interval(months => employee.prior_service_months)
            )::date as anchored_on,
            true as is_leave_excluded,
            'personnel.employee' as evidence_table,
            employee.employee_id as evidence_id
        from candidate
        inner join employee using (employee_id)
        union all
        select
            candidate.employee_id,
            candidate.path_code,
            candidate.as_of_date,
            experience.requirement_code as anchor_code,
            candidate.as_of_date - experience.days as anchored_on,
            false as is_leave_excluded,
            'personnel.assignment' as evidence_table,
            employee.assignment_id as evidence_id
        from candidate
        inner join experience using (employee_id, path_code)
        inner join employee using (employee_id)
    ),

    asked as (
        select distinct path_code, subject_code as anchor_code
        from rule
        where check_kind = 'MIN_MONTHS'
    ),

    needed as (
        select started.* from started inner join asked using (path_code, anchor_code)
    ),

    -- The whole months of each unpaid leave (CLTN) do not count; leave that has no end yet is counted up to
    -- the date of the build, and leave that has not begun not at all.
    unpaid as (
        select
            needed.employee_id,
            needed.path_code,
            needed.anchor_code,
            sum(
                {{
                    whole_months(
                        "greatest(unpaid_leave.starts_on, needed.anchored_on)",
                        "unpaid_leave.counted_to",
                    )
                }}
            )::integer as months,
            sum(
                {{
                    whole_months(
                        "greatest(unpaid_leave.starts_on, needed.anchored_on)",
                        "least(unpaid_leave.counted_to, needed.as_of_date)",
                    )
                }}
            )::integer as months_so_far
        from needed
        inner join unpaid_leave using (employee_id)
        where
            unpaid_leave.starts_on <= needed.as_of_date and needed.is_leave_excluded
        group by needed.employee_id, needed.path_code, needed.anchor_code
    ),

    anchored as (
        select
            needed.employee_id,
            needed.path_code,
            needed.anchor_code,
            needed.anchored_on,
            coalesce(unpaid.months, 0) as unpaid_months,
            coalesce(unpaid.months_so_far, 0) as unpaid_months_so_far,
            needed.evidence_table,
            needed.evidence_id
        from needed
        left join unpaid using (employee_id, path_code, anchor_code)
    )

select *
from anchored
