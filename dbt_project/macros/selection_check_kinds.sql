{#- The kinds of check that the requirements of managerial posts name; each is one model int_merit__check_<kind>. -#}
{%- macro selection_check_kinds() -%}
    {{
        return(
            [
                "min_months",
                "predicate_years",
                "min_education",
                "no_interval",
                "before_date",
            ]
        )
    }}
{%- endmacro -%}
