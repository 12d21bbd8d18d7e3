{%- set languages = ["id", "en"] -%}
with
    build as (select * from {{ ref("int_build") }}),
    lacking as (select * from {{ ref("int_seat__lacking") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    label as (select * from {{ ref("seat_label") }}),

    -- Of grade, education and years the highest counts; of the rest each is named.
    named as (
        select
            profile_id,
            employee_id,
            ordinal,
            part_code,
            state,
            max(threshold) filter (where place = 1) as threshold,
            {%- for language in languages %}
                string_agg(
                    label_{{ language }} || coalesce(' ' || level || '/' || threshold, ''),
                    ', '
                    order by place
                ) filter (
                    where
                        place = 1
                        or part_code in ('BIDANG_STUDI', 'PELATIHAN', 'KOMPETENSI')
                ) as asked_{{ language }}
                {%- if not loop.last %},{% endif %}
            {%- endfor %}
        from lacking
        group by profile_id, employee_id, ordinal, part_code, state
    ),

    worded as (
        select
            named.profile_id,
            named.employee_id,
            named.ordinal,
            {%- for language in languages %}
                replace(
                    replace(
                        sentence.label_{{ language }},
                        '{asked}',
                        coalesce(named.asked_{{ language }}, named.threshold::text, '-')
                    ),
                    '{actual}',
                    coalesce(
                        case
                            named.part_code
                            when 'GOLONGAN'
                            then state.grade_code
                            when 'PENDIDIKAN'
                            then {% if language == "en" %}coalesce(
                                state.education_level_name_en, state.education_level_name
                            ){% else %}state.education_level_name{% endif %}
                        end,
                        '-'
                    )
                ) as sentence_{{ language }}
                {%- if not loop.last %},{% endif %}
            {%- endfor %}
        from named
        cross join build
        inner join state using (employee_id)
        inner join
            {{
                label_as(
                    "sentence", "KALIMAT", "named.part_code || '_' || named.state"
                )
            }}
    ),

    told as (
        select
            profile_id,
            employee_id,
            string_agg(sentence_id, ' ' order by ordinal) as explanation_id,
            string_agg(sentence_en, ' ' order by ordinal) as explanation_en
        from worded
        group by profile_id, employee_id
    )

select *
from told
