with
    build as (select * from {{ ref("int_build") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    selection_path as (select * from {{ ref("selection_path") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    requirement as (select * from {{ ref("stg_personnel__seat_requirement") }}),

    held as (
        select seat_id, count(*)::integer as holders
        from state
        where seat_id is not null
        group by seat_id
    ),

    -- Every seat of the map, and those that somebody still holds. Whoever moves between
    -- functional posts changes profession, and that is no transfer.
    mapped as (
        select
            seat.seat_id,
            unit.agency_id,
            unit.unit_id,
            unit.name as unit_name,
            position_title.name as position_name,
            position_level.code as position_level_code,
            case
                when position_level.category in ('JF_KEAHLIAN', 'JF_KETERAMPILAN')
                then position_title.position_title_id
                else 0
            end as profession_id,
            selection_path.path_code,
            case
                when {{ in_force("seat", "build.as_of_date") }}
                then seat.needed_count - coalesce(held.holders, 0)
            end as open_places
        from seat
        cross join build
        inner join unit using (unit_id)
        inner join position_title using (position_title_id)
        inner join position_level using (position_level_id)
        left join
            selection_path
            on position_level.code = selection_path.position_level_code
            and {{ in_force("selection_path", "build.as_of_date") }}
        left join held using (seat_id)
        where {{ in_force("seat", "build.as_of_date") }} or held.holders > 0
    ),

    -- All that a seat asks, in one text: seats with the same text ask the same.
    asked as (
        select
            requirement.seat_id,
            string_agg(
                concat_ws(
                    ' ',
                    requirement.kind,
                    requirement.grade_id,
                    requirement.education_level_id,
                    requirement.study_field_id,
                    requirement.training_kind_id,
                    requirement.competency_id,
                    requirement.minimum,
                    requirement.is_mandatory
                ),
                ';'
                order by
                    requirement.kind,
                    requirement.grade_id,
                    requirement.education_level_id,
                    requirement.study_field_id,
                    requirement.training_kind_id,
                    requirement.competency_id
            ) as requirements
        from requirement
        cross join build
        where {{ in_force("requirement", "build.as_of_date") }}
        group by requirement.seat_id
    ),

    profiled as (
        select
            mapped.*,
            min(mapped.seat_id) over (
                partition by mapped.agency_id, mapped.path_code, asked.requirements
            ) as profile_id
        from mapped
        left join asked using (seat_id)
    )

select *
from profiled
