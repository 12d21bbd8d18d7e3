{#- The text `sentence` with each date yyyy-mm-dd turned into dd-mm-yyyy, as offices write it. -#}
{%- macro in_indonesian_dates(sentence) -%}
    regexp_replace({{ sentence }}, '(\d{4})-(\d{2})-(\d{2})', '\3-\2-\1', 'g')
{%- endmacro -%}
