{#- A predicate as people write it, reduced to small letters and single blanks: `Sangat_Baik ` is `sangat baik`. -#}
{%- macro predicate_key(column) -%}
    btrim(regexp_replace(lower({{ column }}), '[^[:alpha:]]+', ' ', 'g'))
{%- endmacro -%}
