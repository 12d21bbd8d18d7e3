with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("int_employee__state") }}),
    failed as (select * from {{ ref("int_promotion__check") }}),
    path as (select * from {{ ref("promotion_path") }}),
    term as (select * from {{ ref("promotion_term") }} where list_code = 'STATE'),

    described as (
        select
            {{ promotion_head() }},
            failed.path_code::text as path_code,
            path.label_id::text as path_label_id,
            path.label_en::text as path_label_en,
            failed.rule_code::text as rule_code,
            failed.requirement_code::text as requirement_code,
            failed.item::text as item,
            failed.blocker_code::text as blocker_code,
            failed.blocker_label_id::text as blocker_label_id,
            failed.blocker_label_en::text as blocker_label_en,
            failed.state::text as state,
            term.label_id::text as state_label_id,
            term.label_en::text as state_label_en,
            failed.needed::text as needed,
            failed.actual::text as actual,
            failed.met_from as turns_true_on,
            failed.sentence_id::text as sentence_id,
            failed.sentence_en::text as sentence_en,
            failed.regulation::text as regulation,
            failed.article::text as article,
            failed.confidence::text as confidence,
            failed.rule_valid_from,
            failed.rule_valid_to,
            failed.evidence_table::text as evidence_table,
            failed.evidence_id
        from failed
        cross join build
        inner join employee using (employee_id)
        left join term on failed.state = term.code
        left join
            path
            on failed.path_code = path.path_code
            and {{ in_force("path", "build.as_of_date") }}
    )

select *
from described
