with
    seat as (select * from {{ ref("int_seat__profile") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    verdict as (
        select * from {{ ref("int_promotion__verdict") }} where status = 'MEMENUHI'
    ),

    profile as (
        select profile_id, agency_id, path_code
        from seat
        where open_places > 0
        group by profile_id, agency_id, path_code
    ),

    -- Whom the law lets rise to such a post on the date of the build.
    lawful as (
        select profile.profile_id, state.employee_id, profile.path_code
        from profile
        inner join verdict using (path_code)
        inner join
            state
            on verdict.employee_id = state.employee_id
            and profile.agency_id = state.agency_id
    )

select *
from lawful
