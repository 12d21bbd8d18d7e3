with
    state as (select * from {{ ref("int_employee__state") }}),
    scheduled as (select * from {{ ref("int_salary__scheduled") }}),
    blocked as (select * from {{ ref("int_salary__blocked") }}),
    appraisal as (select * from {{ ref("int_appraisal__annual") }}),
    salary_rule as (
        select * from {{ ref("salary_rule") }} where requirement_code = 'KINERJA'
    ),

    allowed as (
        select
            scheduled.employee_id,
            coalesce(blocked.free_on, scheduled.scheduled_on) as allowed_on
        from scheduled
        left join blocked on scheduled.employee_id = blocked.employee_id
        where scheduled.scheduled_on is not null
    ),

    -- The date, and each later one that a delay could give, up to the year not judged
    -- yet.
    tried as (
        select
            allowed.employee_id,
            attempt.number,
            (
                allowed.allowed_on
                + make_interval(months => attempt.number * salary_rule.delay_months)
            )::date as try_on,
            salary_rule.minimum_ordinal,
            state.as_of_date,
            state.appointed_on
        from allowed
        inner join state on allowed.employee_id = state.employee_id
        inner join salary_rule on {{ in_force("salary_rule", "allowed.allowed_on") }}
        cross join
            lateral
            generate_series(
                0,
                greatest(
                    (
                        extract(year from state.as_of_date)
                        - extract(year from allowed.allowed_on)
                        + 2
                    )::integer
                    * 12
                    / salary_rule.delay_months,
                    0
                )
            ) as attempt(number)
        where allowed.allowed_on < 'infinity'
    ),

    asked as (
        select tried.*, extract(year from try_on)::integer - 1 as asked_year from tried
    ),

    answered as (
        select
            asked.employee_id,
            asked.number,
            asked.try_on,
            asked.asked_year,
            appraisal.appraisal_id,
            appraisal.predicate_code,
            case
                when make_date(asked.asked_year, 12, 31) > asked.as_of_date
                then 'BELUM_BERAKHIR'
                when appraisal.predicate_ordinal < asked.minimum_ordinal
                then 'KURANG'
                when appraisal.predicate_ordinal is not null
                then 'CUKUP'
                when appraisal.appraisal_id is not null
                then 'PREDIKAT_TIDAK_DIKENAL'
                when extract(year from asked.appointed_on) >= asked.asked_year
                then 'TIDAK_DIMINTA'
                else 'SKP_TIDAK_ADA'
            end as answer_code
        from asked
        left join
            appraisal
            on asked.employee_id = appraisal.employee_id
            and asked.asked_year = appraisal.year
    ),

    judged as (
        select distinct
            on (employee_id)
            employee_id,
            try_on as next_on,
            number as delays,
            asked_year,
            appraisal_id,
            predicate_code,
            answer_code
        from answered
        where answer_code <> 'KURANG'
        order by employee_id, number
    )

select *
from judged
