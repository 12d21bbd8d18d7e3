with
    observation_date as (select * from {{ ref("int_observation_date") }}),
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    person as (select * from {{ ref("stg_personnel__person") }}),
    employment_type as (select * from {{ ref("stg_reference__employment_type") }}),
    termination as (select * from {{ ref("stg_personnel__termination") }}),
    contract as (select * from {{ ref("stg_personnel__pppk_contract") }}),

    latest_contract as (
        select distinct on (contract.employee_id, observation_date.on_date)
            contract.employee_id,
            observation_date.on_date,
            contract.grade_id,
            contract.valid_from,
            contract.valid_to
        from contract
        inner join observation_date on contract.valid_from <= observation_date.on_date
        order by
            contract.employee_id, observation_date.on_date, contract.valid_from desc
    ),

    employed as (
        select
            observation_date.on_date,
            observation_date.year,
            observation_date.is_as_of,
            observation_date.is_recent,
            observation_date.full_years_back,
            employee.employee_id,
            employee.person_id,
            employee.agency_id,
            employee.nip,
            person.name,
            concat_ws(
                ', ',
                concat_ws(' ', nullif(trim(person.front_title), ''), person.name),
                nullif(trim(person.rear_title), '')
            ) as full_name,
            person.sex,
            person.born_on,
            employment_type.scheme,
            employment_type.code as employment_type_code,
            employment_type.scheme = 'PNS'
            and coalesce(employee.permanent_on > observation_date.on_date, true)
                as is_probationary,
            employee.appointed_on,
            employee.permanent_on,
            termination.effective_on as terminated_on,
            latest_contract.grade_id as contract_grade_id,
            latest_contract.valid_from as contract_from,
            latest_contract.valid_to as contract_to
        from employee
        inner join
            observation_date on employee.appointed_on <= observation_date.on_date
        inner join person on employee.person_id = person.person_id
        inner join
            employment_type
            on employee.employment_type_id = employment_type.employment_type_id
        left join termination on employee.employee_id = termination.employee_id
        left join
            latest_contract
            on employee.employee_id = latest_contract.employee_id
            and observation_date.on_date = latest_contract.on_date
            and employment_type.scheme = 'PPPK'
        where
            coalesce(termination.effective_on, 'infinity') > observation_date.on_date
            and coalesce(latest_contract.valid_to, 'infinity')
            > observation_date.on_date
    )

select *
from employed
