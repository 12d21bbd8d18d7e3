with
    candidate as (select profile_id, employee_id from {{ ref("int_seat__candidate") }}),
    score as (select * from {{ ref("int_seat__score") }}),
    state as (select employee_id, agency_id, nip from {{ ref("int_employee__state") }}),
    last_year as (
        select employee_id, year
        from {{ ref("int_performance__population") }}
        where full_years_back = 0
    ),
    talent as (
        select employee_id, year, box, talent_score
        from {{ ref("int_talent__box") }}
    ),
    duk as (select employee_id, rank_agency from {{ ref("int_employee__duk_ranked") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'readiness_list_length'
    ),

    -- What decides between people of one agency, once a person and not once a pool.
    contender as (
        select
            state.employee_id,
            state.agency_id,
            talent.box,
            talent.talent_score,
            row_number() over (
                order by
                    talent.box desc nulls last,
                    round(talent.talent_score, 6) desc nulls last,
                    duk.rank_agency asc nulls last,
                    state.nip
            ) as place
        from state
        left join last_year using (employee_id)
        left join
            talent
            on last_year.employee_id = talent.employee_id
            and last_year.year = talent.year
        left join duk on state.employee_id = duk.employee_id
    ),

    -- Of all whom the law lets rise; who is barred is counted, and not ranked. Ranking
    -- carries only what decides: pools are large, and few are listed of each.
    lawful as (
        select
            profile_id,
            employee_id,
            score.score,
            score.is_barred,
            count(*) over (partition by profile_id)::integer as lawful_count
        from score
        inner join candidate using (profile_id, employee_id)
    ),

    ranked as (
        select
            lawful.profile_id,
            lawful.employee_id,
            lawful.lawful_count,
            contender.agency_id,
            contender.box,
            contender.talent_score,
            count(*) over (partition by lawful.profile_id)::integer as pool_size,
            row_number() over (
                partition by lawful.profile_id
                order by lawful.score desc nulls last, contender.place
            )::integer as rank
        from lawful
        inner join contender using (employee_id)
        where not lawful.is_barred
    ),

    -- Seats times people would grow with the square of a city: the best of each pool.
    listed as (
        select
            score.*,
            ranked.lawful_count,
            ranked.agency_id,
            ranked.box,
            ranked.talent_score,
            ranked.pool_size,
            ranked.rank
        from ranked
        inner join parameter using (agency_id)
        inner join score using (profile_id, employee_id)
        where ranked.rank <= parameter.number
    )

select *
from listed
