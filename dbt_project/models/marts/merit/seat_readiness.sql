with
    build as (select * from {{ ref("int_build") }}),
    open_seat as (
        select * from {{ ref("int_seat__profile") }} where open_places > 0
    ),
    ranked as (select * from {{ ref("int_seat__ranked") }}),
    told as (select * from {{ ref("int_seat__told") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    path as (select * from {{ ref("promotion_path") }}),

    seat_readiness as (
        select
            open_seat.seat_id,
            ranked.employee_id,
            open_seat.agency_id,
            open_seat.position_name as seat_name,
            open_seat.unit_id as seat_unit_id,
            open_seat.unit_name as seat_unit_name,
            open_seat.position_level_code as seat_level_code,
            open_seat.open_places,
            open_seat.path_code,
            path.label_id as path_label_id,
            path.label_en as path_label_en,
            {{ employee_columns("state") }},
            state.position_name,
            state.grade_code,
            ranked.rank,
            ranked.pool_size,
            ranked.lawful_count,
            round(ranked.score, 2) as score,
            round(ranked.score_possible, 2) as score_possible,
            {%- for name in readiness_parts().values() %}
                round(ranked.{{ name }}_points, 2) as {{ name }}_points,
                ranked.{{ name }}_weight,
            {%- endfor %}
            coalesce(ranked.gaps, '{}') as gaps,
            coalesce(ranked.missing, '{}') as missing,
            told.explanation_id,
            told.explanation_en,
            ranked.box,
            round(ranked.talent_score, 2) as talent_score,
            state.pension_on,
            build.as_of_date,
            build.build_id
        from open_seat
        cross join build
        inner join ranked using (profile_id)
        inner join state on ranked.employee_id = state.employee_id
        left join
            told
            on ranked.profile_id = told.profile_id
            and ranked.employee_id = told.employee_id
        inner join
            path
            on open_seat.path_code = path.path_code
            and {{ in_force("path", "build.as_of_date") }}
    )

select *
from seat_readiness
