with
    year_of_leave as (
        select * from {{ ref("int_leave__year") }} where leave_kind_code = 'TAHUNAN'
    ),
    carry as (select * from {{ ref("int_leave__carry") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'leave_carried_first'
    ),

    own as (
        select
            year_of_leave.*,
            case
                when year_of_leave.has_right then year_of_leave.amount else 0
            end as own_days,
            coalesce(carry.most_own, 0) as most_own,
            coalesce(carry.most_deferred, 0) as most_deferred,
            coalesce(carry.most_unused, 0) as most_unused,
            coalesce(carry.most_opening, 0) as most_opening,
            coalesce(parameter.flag, true) as is_carried_first
        from year_of_leave
        left join
            carry
            on year_of_leave.agency_id = carry.agency_id
            and year_of_leave.scheme = carry.scheme
            and year_of_leave.year = carry.year
        left join parameter on year_of_leave.agency_id = parameter.agency_id
    ),

    -- Year after year, because what is left of one is carried into the next;
    -- `left_own` is what is left of its own right.
    {%- for back in range(leave_years_back() | int, -1, -1) %}
        year_{{ back }} as ({{ carry_leave(back, leave_years_back() | int) }}),
    {%- endfor %}

    annual as (
        {%- for back in range(leave_years_back() | int, -1, -1) %}
            select *
            from year_{{ back }}
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    )

select *
from annual
