{#- The sentence of `template` with what a failed check needed and found; dates as yyyy-mm-dd. -#}
{%- macro fill_sentence(template) -%}
    replace(replace(replace(replace({{ template }},
        '{item}', failed.item),
        '{needed}', coalesce(failed.needed, '-')),
        '{actual}', coalesce(failed.actual, '-')),
        '{date}', coalesce(failed.met_from::text, '-'))
{%- endmacro -%}
