with
    build as (select * from {{ ref("int_build") }}),
    named as (select * from {{ ref("int_succession__named") }}),
    seat as (select * from {{ ref("int_succession__seat") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    pool as (select * from {{ ref("int_talent__pool") }}),
    talent as (select * from {{ ref("int_talent__box") }}),
    verdict as (select * from {{ ref("int_promotion__verdict") }}),
    part as (select * from {{ ref("int_seat__part") }} where is_barring),
    selection_path as (select * from {{ ref("selection_path") }}),
    path as (select * from {{ ref("promotion_path") }}),

    -- How high each leading level stands: who leads there already is not asked again.
    height as (
        select
            selection_path.position_level_code,
            selection_path.path_code,
            path.ordinal
        from selection_path
        cross join build
        inner join
            path
            on selection_path.path_code = path.path_code
            and {{ in_force("path", "build.as_of_date") }}
        where {{ in_force("selection_path", "build.as_of_date") }}
    ),

    -- Years of experience are asked by the law of the path.
    barring as (
        select profile_id, employee_id, array_agg(part_code order by ordinal) as unmet
        from part
        where part_code <> 'PENGALAMAN'
        group by profile_id, employee_id
    ),

    compared as (
        select
            named.*,
            seat.agency_id,
            seat.unit_id,
            seat.unit_name,
            seat.position_name as seat_name,
            seat.position_level_code as seat_level_code,
            seat.vacancy_code,
            seat.vacates_on,
            seat.needed_on,
            state.employee_id is not null as is_employed,
            state.seat_id = named.seat_id as is_holder,
            coalesce(pool.pool_state, 'BUKAN') as pool_code,
            pool.pool_exclusions,
            talent.box,
            round(talent.talent_score, 2) as talent_score,
            forecast.leaves_on,
            verdict.earliest_tmt as eligible_on,
            barring.unmet,
            case
                when seat.path_code is null
                then 'TIDAK_DIMINTA'
                when verdict.status is not null
                then verdict.status
                when held.ordinal >= asked.ordinal
                then 'SETINGKAT'
                else 'TERTUTUP'
            end as law_code
        from named
        inner join seat on named.seat_id = seat.seat_id
        left join state on named.employee_id = state.employee_id
        left join forecast on named.employee_id = forecast.employee_id
        left join pool on named.employee_id = pool.employee_id
        left join
            talent
            on pool.employee_id = talent.employee_id
            and pool.year = talent.year
        left join
            verdict
            on named.employee_id = verdict.employee_id
            and seat.path_code = verdict.path_code
        left join height as asked on seat.position_level_code = asked.position_level_code
        left join height as held on state.position_level_code = held.position_level_code
        left join
            barring
            on named.profile_id = barring.profile_id
            and named.employee_id = barring.employee_id
    ),

    judged as (
        select
            compared.*,
            case
                when not is_employed
                then 'TIDAK_BEKERJA'
                when is_holder
                then 'SUDAH_MENJABAT'
                when leaves_on <= needed_on
                then 'PENSIUN_LEBIH_DAHULU'
                when pool_code <> 'ANGGOTA'
                then 'DI_LUAR_KELOMPOK'
                when
                    law_code = 'TERTUTUP'
                    or (
                        law_code = 'TIDAK_MEMENUHI'
                        and coalesce(eligible_on > needed_on, true)
                    )
                    or unmet is not null
                then 'SYARAT_KURANG'
                when law_code = 'DATA_TIDAK_LENGKAP'
                then 'DATA_TIDAK_LENGKAP'
                when ready_on > needed_on
                then 'BELUM_SIAP'
                else 'SIAP'
            end as state_code
        from compared
    )

select *
from judged
