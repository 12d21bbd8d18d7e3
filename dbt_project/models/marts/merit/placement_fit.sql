{%- set parts = ["grade", "education", "study_field", "training", "competency"] -%}
with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    placement as (select * from {{ ref("int_seat__placement") }} where is_held),
    score as (select * from {{ ref("int_seat__score") }}),
    told as (select * from {{ ref("int_seat__told") }}),
    better as (select * from {{ ref("int_seat__better") }}),
    seat as (select * from {{ ref("int_seat__profile") }}),
    label as (select * from {{ ref("seat_label") }}),

    judged as (
        select
            state.employee_id,
            state.agency_id,
            {{ employee_columns("state") }},
            state.seat_id,
            state.position_name,
            state.position_level_code,
            state.position_from,
            score.score,
            score.score_possible,
            {%- for name in parts %}
                score.{{ name }}_points,
                score.{{ name }}_weight,
            {%- endfor %}
            score.gaps,
            score.missing,
            told.explanation_id,
            told.explanation_en,
            case
                when state.seat_id is null
                then 'TANPA_JABATAN'
                when score.employee_id is null
                then 'TANPA_SYARAT'
                when score.is_barred
                then 'WAJIB_KURANG'
                when score.gaps is not null
                then 'KURANG_SESUAI'
                when score.missing is not null
                then 'DATA_TIDAK_LENGKAP'
                else 'SESUAI'
            end as state_code
        from state
        left join placement on state.employee_id = placement.employee_id
        left join
            score
            on placement.profile_id = score.profile_id
            and placement.employee_id = score.employee_id
        left join
            told
            on placement.profile_id = told.profile_id
            and placement.employee_id = told.employee_id
    ),

    placement_fit as (
        select
            judged.employee_id,
            judged.agency_id,
            {{ employee_columns("judged") }},
            judged.seat_id,
            judged.position_name,
            judged.position_level_code,
            judged.position_from,
            judged.state_code,
            state_label.label_id as state_label_id,
            state_label.label_en as state_label_en,
            round(judged.score, 2) as fit,
            round(judged.score_possible, 2) as fit_possible,
            {%- for name in parts %}
                round(judged.{{ name }}_points, 2) as {{ name }}_points,
                judged.{{ name }}_weight,
            {%- endfor %}
            coalesce(judged.gaps, '{}') as gaps,
            coalesce(judged.missing, '{}') as missing,
            judged.explanation_id,
            judged.explanation_en,
            coalesce(better.better_seats, 0) as better_seats,
            coalesce(better.best_seats, 0) as best_seats,
            round(better.best_fit, 2) as best_fit,
            better.best_seat_id,
            seat.position_name as best_seat_name,
            seat.unit_id as best_seat_unit_id,
            seat.unit_name as best_seat_unit_name,
            build.as_of_date,
            build.build_id
        from judged
        cross join build
        left join better on judged.employee_id = better.employee_id
        left join seat on better.best_seat_id = seat.seat_id
        left join {{ label_as("state_label", "PENEMPATAN", "judged.state_code") }}
    )

select *
from placement_fit
