{#- What a severity of models/worklist.py is called in `language`. -#}
{%- macro severity_label(code, language) -%}
    {%- set labels = {
        "BERAT": {"id": "Berat", "en": "Serious"},
        "SEDANG": {"id": "Sedang", "en": "Medium"},
        "RINGAN": {"id": "Ringan", "en": "Light"},
    } -%}
    case
        {{ code }}
        {%- for severity, label in labels.items() %}
            when '{{ severity }}' then '{{ label[language] }}'
        {%- endfor %}
    end
{%- endmacro -%}
