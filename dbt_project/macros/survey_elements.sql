{#- The nine elements of a satisfaction survey in the order of the regulation: code and column of an answer. -#}
{%- macro survey_elements() -%}
    {{
        return(
            {
                "PERSYARATAN": "requirements",
                "PROSEDUR": "procedure",
                "WAKTU": "duration",
                "BIAYA": "cost",
                "PRODUK": "product",
                "KOMPETENSI": "competence",
                "PERILAKU": "behaviour",
                "PENGADUAN": "complaints",
                "SARPRAS": "facilities",
            }
        )
    }}
{%- endmacro -%}
