{#- Warns of each row of the model: a data rule, whose rows are findings. Dirty data never stops a build. -#}
{% test finds_nothing(model) %}

    {{ config(severity="warn") }}

    select * from {{ model }}

{% endtest %}
