{#-
    Joins, as `name`, the row of relation `label` with the words in both languages for `code` of a topic, in force on the
    date of the build. Needs the relation `build`.
-#}
{%- macro label_as(name, topic, code) -%}
    label as {{ name }}
    on {{ name }}.topic = '{{ topic }}'
    and {{ name }}.code = {{ code }}
    and {{ in_force(name, "build.as_of_date") }}
{%- endmacro -%}
