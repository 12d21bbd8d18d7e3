with
    build as (select * from {{ ref("int_build") }}),
    seat as (select * from {{ ref("int_succession__seat") }}),
    plan as (select * from {{ ref("succession_plan") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'succession_wanted'
    ),
    label as (select * from {{ ref("talent_label") }}),

    counted as (
        select
            seat.*,
            parameter.number::integer as wanted,
            count(plan.succession_slot_id)::integer as named,
            count(plan.succession_slot_id) filter (
                where plan.state_code = 'SIAP'
            )::integer as ready
        from seat
        inner join parameter on seat.agency_id = parameter.agency_id
        left join plan on seat.seat_id = plan.seat_id
        group by
            seat.seat_id,
            seat.agency_id,
            seat.unit_id,
            seat.unit_name,
            seat.position_name,
            seat.position_level_code,
            seat.path_code,
            seat.open_places,
            seat.vacates_on,
            seat.vacancy_code,
            seat.needed_on,
            parameter.number
    ),

    covered as (
        select
            counted.*,
            case
                when named = 0
                then 'TANPA_SUKSESOR'
                when ready = 0
                then 'TANPA_YANG_SIAP'
                when ready < wanted
                then 'KURANG'
                else 'CUKUP'
            end as cover_code
        from counted
    ),

    succession_seat as (
        select
            covered.seat_id,
            covered.agency_id,
            covered.position_name as seat_name,
            covered.position_level_code as seat_level_code,
            covered.unit_id,
            covered.unit_name,
            covered.cover_code,
            cover_label.label_id as cover_label_id,
            cover_label.label_en as cover_label_en,
            covered.vacancy_code,
            vacancy_label.label_id as vacancy_label_id,
            vacancy_label.label_en as vacancy_label_en,
            covered.open_places,
            covered.vacates_on,
            covered.needed_on,
            covered.named,
            covered.ready,
            covered.wanted,
            build.as_of_date,
            build.build_id
        from covered
        cross join build
        inner join {{ label_as("cover_label", "CAKUPAN", "covered.cover_code") }}
        inner join {{ label_as("vacancy_label", "JABATAN", "covered.vacancy_code") }}
    )

select *
from succession_seat
