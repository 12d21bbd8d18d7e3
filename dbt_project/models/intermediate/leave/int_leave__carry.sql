with
    year_of_leave as (
        select distinct agency_id, scheme, year, starts_on
        from {{ ref("int_leave__year") }}
    ),
    leave_carry as (select * from {{ ref("leave_carry") }}),
    own_days as (select * from {{ ref("int_local_parameter") }} where subject = ''),

    allowed as (
        select
            year_of_leave.agency_id,
            year_of_leave.scheme,
            year_of_leave.year,
            leave_carry.code,
            coalesce(own_days.number::integer, leave_carry.most_days) as most_days
        from year_of_leave
        inner join
            leave_carry
            on year_of_leave.scheme = leave_carry.scheme
            and {{ in_force("leave_carry", "year_of_leave.starts_on") }}
        left join
            own_days
            on year_of_leave.agency_id = own_days.agency_id
            and leave_carry.parameter_code = own_days.code
            and {{ in_force("own_days", "year_of_leave.starts_on") }}
    ),

    -- The most that each ground carries into a year, in a column of its own.
    carried as (
        select
            agency_id,
            scheme,
            year,
            max(most_days) filter (where code = 'SENDIRI') as most_own,
            max(most_days) filter (where code = 'DITANGGUHKAN') as most_deferred,
            max(most_days) filter (where code = 'DUA_TAHUN') as most_unused,
            max(most_days) filter (where code = 'SALDO_AWAL') as most_opening
        from allowed
        group by agency_id, scheme, year
    )

select *
from carried
