with
    local as (select * from {{ ref("stg_stewardship__local_parameter") }}),
    catalogue as (select * from {{ ref("stg_reference__parameter") }}),

    subject as (
        select 'position_level' as subject_kind, code
        from {{ ref("stg_reference__position_level") }}
        union all
        select 'education_level' as subject_kind, code
        from {{ ref("stg_reference__education_level") }}
        union all
        select 'training_kind' as subject_kind, code
        from {{ ref("stg_reference__training_kind") }}
        union all
        select 'award_kind' as subject_kind, code
        from {{ ref("stg_reference__award_kind") }}
    ),

    typed as (
        select
            local.*,
            catalogue.lowest,
            catalogue.highest,
            catalogue.decimals,
            case
                when catalogue.kind = 'ANGKA' then {{ as_number("local.value") }}
            end as number,
            case
                when catalogue.kind = 'YA_TIDAK' then {{ as_flag("local.value") }}
            end as flag,
            case
                when
                    upper(trim(local.value))
                    = any(string_to_array(catalogue.choices, ' '))
                then upper(trim(local.value))
            end as word
        from local
        inner join catalogue on local.code = catalogue.code
        left join
            subject
            on catalogue.subject_kind = subject.subject_kind
            and local.subject = subject.code
        where
            case
                when catalogue.subject_kind is null
                then local.subject = ''
                else
                    subject.code is not null
                    and subject.code
                    <> all(string_to_array(coalesce(catalogue.fixed_subjects, ''), ' '))
            end
    ),

    accepted as (
        select
            local_parameter_id,
            agency_id,
            code,
            subject,
            coalesce(number::text, flag::text, word) as value,
            number,
            valid_from,
            valid_to
        from typed
        where
            flag is not null
            or word is not null
            or number between lowest and highest
            and scale(trim_scale(number)) <= decimals
    )

select *
from accepted
