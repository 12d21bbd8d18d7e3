{#- A parameter's text as true or false, null when it is neither: a city's slip must not stop a build. -#}
{% macro as_flag(value) %}
    case
        when lower(trim({{ value }})) in ('true', 'ya', 'yes', '1') then true
        when lower(trim({{ value }})) in ('false', 'tidak', 'no', '0') then false
    end
{% endmacro %}
