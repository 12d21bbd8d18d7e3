{#- Who somebody is and where: the columns with which marts of employees begin after their keys, of `relation`. -#}
{%- macro employee_columns(relation) -%}
    {%- for column in [
        "unit_id",
        "unit_name",
        "nip",
        "name",
        "full_name",
        "scheme",
        "employment_type_code",
    ] %}
        {{ relation }}.{{ column }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro -%}
