with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'BEFORE_DATE'
    ),
    employee as (select * from {{ ref("int_employee__state") }}),

    -- A new kind of deadline is one more branch here: the first day that is too late,
    -- and the day to name.
    dated as (
        select
            rule.*,
            employee.person_id,
            case
                rule.subject_code
                when 'PENSIUN'
                then employee.pension_on
                when 'USIA'
                then
                    (
                        employee.born_on
                        + make_interval(years => rule.threshold)
                        + interval '1 day'
                    )::date
            end as too_late_on,
            case rule.subject_code when 'USIA' then 1 else 0 end as named_days_before
        from rule
        inner join employee using (employee_id)
    ),

    judged as (
        select
            employee_id,
            path_code,
            rule_code,
            valid_from,
            '-' as item,
            case when tmt >= too_late_on then 'GAGAL' else 'MEMENUHI' end as state,
            null::date as met_from,
            (too_late_on - named_days_before)::text as needed,
            tmt::text as actual,
            'personnel.person' as evidence_table,
            person_id as evidence_id
        from dated
        where too_late_on is not null
    )

select *
from judged
