with
    employed as (select * from {{ ref("int_employee__employed") }}),
    assignment as (select * from {{ ref("stg_personnel__assignment") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    level_rank as (select * from {{ ref("int_employee__position_rank") }}),

    -- The rank of someone who holds no definitive post, or a level the rules do not
    -- rank.
    lowest_rank as (select * from level_rank where position_level_code = 'PELAKSANA'),

    held as (
        select
            employed.employee_id,
            employed.on_date,
            assignment.valid_from,
            coalesce(assignment.valid_to, 'infinity') as valid_to,
            coalesce(
                level_rank.position_rank, lowest_rank.position_rank
            ) as position_rank,
            coalesce(
                level_rank.national_rank, lowest_rank.national_rank
            ) as national_rank
        from employed
        inner join
            assignment
            on employed.employee_id = assignment.employee_id
            and assignment.kind = 'DEFINITIF'
            and assignment.valid_from <= employed.on_date
        inner join seat on assignment.seat_id = seat.seat_id
        inner join
            position_title on seat.position_title_id = position_title.position_title_id
        inner join
            position_level
            on position_title.position_level_id = position_level.position_level_id
        left join
            level_rank
            on employed.agency_id = level_rank.agency_id
            and employed.on_date = level_rank.on_date
            and position_level.code = level_rank.position_level_code
        left join
            lowest_rank
            on employed.agency_id = lowest_rank.agency_id
            and employed.on_date = lowest_rank.on_date
    ),

    compared as (
        select
            held.*,
            coalesce(
                lag(valid_to) over history = valid_from
                and lag(national_rank) over history = national_rank,
                false
            ) as is_continued,
            coalesce(
                lag(valid_to) over history = valid_from
                and lag(position_rank) over history = position_rank,
                false
            ) as is_continued_in_duk
        from held
        window history as (partition by employee_id, on_date order by valid_from)
    ),

    runs as (
        select
            compared.*,
            max(valid_from) filter (where not is_continued) over (
                partition by employee_id, on_date
            ) as same_rank_from,
            max(valid_from) filter (where not is_continued_in_duk) over (
                partition by employee_id, on_date
            ) as duk_rank_from
        from compared
    ),

    ranked as (
        select
            employed.employee_id,
            employed.on_date,
            coalesce(runs.position_rank, lowest_rank.position_rank) as position_rank,
            runs.same_rank_from,
            runs.duk_rank_from
        from employed
        left join
            runs
            on employed.employee_id = runs.employee_id
            and employed.on_date = runs.on_date
            and runs.valid_to > employed.on_date
        left join
            lowest_rank
            on employed.agency_id = lowest_rank.agency_id
            and employed.on_date = lowest_rank.on_date
    )

select *
from ranked
