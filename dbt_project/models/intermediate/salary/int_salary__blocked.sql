with
    scheduled as (select * from {{ ref("int_salary__scheduled") }}),
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    discipline_case as (select * from {{ ref("stg_personnel__discipline_case") }}),
    discipline_kind as (select * from {{ ref("stg_reference__discipline_kind") }}),
    employee_status as (select * from {{ ref("stg_personnel__employee_status") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),
    salary_blocker as (select * from {{ ref("salary_blocker") }}),
    upheld as (
        select agency_id, code from {{ ref("int_parameter") }} where flag
    ),

    barred as (
        select
            discipline_case.employee_id,
            'HUKUMAN' as subject,
            discipline_kind.code as subject_code,
            discipline_case.valid_from,
            discipline_case.valid_to
        from discipline_case
        inner join
            discipline_kind
            on discipline_case.discipline_kind_id = discipline_kind.discipline_kind_id
        where discipline_case.status = 'FINAL'

        union all

        select
            employee_status.employee_id,
            'KEDUDUKAN' as subject,
            legal_status.code as subject_code,
            employee_status.valid_from,
            employee_status.valid_to
        from employee_status
        inner join
            legal_status
            on employee_status.legal_status_id = legal_status.legal_status_id
    ),

    blocked as (
        select
            scheduled.employee_id,
            string_agg(distinct salary_blocker.blocker_code, ' ') as blockers,
            max(coalesce(barred.valid_to, 'infinity')) as free_on
        from scheduled
        inner join employee on scheduled.employee_id = employee.employee_id
        inner join
            barred
            on scheduled.employee_id = barred.employee_id
            and {{ in_force("barred", "scheduled.scheduled_on") }}
        inner join
            salary_blocker
            on barred.subject = salary_blocker.subject
            and barred.subject_code = salary_blocker.subject_code
            and {{ in_force("salary_blocker", "barred.valid_from") }}
            and {{ upheld("salary_blocker", "employee.agency_id") }}
        group by scheduled.employee_id
    )

select *
from blocked
