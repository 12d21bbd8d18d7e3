with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    vacancy as (select * from {{ ref("int_retirement__vacancy") }}),
    label as (select * from {{ ref("due_label") }} where topic = 'PENSIUN'),
    unit as (select * from {{ ref("stg_personnel__unit") }}),

    classed as (
        select
            forecast.*,
            case
                when leaves_on <= as_of_date
                then 'SUDAH_LEWAT'
                when leaves_on <= as_of_date + interval '12 months'
                then 'DALAM_12_BULAN'
                when leaves_on <= as_of_date + interval '24 months'
                then 'DALAM_24_BULAN'
                when leaves_on <= as_of_date + interval '60 months'
                then 'DALAM_60_BULAN'
                else 'LEBIH_LAMA'
            end as horizon_code
        from forecast
    ),

    retirement_forecast as (
        select
            state.employee_id,
            state.agency_id,
            {{ employee_columns("state") }},
            state.grade_code,
            state.position_name,
            state.position_level_code,
            state.position_category,
            state.born_on,
            classed.retirement_age,
            classed.holder as rule_holder,
            classed.regulation,
            classed.article,
            classed.confidence,
            classed.reached_on,
            classed.pension_on,
            classed.is_decided_by_future_post,
            case
                when classed.is_decided_by_future_post then classed.post_from
            end as future_post_from,
            case
                when classed.is_decided_by_future_post then classed.position_name
            end as future_position_name,
            classed.assignment_id as evidence_assignment_id,
            classed.gained_months,
            classed.terminated_on,
            classed.leaves_on,
            extract(year from classed.leaves_on)::integer as leaves_year,
            {{ whole_months("classed.as_of_date", "classed.leaves_on") }}
            as months_left,
            classed.horizon_code,
            label.label_id as horizon_label_id,
            label.label_en as horizon_label_en,
            vacancy.seat_id,
            vacancy.unit_id as seat_unit_id,
            unit.name as seat_unit_name,
            vacancy.position_title_id as seat_title_id,
            vacancy.position_name as seat_name,
            vacancy.position_level_code as seat_level_code,
            vacancy.needed_count as seat_needed,
            vacancy.holders_after as seat_holders_after,
            vacancy.vacancies_after as seat_vacancies_after,
            build.as_of_date,
            build.build_id
        from classed
        cross join build
        inner join state on classed.employee_id = state.employee_id
        left join vacancy on classed.employee_id = vacancy.employee_id
        left join unit on vacancy.unit_id = unit.unit_id
        left join
            label
            on classed.horizon_code = label.code
            and {{ in_force("label", "build.as_of_date") }}
    )

select *
from retirement_forecast
