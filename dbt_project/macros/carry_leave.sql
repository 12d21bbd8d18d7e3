{#-
    Selects annual leave of the year `back` years ago, with what is carried into it from the years before (relations
    `year_<n>`; none before `deepest`), rules.md 11.2: two years not taken at all, else the better of own and deferred days.
-#}
{%- macro carry_leave(back, deepest) -%}
    {%- set unused = "false" if back + 2 > deepest else (
        "coalesce(before.own_days > 0 and before.used_days = 0"
        ~ " and earlier.own_days > 0 and earlier.used_days = 0, false)"
    ) -%}
    {%- set left = "0" if back + 1 > deepest else "coalesce(before.left_own, 0)" -%}
    {%- set deferred = "0" if back + 1 > deepest else "coalesce(before.deferred_days, 0)" -%}
    select
        carried.*,
        case
            when carried.carried_days = 0
            then null
            when carried.opening_days > 0
            then 'SALDO_AWAL'
            when carried.is_two_years_unused
            then 'DUA_TAHUN'
            when carried.carried_days > carried.carried_own
            then 'DITANGGUHKAN'
            else 'SENDIRI'
        end as carry_code,
        carried.own_days - least(
            greatest(
                carried.used_days
                - case when carried.is_carried_first then carried.carried_days else 0 end,
                0
            ),
            carried.own_days
        ) as left_own
    from
        (
            select
                weighed.*,
                case
                    when weighed.own_days = 0
                    then 0
                    when weighed.opening_days > 0
                    then least(weighed.opening_days, weighed.most_opening)
                    when weighed.is_two_years_unused
                    then weighed.most_unused
                    else greatest(weighed.carried_own, weighed.carried_deferred)
                end as carried_days
            from
                (
                    select
                        own.*,
                        {{ unused }} and own.most_unused > 0 as is_two_years_unused,
                        least(own.most_own, {{ left }}) as carried_own,
                        least(own.most_deferred, {{ deferred }}, {{ left }}) as carried_deferred
                    from own
                    {%- if back + 1 <= deepest %}
                        left join
                            year_{{ back + 1 }} as before
                            on own.employee_id = before.employee_id
                    {%- endif %}
                    {%- if back + 2 <= deepest %}
                        left join
                            year_{{ back + 2 }} as earlier
                            on own.employee_id = earlier.employee_id
                    {%- endif %}
                    where own.years_back = {{ back }}
                ) as weighed
        ) as carried
{%- endmacro -%}
