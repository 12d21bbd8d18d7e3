{#- Post-hook: statistics at once, not when autovacuum comes round; without them the next join is planned blind. -#}
{%- macro analyze_table() -%}
    {%- if execute and model.config.materialized == "table" -%}
        analyze {{ this }}
    {%- endif -%}
{%- endmacro -%}
