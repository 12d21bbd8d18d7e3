with
    annual as (select * from {{ ref("int_leave__annual") }}),
    great as (
        select * from {{ ref("int_leave__year") }} where leave_kind_code = 'BESAR'
    ),
    pending as (select * from {{ ref("int_leave__pending") }}),

    righted as (
        select
            employee_id,
            leave_kind_code,
            year,
            years_back,
            seen_on,
            entitled_on,
            own_days,
            carried_days,
            carry_code,
            used_days,
            deferred_days,
            ledger_ids,
            regulation,
            article,
            confidence
        from annual
        union all
        -- months of the calendar, counted in days from the first day of leave
        select
            employee_id,
            leave_kind_code,
            year,
            years_back,
            seen_on,
            entitled_on,
            case
                when has_right
                then
                    (counted_from + make_interval(months => amount))::date
                    - counted_from
                else 0
            end as own_days,
            0 as carried_days,
            null as carry_code,
            used_days,
            deferred_days,
            ledger_ids,
            regulation,
            article,
            confidence
        from great
    ),

    balanced as (
        select
            righted.*,
            righted.own_days + righted.carried_days as right_days,
            coalesce(pending.pending_days, 0) as pending_days
        from righted
        left join
            pending
            on righted.employee_id = pending.employee_id
            and righted.leave_kind_code = pending.leave_kind_code
            and righted.year = pending.year
        where righted.years_back <= 2
    ),

    classed as (
        select
            balanced.*,
            right_days - used_days - pending_days as left_days,
            case
                when used_days > right_days
                then 'MELEBIHI'
                when entitled_on > seen_on
                then 'BELUM_BERHAK'
                when right_days = 0
                then 'TANPA_HAK'
                when right_days - used_days - pending_days > 0
                then 'BERSISA'
                else 'HABIS'
            end as status_code
        from balanced
    )

select *
from classed
