{%- set languages = ["id", "en"] -%}
with
    build as (select * from {{ ref("int_build") }}),
    decision as (select * from {{ ref("int_merit__decision") }}),
    standing as (select * from {{ ref("int_merit__standing") }}),
    stage as (select * from {{ ref("int_merit__stage") }}),
    eligibility as (select * from {{ ref("int_merit__eligibility") }}),
    employee as (select * from {{ ref("int_employee__identity") }}),
    label as (select * from {{ ref("merit_label") }}),

    above as (
        select
            standing.appointment_decision_id,
            string_agg(
                employee.name, ', ' order by standing.final_score desc, employee.name
            ) as names
        from standing
        inner join employee using (employee_id)
        where standing.is_passed_over
        group by standing.appointment_decision_id
    ),

    staged as (
        select
            decision.appointment_decision_id,
            {%- for language in languages %}
                string_agg(
                    replace(
                        replace(
                            replace(
                                sentence.label_{{ language }},
                                '{stage}',
                                stage_name.label_{{ language }}
                            ),
                            '{score}',
                            {{ write_value("stage.score::text", language) }}
                        ),
                        '{mark}',
                        {{ write_value("stage.pass_mark::text", language) }}
                    ),
                    ' '
                    order by stage_name.code
                ) as sentences_{{ language }}
                {%- if not loop.last %},{% endif %}
            {%- endfor %}
        from decision
        cross join build
        inner join stage using (appointment_decision_id, candidate_id)
        inner join {{ label_as("sentence", "KALIMAT", "stage.state") }}
        inner join {{ label_as("stage_name", "TAHAP", "stage.stage") }}
        group by decision.appointment_decision_id
    ),

    told as (
        select
            decision.appointment_decision_id,
            above.names as passed_over,
            eligibility.citations,
            {%- for language in languages %}
                nullif(
                    concat_ws(
                        ' ',
                        eligibility.explanation_{{ language }},
                        staged.sentences_{{ language }},
                        replace(
                            replace(
                                sentence.label_{{ language }}, '{names}', above.names
                            ),
                            '{ground}',
                            coalesce(ground.label_{{ language }}, '')
                        )
                    ),
                    ''
                ) as explanation_{{ language }}
                {%- if not loop.last %},{% endif %}
            {%- endfor %}
        from decision
        cross join build
        left join above using (appointment_decision_id)
        left join staged using (appointment_decision_id)
        left join
            eligibility
            on decision.employee_id = eligibility.employee_id
            and decision.decided_on = eligibility.on_date
            and decision.path_code = eligibility.path_code
        left join {{ label_as("ground", "ALASAN", "decision.ground") }}
        left join
            {{
                label_as(
                    "sentence",
                    "KALIMAT",
                    "case when decision.ground is null then 'DILEWATI' else 'DENGAN_ALASAN' end",
                )
            }}
            and above.names is not null
    )

select *
from told
