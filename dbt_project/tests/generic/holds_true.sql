{#- Fails for each row on which `expression` is not true; null counts as not true. -#}
{% test holds_true(model, expression) %}

    select * from {{ model }} where ({{ expression }}) is not true

{% endtest %}
