{#- The function that a title names, without the name of its level: `Guru Ahli Muda` at level `Ahli Muda` is `guru`. -#}
{%- macro function_key(title, level) -%}
    btrim(
        regexp_replace(
            replace(lower({{ title }}), lower({{ level }}), ' '), '\s+', ' ', 'g'
        )
    )
{%- endmacro -%}
