{#- The sentence of a deviation from the distribution guide with its share and limit; Indonesian writes a decimal comma. -#}
{%- macro fill_guide(sentence, language) -%}
    {%- set share = "coalesce(round(100.0 * people / nullif(appraised, 0), 2)::text, '-')" -%}
    replace(
        replace(
            {{ sentence }},
            '{actual}',
            {% if language == "id" %} replace({{ share }}, '.', ',') {% else %} {{ share }} {% endif %}
        ),
        '{limit}',
        coalesce(trim_scale(limit_value)::text, '-')
    )
{%- endmacro -%}
