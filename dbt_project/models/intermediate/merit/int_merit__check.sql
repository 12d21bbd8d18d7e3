with
    rule as (select * from {{ ref("int_merit__rule") }}),
    outcome as (select * from {{ ref("promotion_outcome") }}),
    blocker as (select * from {{ ref("promotion_term") }} where list_code = 'BLOCKER'),
    wording as (select * from {{ ref("int_promotion__wording") }}),

    judged as (
        {% for kind in selection_check_kinds() -%}
            select *
            from {{ ref("int_merit__check_" ~ kind) }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    failed as (
        select
            judged.*, rule.requirement_code, rule.ordinal, rule.regulation, rule.article
        from judged
        inner join rule using (employee_id, on_date, path_code, rule_code)
        where judged.state <> 'MEMENUHI'
    ),

    worded as (
        select
            failed.*,
            outcome.blocker_code,
            blocker.ordinal as blocker_ordinal,
            {{ fill_sentence("outcome.sentence_id", "id") }} as sentence_id,
            {{ fill_sentence("outcome.sentence_en", "en") }} as sentence_en
        from failed
        left join wording as needed_word on failed.needed = needed_word.label_id
        left join wording as actual_word on failed.actual = actual_word.label_id
        left join outcome using (requirement_code, state)
        left join blocker on outcome.blocker_code = blocker.code
    )

select *
from worded
