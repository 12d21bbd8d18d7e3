{#- A text reduced to what tells two entries apart: case and blanks do not; a text without a letter or digit is null. -#}
{% macro text_key(column) %}
    case when {{ column }} ~ '[[:alnum:]]' then regexp_replace(lower({{ column }}), '\s+', '', 'g') end
{% endmacro %}
