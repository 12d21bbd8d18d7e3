{#-
    The text `value` as people write it in `language`: a date yyyy-mm-dd as 1 April 2027, a number without needless
    decimals and, in Indonesian, with a comma; any other text as it is.
-#}
{%- macro write_value(value, language) -%}
    {%- set months = {
        "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "en": "January February March April May June July August September October November December",
    }[language].split() -%}
    {%- set number = "trim_scale((" ~ value ~ ")::numeric)::text" -%}
    case
        when {{ value }} ~ '^\d{4}-\d{2}-\d{2}$'
        then
            concat_ws(
                ' ',
                ltrim(right({{ value }}, 2), '0'),
                ('{ {{- months | join(",") -}} }'::text[])[substr({{ value }}, 6, 2)::integer],
                left({{ value }}, 4)
            )
        when {{ value }} ~ '^\d+\.\d+$'
        then {% if language == "id" %} replace({{ number }}, '.', ',') {% else %} {{ number }} {% endif %}
        else {{ value }}
    end
{%- endmacro -%}
