{#-
    Pre-hook of staging: joins the transaction to the snapshot that `merit build` exported, so that every staging table
    holds one and the same state of the data (docs/decisions/0002-build-and-publish.md). By hand there is no snapshot
    and each table reads the data of its own moment. `execute` keeps the variable out of the parsed manifest.
-#}
{%- macro read_one_state() -%}
    {%- set snapshot = env_var("DBT_MERIT_SNAPSHOT", "") if execute else "" -%}
    {%- if snapshot -%}
        set transaction isolation level repeatable read
        ;
        set transaction snapshot '{{ snapshot }}'
    {%- endif -%}
{%- endmacro -%}
