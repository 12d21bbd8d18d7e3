with
    pair as (select * from {{ ref("int_seat__pair") }}),
    demand as (select * from {{ ref("int_seat__demand") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    education_rank as (select * from {{ ref("education_rank") }}),

    asked as (
        select
            profile_id,
            max(threshold) filter (where kind = 'GOLONGAN') as grade_asked,
            max(threshold) filter (where kind = 'PENDIDIKAN') as education_asked,
            count(*) filter (where kind = 'BIDANG_STUDI') > 0 as is_field_asked,
            bool_or(is_mandatory) filter (where kind = 'GOLONGAN') as is_grade_mandatory,
            bool_or(is_mandatory) filter (
                where kind = 'PENDIDIKAN'
            ) as is_education_mandatory,
            bool_or(is_mandatory) filter (
                where kind = 'BIDANG_STUDI'
            ) as is_field_mandatory
        from demand
        group by profile_id
    ),

    person as (select distinct employee_id, person_id from pair),

    diploma as (
        select
            state.employee_id,
            education_record.study_field_id,
            coalesce(education_rank.rank, 0) as rank
        from person
        inner join state using (employee_id)
        inner join education_record on person.person_id = education_record.person_id
        inner join education_level using (education_level_id)
        left join
            education_rank
            on education_level.code = education_rank.education_level_code
            and {{ in_force("education_rank", "state.as_of_date") }}
        where education_record.recognised_on <= state.as_of_date
    ),

    highest as (
        select
            employee_id,
            max(rank) as rank,
            count(study_field_id) > 0 as has_field
        from diploma
        group by employee_id
    ),

    -- The highest diploma in one of the fields that are asked.
    matched as (
        select pair.profile_id, pair.employee_id, max(diploma.rank) as rank
        from pair
        inner join diploma using (employee_id)
        inner join
            demand
            on pair.profile_id = demand.profile_id
            and demand.kind = 'BIDANG_STUDI'
            and diploma.study_field_id = demand.study_field_id
        group by pair.profile_id, pair.employee_id
    ),

    compared as (
        select
            pair.profile_id,
            pair.employee_id,
            asked.is_grade_mandatory,
            asked.is_education_mandatory,
            asked.is_field_mandatory,
            case
                when asked.grade_asked is null or state.scheme <> 'PNS'
                then null
                when state.grade_ordinal is null
                then 'BELUM_ADA_DATA'
                when state.grade_ordinal >= asked.grade_asked
                then 'SESUAI'
                when state.grade_ordinal = asked.grade_asked - 1
                then 'SEBAGIAN'
                else 'TIDAK_SESUAI'
            end as grade_state,
            case
                when asked.education_asked is null
                then null
                when highest.rank is null
                then 'BELUM_ADA_DATA'
                when highest.rank >= asked.education_asked
                then 'SESUAI'
                else 'TIDAK_SESUAI'
            end as education_state,
            case
                when not coalesce(asked.is_field_asked, false)
                then null
                when matched.rank >= coalesce(asked.education_asked, 0)
                then 'SESUAI'
                when matched.rank is not null
                then 'SEBAGIAN'
                when highest.has_field
                then 'TIDAK_SESUAI'
                else 'BELUM_ADA_DATA'
            end as field_state
        from pair
        inner join state using (employee_id)
        left join asked on pair.profile_id = asked.profile_id
        left join highest on pair.employee_id = highest.employee_id
        left join
            matched
            on pair.profile_id = matched.profile_id
            and pair.employee_id = matched.employee_id
    )

select *
from compared
