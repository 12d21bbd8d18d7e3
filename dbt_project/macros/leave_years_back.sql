{#- How many years before this one leave is reckoned from; what was left earlier than that no longer counts. -#}
{%- macro leave_years_back() -%}5{%- endmacro -%}
