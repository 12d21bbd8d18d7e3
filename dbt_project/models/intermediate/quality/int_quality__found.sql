with
    employment as (select * from {{ ref("int_quality__employment") }}),

    listed as (
        {% for rule in quality_rules() -%}
            select '{{ rule }}'::text as rule_code, *
            from {{ ref("int_quality__" ~ rule) }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    found as (
        select
            listed.rule_code,
            listed.row_id,
            listed.item,
            listed.employee_id,
            coalesce(listed.unit_id, employment.unit_id) as unit_id,
            listed.detail
        from listed
        left join employment on listed.employee_id = employment.employee_id
    )

select *
from found
