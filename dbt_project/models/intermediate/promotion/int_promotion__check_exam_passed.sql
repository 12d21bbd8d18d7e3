with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'EXAM_PASSED'
    ),
    situation as (select * from {{ ref("int_promotion__situation") }}),
    exam as (select * from {{ ref("stg_personnel__service_exam") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),

    -- A competency test counts for the level it was taken for.
    passed as (
        select distinct
            on (rule.employee_id, rule.path_code, rule.rule_code)
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            exam.taken_on,
            exam.service_exam_id
        from rule
        left join situation using (employee_id)
        inner join
            exam
            on rule.employee_id = exam.employee_id
            and rule.subject_code = exam.kind
            and exam.is_passed
            and exam.taken_on <= rule.as_of_date
            and coalesce(exam.valid_to, 'infinity') > rule.tmt
        left join position_level using (position_level_id)
        where
            rule.subject_code <> 'UJI_KOMPETENSI'
            or position_level.code = situation.next_level_code
        order by
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            exam.taken_on desc,
            exam.service_exam_id
    ),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                when passed.employee_id is null then 'GAGAL' else 'MEMENUHI'
            end as state,
            null::date as met_from,
            case
                when rule.subject_code = 'UJI_KOMPETENSI'
                then situation.next_level_name
                else rule.subject_code
            end::text as needed,
            passed.taken_on::text as actual,
            case
                when passed.service_exam_id is not null then 'personnel.service_exam'
            end as evidence_table,
            passed.service_exam_id as evidence_id
        from rule
        left join situation using (employee_id)
        left join passed using (employee_id, path_code, rule_code)
    )

select *
from judged
