{#- Fails when the model is empty: an empty mart is a broken build, not good news. -#}
{% test has_rows(model) %}

    select 'no rows' as problem where not exists (select from {{ model }})

{% endtest %}
