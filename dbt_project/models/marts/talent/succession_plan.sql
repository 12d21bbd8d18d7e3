with
    build as (select * from {{ ref("int_build") }}),
    named as (select * from {{ ref("int_succession__named") }}),
    seat as (select * from {{ ref("int_succession__seat") }}),
    identity as (select * from {{ ref("int_employee__identity") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    pool as (select * from {{ ref("int_talent__pool") }}),
    talent as (select * from {{ ref("int_talent__box") }}),
    verdict as (select * from {{ ref("int_promotion__verdict") }}),
    part as (select * from {{ ref("int_seat__part") }} where is_barring),
    selection_path as (select * from {{ ref("selection_path") }}),
    path as (select * from {{ ref("promotion_path") }}),
    decree as (select * from {{ ref("stg_personnel__decree") }}),
    label as (select * from {{ ref("talent_label") }}),

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
    ),

    succession_plan as (
        select
            judged.succession_slot_id,
            judged.employee_id,
            judged.agency_id,
            judged.seat_id,
            judged.seat_name,
            judged.seat_level_code,
            judged.unit_id,
            judged.unit_name,
            judged.place,
            identity.nip,
            identity.name,
            coalesce(state.full_name, identity.name) as full_name,
            state.unit_name as employee_unit_name,
            state.position_name,
            state.grade_code,
            judged.state_code,
            state_label.label_id as state_label_id,
            state_label.label_en as state_label_en,
            judged.vacancy_code,
            vacancy_label.label_id as vacancy_label_id,
            vacancy_label.label_en as vacancy_label_en,
            judged.vacates_on,
            judged.needed_on,
            judged.ready_on,
            judged.leaves_on,
            judged.pool_code,
            pool_label.label_id as pool_label_id,
            pool_label.label_en as pool_label_en,
            string_to_array(coalesce(judged.pool_exclusions, ''), ' ') as exclusions,
            {{ words_of("judged.pool_exclusions", "PENGECUALIAN", "label", "id") }}
            as exclusions_label_id,
            {{ words_of("judged.pool_exclusions", "PENGECUALIAN", "label", "en") }}
            as exclusions_label_en,
            judged.box,
            judged.talent_score,
            judged.law_code,
            law_label.label_id as law_label_id,
            law_label.label_en as law_label_en,
            judged.eligible_on,
            coalesce(judged.unmet, '{}') as unmet,
            judged.valid_from,
            judged.valid_to,
            decree.number as decree_number,
            build.as_of_date,
            build.build_id
        from judged
        cross join build
        inner join identity on judged.employee_id = identity.employee_id
        left join state on judged.employee_id = state.employee_id
        left join decree on judged.decree_id = decree.decree_id
        inner join {{ label_as("state_label", "SUKSESOR", "judged.state_code") }}
        inner join {{ label_as("vacancy_label", "JABATAN", "judged.vacancy_code") }}
        inner join {{ label_as("pool_label", "KELOMPOK", "judged.pool_code") }}
        inner join {{ label_as("law_label", "SYARAT", "judged.law_code") }}
    )

select *
from succession_plan
