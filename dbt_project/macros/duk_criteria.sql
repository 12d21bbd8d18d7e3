{#- The criteria of the DUK in their fixed order, each with its inner tie-breaks, and how each sorts (rules.md 3.1). -#}
{% macro duk_criteria() %}
    {{ return({
        "GOLONGAN": "grade_ordinal desc",
        "TMT_GOLONGAN": "grade_from asc",
        "JABATAN": "position_rank desc",
        "TMT_JABATAN": "position_tmt_same_level asc nulls last",
        "MASA_KERJA": "service_months desc",
        "LATIHAN_JABATAN": "leadership_level desc",
        "TGL_LATIHAN": "leadership_on asc nulls last",
        "PENDIDIKAN": "education_rank desc",
        "TGL_LULUS": "graduated_on asc nulls last",
        "USIA": "born_on asc",
        "NIP": "nip asc",
    }) }}
{% endmacro %}
