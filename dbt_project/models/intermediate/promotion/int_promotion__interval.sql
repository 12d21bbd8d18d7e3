with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("int_employee__state") }}),
    discipline_case as (select * from {{ ref("stg_personnel__discipline_case") }}),
    discipline_kind as (select * from {{ ref("stg_reference__discipline_kind") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),

    punishment as (
        select
            discipline_case.employee_id,
            'HUKUMAN_' || discipline_kind.severity as interval_code,
            discipline_case.valid_to,
            discipline_kind.name as label,
            'personnel.discipline_case' as evidence_table,
            discipline_case.discipline_case_id as evidence_id
        from discipline_case
        inner join discipline_kind using (discipline_kind_id)
        cross join build
        where
            discipline_case.status = 'FINAL'
            and {{ in_force("discipline_case", "build.as_of_date") }}
    ),

    barring_status as (
        select
            employee.employee_id,
            case
                when employee.counts_as_service then 'STATUS' else 'CLTN'
            end as interval_code,
            employee.legal_status_to as valid_to,
            legal_status.name as label,
            'personnel.employee_status' as evidence_table,
            employee.employee_status_id as evidence_id
        from employee
        inner join legal_status on employee.legal_status_code = legal_status.code
        where employee.blocks_promotion
    ),

    -- Pengabdian asks for a year without punishment: from the day it was imposed, and
    -- at least until it is served.
    punishment_of_the_year as (
        select
            discipline_case.employee_id,
            'HUKUMAN_SETAHUN' as interval_code,
            case
                when discipline_case.valid_to is not null
                then
                    greatest(
                        discipline_case.valid_to,
                        (discipline_case.valid_from + interval '1 year')::date
                    )
            end as valid_to,
            discipline_kind.name as label,
            'personnel.discipline_case' as evidence_table,
            discipline_case.discipline_case_id as evidence_id
        from discipline_case
        inner join discipline_kind using (discipline_kind_id)
        cross join build
        where
            discipline_case.status = 'FINAL'
            and discipline_kind.severity in ('SEDANG', 'BERAT')
            and discipline_case.valid_from <= build.as_of_date
            and greatest(
                coalesce(discipline_case.valid_to, 'infinity'),
                discipline_case.valid_from + interval '1 year'
            )
            > build.as_of_date
    ),

    -- A promotion for long service takes effect in the month in which the retirement
    -- age is reached, not before.
    not_yet_of_age as (
        select
            employee.employee_id,
            'BELUM_BUP' as interval_code,
            (employee.pension_on - interval '1 month')::date as valid_to,
            employee.pension_on::text as label,
            'personnel.person' as evidence_table,
            employee.person_id as evidence_id
        from employee
        cross join build
        where employee.pension_on - interval '1 month' > build.as_of_date
    ),

    running as (
        select *
        from punishment
        union all
        select *
        from barring_status
        union all
        select *
        from punishment_of_the_year
        union all
        select *
        from not_yet_of_age
    ),

    -- Of several at once the one that ends last decides; one without an end never ends.
    last_to_end as (
        select distinct on (employee_id, interval_code) *
        from running
        order by employee_id, interval_code, valid_to desc nulls first, evidence_id
    )

select *
from last_to_end
