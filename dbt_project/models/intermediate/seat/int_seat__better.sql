with
    placement as (select * from {{ ref("int_seat__placement") }}),
    score as (select * from {{ ref("int_seat__score") }}),
    seat as (select * from {{ ref("int_seat__profile") }}),

    held as (
        select
            placement.employee_id,
            score.score_possible,
            cardinality(score.gaps) as mismatches
        from placement
        inner join score using (profile_id, employee_id)
        where placement.is_held
    ),

    offer as (
        select
            profile_id,
            position_level_code as level_code,
            profession_id,
            count(*) as seats,
            min(seat_id) as first_seat_id
        from seat
        where open_places > 0
        group by profile_id, position_level_code, profession_id
    ),

    -- Better for certain, also if all that is unknown about the seat held turned out well;
    -- and in kind: a seat that asks more of what is met is not better for that alone.
    fitting as (
        select
            placement.employee_id, score.score as fit, offer.seats, offer.first_seat_id
        from placement
        inner join score using (profile_id, employee_id)
        inner join held on placement.employee_id = held.employee_id
        inner join offer using (profile_id, level_code, profession_id)
        where
            not placement.is_held
            and not score.is_barred
            and score.score > held.score_possible
            and cardinality(coalesce(score.gaps, '{}'))
            + cardinality(coalesce(score.missing, '{}'))
            < held.mismatches
    ),

    best as (
        select distinct
            on (employee_id)
            employee_id,
            fit as best_fit,
            first_seat_id as best_seat_id,
            sum(seats) over (partition by employee_id, fit)::integer as best_seats,
            sum(seats) over (partition by employee_id)::integer as better_seats
        from fitting
        order by employee_id, fit desc, first_seat_id
    )

select *
from best
