{#-
    What would move a person to a better talent box, in words; null when nothing would. Needs the relations `box`,
    and `gain_label` with the name of the part of the potential that loses most.
-#}
{%- macro talent_moves(language) -%}
    {%- set performance = {
        "id": "Kotak %s bila predikat menjadi %s.",
        "en": "Box %s if the predicate becomes %s.",
    } -%}
    {%- set potential = {
        "id": "Kotak %s bila nilai potensial naik %s; yang paling banyak hilang: %s.",
        "en": "Box %s if the potential score rises by %s; most is lost on: %s.",
    } -%}
    {%- set points = "round(box.potential_points_needed, 2)::text" -%}
    nullif(
        concat_ws(
            ' ',
            case
                when box.box_if_performance_up is not null
                then
                    format(
                        '{{ performance[language] }}',
                        box.box_if_performance_up,
                        box.predicate_needed_label_{{ language }}
                    )
            end,
            case
                when box.box_if_potential_up is not null
                then
                    format(
                        '{{ potential[language] }}',
                        box.box_if_potential_up,
                        {% if language == "id" %} replace({{ points }}, '.', ',') {% else %} {{ points }} {% endif %},
                        lower(gain_label.label_{{ language }})
                    )
            end
        ),
        ''
    )
{%- endmacro -%}
