{#- Fails for each pair of rows of equal `keys` whose half-open periods overlap: two rules would be in force at once. -#}
{% test no_overlap(model, keys, start="valid_from", end="valid_to") %}

    with
        ordered as (
            select
                {{ keys | join(", ") }},
                {{ start }} as starts,
                lag(coalesce({{ end }}, 'infinity'::date)) over (
                    partition by {{ keys | join(", ") }} order by {{ start }}
                ) as previous_ends
            from {{ model }}
        )

    select *
    from ordered
    where starts < previous_ends

{% endtest %}
