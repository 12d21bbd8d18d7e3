with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'BEFORE_DATE'
    ),
    employee as (select * from {{ ref("int_employee__state") }}),

    -- A new kind of deadline is one more branch here.
    deadline as (
        select
            employee_id,
            'PENSIUN' as deadline_code,
            pension_on as deadline_on,
            'personnel.person' as evidence_table,
            person_id as evidence_id
        from employee
        where pension_on is not null
    ),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                when rule.tmt >= deadline.deadline_on then 'GAGAL' else 'MEMENUHI'
            end as state,
            null::date as met_from,
            deadline.deadline_on::text as needed,
            rule.tmt::text as actual,
            deadline.evidence_table,
            deadline.evidence_id
        from rule
        inner join
            deadline
            on rule.employee_id = deadline.employee_id
            and rule.subject_code = deadline.deadline_code
    )

select *
from judged
