{#- The numbers of the talent marts that a city may set, as named in seeds/rules/parameter.csv after `talent_`. -#}
{%- macro talent_settings() -%}
    {{ return([
        "weight_main",
        "weight_reinforcing",
        "weight_competence",
        "weight_potential_part",
        "weight_qualification",
        "weight_integrity",
        "weight_performance",
        "weight_potential",
        "performance_lower",
        "performance_upper",
        "potential_lower",
        "potential_upper",
        "assessment_years",
        "min_remaining_months",
    ]) }}
{%- endmacro -%}
