{#- The definition that is published with every coverage figure, with the agency's own targets in it (rules.md 7.1). -#}
{% macro coverage_definition(language) %}
    {%- if language == "id" -%}
        format(
            'Cakupan = pegawai yang memenuhi sasaran JP dibagi pegawai yang bekerja pada %s, di unit ini dan semua unit di '
            'bawahnya. Sasaran: PNS %s JP, PPPK %s JP setahun (di atas %s JP dilaporkan melebihi batas, tidak dihitung lebih). '
            'JP menurut tahun tanggal selesai, setelah konversi, tanpa ganda; yang tanpa riwayat dihitung 0 JP. Dikecualikan: '
            'CLTN, tugas belajar dan kedudukan hukum sejenis, serta yang berhenti atau pensiun dalam tahun itu. CPNS terpenuhi '
            'lewat Latsar bila menyelesaikannya tahun itu%s.',
            {{ write_value("listed.on_date::text", "id") }},
            {{ write_value("parameter.target_pns::text", "id") }},
            {{ write_value("parameter.target_pppk::text", "id") }},
            {{ write_value("parameter.cap_pppk::text", "id") }},
            case when parameter.is_cpns_covered then ' atau masih dalam masanya' else '' end
        )
    {%- else -%}
        format(
            'Coverage = employees who reach the hours target divided by employees employed on %s, in this unit and every '
            'unit below it. Target: PNS %s hours, PPPK %s hours a year (above %s reported as above the maximum, not counted as '
            'more). Hours belong to the year of the last day, after conversion, without duplicates; people without records '
            'count with 0. Excluded: unpaid leave, study assignment and like statuses, and those who leave or retire within '
            'the year. CPNS are covered by basic training when they finished it in the year%s.',
            {{ write_value("listed.on_date::text", "en") }},
            {{ write_value("parameter.target_pns::text", "en") }},
            {{ write_value("parameter.target_pppk::text", "en") }},
            {{ write_value("parameter.cap_pppk::text", "en") }},
            case when parameter.is_cpns_covered then ' or are within the time for it' else '' end
        )
    {%- endif -%}
{% endmacro %}
