{#- `rules`, `staging` or `marts`, never the live schema itself: __next for `merit build`, __dev for an analyst. -#}
{%- macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or "staging" }}__{{ target.schema }}
{%- endmacro -%}
