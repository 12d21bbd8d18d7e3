{%- set languages = ["id", "en"] -%}
with
    build as (select * from {{ ref("int_build") }}),
    listed as (select profile_id, employee_id from {{ ref("int_seat__ranked") }}),
    part as (
        select * from {{ ref("int_seat__part") }} where state <> 'SESUAI'
    ),
    demand as (select * from {{ ref("int_seat__demand") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    actual as (select * from {{ ref("int_competence__actual") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    label as (select * from {{ ref("seat_label") }}),

    -- What stands in the way, thing by thing.
    lacking as (
        select
            part.profile_id,
            part.employee_id,
            part.ordinal,
            part.part_code,
            part.state,
            demand.label_id,
            demand.label_en,
            demand.threshold,
            actual.level,
            row_number() over (
                partition by part.profile_id, part.employee_id, part.part_code
                order by demand.threshold desc nulls last, demand.label_id
            ) as place
        from listed
        inner join part using (profile_id, employee_id)
        cross join build
        left join
            demand
            on part.profile_id = demand.profile_id
            and part.part_code = demand.kind
        left join
            actual
            on part.employee_id = actual.employee_id
            and demand.competency_id = actual.competency_id
            and build.as_of_date = actual.on_date
        where
            case
                part.part_code
                when 'KOMPETENSI'
                then coalesce(actual.level < demand.threshold, true)
                when 'PELATIHAN'
                then
                    not exists (
                        select
                        from completion
                        inner join training_kind using (training_kind_id)
                        where
                            completion.employee_id = part.employee_id
                            and completion.ended_on <= build.as_of_date
                            and (
                                training_kind.code = demand.training_kind_code
                                or training_kind.leadership_level
                                >= demand.leadership_level
                            )
                    )
                else true
            end
    ),

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
