with
    year_of_leave as (
        select distinct scheme, year, starts_on from {{ ref("int_leave__year") }}
    ),
    leave_carry as (select * from {{ ref("leave_carry") }}),

    -- The most that each ground carries into a year, in a column of its own.
    carried as (
        select
            year_of_leave.scheme,
            year_of_leave.year,
            max(leave_carry.most_days) filter (where code = 'SENDIRI') as most_own,
            max(leave_carry.most_days) filter (
                where code = 'DITANGGUHKAN'
            ) as most_deferred,
            max(leave_carry.most_days) filter (where code = 'DUA_TAHUN') as most_unused,
            max(leave_carry.most_days) filter (
                where code = 'SALDO_AWAL'
            ) as most_opening
        from year_of_leave
        inner join
            leave_carry
            on year_of_leave.scheme = leave_carry.scheme
            and {{ in_force("leave_carry", "year_of_leave.starts_on") }}
        group by year_of_leave.scheme, year_of_leave.year
    )

select *
from carried
