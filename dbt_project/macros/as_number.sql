{#- A parameter's text as a number, null when it is none: a city's slip must not stop a build. -#}
{% macro as_number(value) %}
    case when {{ value }} ~ '^\s*\d{1,6}(\.\d{1,4})?\s*$' then {{ value }}::numeric end
{% endmacro %}
