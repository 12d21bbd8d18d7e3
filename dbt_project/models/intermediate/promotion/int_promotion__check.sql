with
    rule as (select * from {{ ref("int_promotion__rule_in_force") }}),
    outcome as (select * from {{ ref("promotion_outcome") }}),
    blocker as (select * from {{ ref("promotion_term") }} where list_code = 'BLOCKER'),
    wording as (select * from {{ ref("int_promotion__wording") }}),

    judged as (
        {% for kind in promotion_check_kinds() -%}
            select *
            from {{ ref("int_promotion__check_" ~ kind) }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    failed as (
        select
            judged.employee_id,
            judged.path_code,
            judged.rule_code,
            judged.item,
            judged.state,
            judged.met_from,
            judged.needed,
            judged.actual,
            judged.evidence_table,
            judged.evidence_id,
            rule.requirement_code,
            rule.ordinal,
            rule.regulation,
            rule.article,
            rule.confidence,
            rule.valid_from as rule_valid_from,
            rule.valid_to as rule_valid_to
        from judged
        inner join rule using (employee_id, path_code, rule_code, valid_from)
        where judged.state <> 'MEMENUHI'
    ),

    worded as (
        select
            failed.*,
            outcome.blocker_code,
            outcome.is_ceiling,
            blocker.ordinal as blocker_ordinal,
            blocker.label_id as blocker_label_id,
            blocker.label_en as blocker_label_en,
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
