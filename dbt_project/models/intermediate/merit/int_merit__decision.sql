with
    build as (select * from {{ ref("int_build") }}),
    decision as (select * from {{ ref("stg_personnel__appointment_decision") }}),
    candidate as (select * from {{ ref("stg_personnel__candidate") }}),
    vacancy as (select * from {{ ref("stg_personnel__vacancy") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    selection_path as (select * from {{ ref("selection_path") }}),

    decided as (
        select
            decision.appointment_decision_id,
            decision.candidate_id,
            decision.decided_on,
            decision.ground,
            decision.reason,
            candidate.employee_id,
            vacancy.vacancy_id,
            vacancy.method,
            vacancy.opened_on,
            seat.seat_id,
            unit.agency_id,
            unit.unit_id,
            unit.name as unit_name,
            position_title.name as position_name,
            position_level.code as position_level_code,
            selection_path.path_code
        from decision
        cross join build
        inner join candidate using (candidate_id)
        inner join vacancy using (vacancy_id)
        inner join seat using (seat_id)
        inner join unit using (unit_id)
        inner join position_title using (position_title_id)
        inner join position_level using (position_level_id)
        left join
            selection_path
            on position_level.code = selection_path.position_level_code
            and {{ in_force("selection_path", "decision.decided_on") }}
        where decision.decided_on <= build.as_of_date
    )

select *
from decided
