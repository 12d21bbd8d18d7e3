{#- The columns `days_late` and `days_left` of such an action, of which `action_state` has told the `state_code`. -#}
{%- macro action_days() -%}
    case
        when state_code in ('SELESAI_TERLAMBAT', 'TERLAMBAT')
        then coalesce(done_on, as_of_date) - due_on
    end as days_late,
    case when state_code = 'BERJALAN' then due_on - as_of_date end as days_left
{%- endmacro -%}
