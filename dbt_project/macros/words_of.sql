{#- The labels in `language` of the codes in text `codes`, parted by blanks, in its order parted by semicolons; null when there is none. -#}
{%- macro words_of(codes, topic, labels, language) -%}
    (
        select string_agg(words.label_{{ language }}, '; ' order by listed.place)
        from string_to_table({{ codes }}, ' ') with ordinality as listed(code, place)
        inner join
            {{ labels }} as words
            on words.topic = '{{ topic }}'
            and words.code = listed.code
    )
{%- endmacro -%}
