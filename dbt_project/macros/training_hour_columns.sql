{#- Columns of hours in the training marts: each with the column of training_kind and the value it sums. -#}
{% macro training_hour_columns() %}
    {{ return({
        "hours_classical": "mode = 'KLASIKAL'",
        "hours_nonclassical": "mode = 'NONKLASIKAL'",
        "hours_basic": "category = 'DASAR'",
        "hours_leadership": "category = 'KEPEMIMPINAN'",
        "hours_managerial": "category = 'MANAJERIAL'",
        "hours_technical": "category = 'TEKNIS'",
        "hours_functional": "category = 'FUNGSIONAL'",
        "hours_sociocultural": "category = 'SOSIAL_KULTURAL'",
        "hours_seminar": "category = 'SEMINAR'",
        "hours_guided": "category = 'BIMBINGAN'",
    }) }}
{% endmacro %}
