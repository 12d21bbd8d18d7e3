with
    rule as (
        select * from {{ ref("int_merit__rule") }} where check_kind = 'BEFORE_DATE'
    ),
    moment as (select * from {{ ref("int_merit__moment") }}),

    -- A new kind of deadline is one more branch here: the first day that is too late,
    -- and the day to name.
    dated as (
        select
            rule.employee_id,
            rule.on_date,
            rule.path_code,
            rule.rule_code,
            case
                rule.subject_code
                when 'PENSIUN'
                then moment.pension_on
                when 'USIA'
                then
                    (
                        moment.born_on
                        + make_interval(years => rule.threshold)
                        + interval '1 day'
                    )::date
            end as too_late_on,
            case rule.subject_code when 'USIA' then 1 else 0 end as named_days_before
        from rule
        inner join moment using (employee_id, on_date, path_code)
    ),

    judged as (
        select
            employee_id,
            on_date,
            path_code,
            rule_code,
            '-' as item,
            case when on_date >= too_late_on then 'GAGAL' else 'MEMENUHI' end as state,
            null::date as met_from,
            (too_late_on - named_days_before)::text as needed,
            on_date::text as actual
        from dated
    )

select *
from judged
