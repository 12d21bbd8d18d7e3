{#- True when the row of a rule names no parameter, or its parameter is true for the agency; the model imports `upheld`,
    the agency and code of every parameter that is true. -#}
{% macro upheld(rule, agency_id) %}
    (
        {{ rule }}.parameter_code is null
        or ({{ agency_id }}, {{ rule }}.parameter_code)
        in (select upheld.agency_id, upheld.code from upheld)
    )
{% endmacro %}
