with
    employed as (select * from {{ ref("int_employee__employed") }} where is_as_of),
    booked as (select * from {{ ref("int_leave__booked") }}),
    unpaid_leave as (select * from {{ ref("int_employee__unpaid_leave") }}),
    kind as (select * from {{ ref("stg_reference__leave_kind") }}),
    leave_limit as (select * from {{ ref("stg_reference__leave_limit") }}),
    regulation as (select * from {{ ref("stg_reference__regulation") }}),

    -- Of years before the first row of an agency's ledger nothing is known.
    begun as (select * from {{ ref("int_leave__begun") }}),

    reckoned as (
        select
            employed.employee_id,
            employed.agency_id,
            employed.scheme,
            employed.appointed_on,
            employed.on_date,
            employed.year - back.years_back as year,
            back.years_back,
            make_date(employed.year - back.years_back, 1, 1) as starts_on,
            least(
                make_date(employed.year - back.years_back, 12, 31), employed.on_date
            ) as seen_on
        from employed
        cross join generate_series(0, {{ leave_years_back() }}) as back(years_back)
        left join begun on employed.agency_id = begun.agency_id
        where
            employed.year - back.years_back
            >= least(coalesce(begun.first_year, employed.year), employed.year)
            and employed.year - back.years_back
            >= extract(year from employed.appointed_on)
    ),

    allowed as (
        select
            reckoned.*,
            kind.code as leave_kind_code,
            leave_limit.amount,
            leave_limit.unit,
            regulation.code as regulation,
            leave_limit.article,
            leave_limit.confidence,
            (
                reckoned.appointed_on
                + make_interval(months => leave_limit.minimum_service_months)
            )::date as entitled_on
        from reckoned
        inner join
            leave_limit
            on reckoned.scheme = leave_limit.scheme
            and {{ in_force("leave_limit", "reckoned.seen_on") }}
        inner join kind on leave_limit.leave_kind_id = kind.leave_kind_id
        left join regulation on leave_limit.regulation_id = regulation.regulation_id
        where kind.code in ('TAHUNAN', 'BESAR')
    ),

    judged as (
        select
            allowed.*,
            coalesce(booked.used_days, 0) as used_days,
            coalesce(booked.deferred_days, 0) as deferred_days,
            coalesce(booked.opening_days, 0) as opening_days,
            coalesce(booked.ledger_ids, '{}') as ledger_ids,
            coalesce(
                booked.first_on, greatest(allowed.starts_on, allowed.entitled_on)
            ) as counted_from,
            allowed.entitled_on <= allowed.seen_on
            and not exists (
                select 1
                from unpaid_leave
                where
                    unpaid_leave.employee_id = allowed.employee_id
                    and unpaid_leave.starts_on <= allowed.starts_on
                    and coalesce(unpaid_leave.ends_on, 'infinity')
                    > make_date(allowed.year, 12, 31)
            )
            and not (
                allowed.leave_kind_code = 'TAHUNAN' and coalesce(great.used_days, 0) > 0
            ) as has_right
        from allowed
        left join
            booked
            on allowed.employee_id = booked.employee_id
            and allowed.leave_kind_code = booked.leave_kind_code
            and allowed.year = booked.year
        left join
            booked as great
            on allowed.employee_id = great.employee_id
            and great.leave_kind_code = 'BESAR'
            and allowed.year = great.year
    )

select *
from judged
