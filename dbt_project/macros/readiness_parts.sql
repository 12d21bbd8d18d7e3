{#- The parts of the score of seat_readiness, and what their columns and weights are called. -#}
{%- macro readiness_parts() -%}
    {{ return({
        "GOLONGAN": "grade",
        "PENDIDIKAN": "education",
        "BIDANG_STUDI": "study_field",
        "PELATIHAN": "training",
        "KOMPETENSI": "competency",
        "KINERJA": "performance",
        "PENGALAMAN": "experience",
    }) }}
{%- endmacro -%}
