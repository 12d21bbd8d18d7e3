{#- True when the row of `relation` with half-open validity (`valid_to` null while open) is in force on `day`. -#}
{% macro in_force(relation, day) %}
    {{ relation }}.valid_from <= {{ day }} and coalesce({{ relation }}.valid_to, 'infinity') > {{ day }}
{% endmacro %}
