{#- Fails for each row whose half-open period ends on or before the day it starts. -#}
{% test period_order(model, start="valid_from", end="valid_to") %}

    select * from {{ model }} where {{ end }} <= {{ start }}

{% endtest %}
