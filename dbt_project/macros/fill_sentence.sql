{#-
    The sentence of `template` with what a failed check needed and found, each as `language` writes it. Needs the
    relation `failed`, and for English `needed_word` and `actual_word`: the English names of what was needed and found.
-#}
{%- macro fill_sentence(template, language) -%}
    {%- set texts = {
        "id": {"needed": "failed.needed", "actual": "failed.actual"},
        "en": {
            "needed": "coalesce(needed_word.label_en, failed.needed)",
            "actual": "coalesce(actual_word.label_en, failed.actual)",
        },
    }[language] -%}
    replace(replace(replace(replace({{ template }},
        '{item}', failed.item),
        '{needed}', coalesce({{ write_value(texts["needed"], language) }}, '-')),
        '{actual}', coalesce({{ write_value(texts["actual"], language) }}, '-')),
        '{date}', coalesce({{ write_value("failed.met_from::text", language) }}, '-'))
{%- endmacro -%}
