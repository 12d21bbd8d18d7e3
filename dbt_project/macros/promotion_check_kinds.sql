{#- The kinds of check a promotion rule may name; each is one model int_promotion__check_<kind> of the same columns. -#}
{%- macro promotion_check_kinds() -%}
    {{ return([
        "target_grade",
        "min_months",
        "predicate_years",
        "grade_ceiling",
        "exam",
        "no_interval",
        "before_date",
        "superior_grade",
        "range",
        "min_credit",
        "exam_passed",
        "vacancy",
        "min_education",
        "post_education",
        "decree",
    ]) }}
{%- endmacro -%}
