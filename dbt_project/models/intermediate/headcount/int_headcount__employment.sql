with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    employment_type as (select * from {{ ref("stg_reference__employment_type") }}),
    termination as (select * from {{ ref("stg_personnel__termination") }}),
    contract as (select * from {{ ref("stg_personnel__pppk_contract") }}),

    hired as (
        select
            employee.employee_id,
            employee.agency_id,
            employment_type.scheme,
            employee.appointed_on,
            coalesce(termination.effective_on, 'infinity')::date as terminated_on,
            termination.kind as termination_kind
        from employee
        inner join
            employment_type
            on employee.employment_type_id = employment_type.employment_type_id
        left join termination on employee.employee_id = termination.employee_id
    ),

    contracted as (
        select
            hired.employee_id,
            contract.valid_from,
            contract.valid_to,
            min(contract.valid_from) over (
                partition by contract.employee_id
            ) as first_from
        from hired
        inner join contract on hired.employee_id = contract.employee_id
        where hired.scheme = 'PPPK'
    ),

    -- Without contracts one piece; with them a piece each, and one before the first.
    pieces as (
        select
            hired.employee_id,
            hired.appointed_on as starts_on,
            coalesce(min(contracted.first_from), 'infinity') as ends_on
        from hired
        left join contracted on hired.employee_id = contracted.employee_id
        group by hired.employee_id, hired.appointed_on

        union all

        select employee_id, valid_from as starts_on, valid_to as ends_on
        from contracted
    ),

    clipped as (
        select
            hired.employee_id,
            hired.agency_id,
            hired.scheme,
            hired.termination_kind,
            hired.terminated_on,
            greatest(pieces.starts_on, hired.appointed_on) as starts_on,
            least(pieces.ends_on, hired.terminated_on) as ends_on
        from hired
        inner join pieces on hired.employee_id = pieces.employee_id
        where
            greatest(pieces.starts_on, hired.appointed_on)
            < least(pieces.ends_on, hired.terminated_on)
    ),

    compared as (
        select
            clipped.*,
            coalesce(
                lag(ends_on) over (partition by employee_id order by starts_on)
                = starts_on,
                false
            ) as is_continued
        from clipped
    ),

    numbered as (
        select
            compared.*,
            count(*) filter (where not is_continued) over (
                partition by employee_id order by starts_on
            ) as run
        from compared
    ),

    employment as (
        select
            numbered.employee_id,
            numbered.run,
            numbered.agency_id,
            numbered.scheme,
            min(numbered.starts_on) as starts_on,
            max(numbered.ends_on) as ends_on,
            max(numbered.termination_kind) filter (
                where numbered.ends_on = numbered.terminated_on
            ) as termination_kind
        from numbered
        cross join build
        group by
            numbered.employee_id,
            numbered.run,
            numbered.agency_id,
            numbered.scheme,
            build.as_of_date
        having
            min(numbered.starts_on) <= build.as_of_date
            and max(numbered.ends_on) >= build.as_of_date - interval '36 months'
    )

select *
from employment
