with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'EXAM'
    ),
    crossing as (select * from {{ ref("service_exam_rule") }}),
    exam as (select * from {{ ref("stg_personnel__service_exam") }}),
    exemption as (select * from {{ ref("int_promotion__exam_exemption") }}),

    -- Only a step from one golongan into the next needs an exam; the other steps have
    -- no row.
    needed as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            rule.as_of_date,
            rule.tmt,
            crossing.exam_code,
            crossing.label_id as exam_label
        from rule
        inner join
            crossing
            on rule.grade_code = crossing.from_grade_code
            and rule.target_grade_code = crossing.to_grade_code
            and {{ in_force("crossing", "rule.tmt") }}
    ),

    passed as (
        select
            needed.employee_id,
            needed.path_code,
            1 as preference,
            exam.taken_on::text as ground,
            'personnel.service_exam' as evidence_table,
            exam.service_exam_id as evidence_id
        from needed
        inner join
            exam
            on needed.employee_id = exam.employee_id
            and needed.exam_code = exam.kind
        where
            exam.is_passed
            and exam.taken_on <= needed.as_of_date
            and coalesce(exam.valid_to, 'infinity') > needed.tmt
    ),

    exempted as (
        select
            needed.employee_id,
            needed.path_code,
            2 as preference,
            exemption.ground,
            exemption.evidence_table,
            exemption.evidence_id
        from needed
        inner join
            exemption
            on needed.employee_id = exemption.employee_id
            and needed.exam_code = exemption.exam_code
            and {{ in_force("exemption", "needed.tmt") }}
    ),

    grounds as (
        select *
        from passed
        union all
        select *
        from exempted
    ),

    best as (
        select distinct on (employee_id, path_code) *
        from grounds
        order by employee_id, path_code, preference, evidence_table, evidence_id
    ),

    judged as (
        select
            needed.employee_id,
            needed.path_code,
            needed.rule_code,
            needed.valid_from,
            '-' as item,
            case
                when best.employee_id is null then 'GAGAL' else 'MEMENUHI'
            end as state,
            null::date as met_from,
            needed.exam_label::text as needed,
            best.ground as actual,
            best.evidence_table,
            best.evidence_id
        from needed
        left join best using (employee_id, path_code)
    )

select *
from judged
