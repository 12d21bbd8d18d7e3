{#- What a table of schema `personnel` is called in `language`, from its comment; its name when there is none. -#}
{%- macro table_label(name, language) -%}
    coalesce(
        nullif(
            split_part(
                split_part(
                    obj_description(
                        to_regclass('personnel.' || {{ name }}), 'pg_class'
                    ),
                    ' | ',
                    {{ 1 if language == "id" else 2 }}
                ),
                ':',
                1
            ),
            ''
        ),
        {{ name }}
    )
{%- endmacro -%}
