with
    moment as (select * from {{ ref("int_merit__moment") }}),
    failed as (select * from {{ ref("int_merit__check") }}),

    counted as (
        select
            employee_id,
            on_date,
            path_code,
            bool_or(state <> 'DATA_TIDAK_ADA') as is_failing,
            string_agg(sentence_id, ' ' order by ordinal, item desc) as explanation_id,
            string_agg(sentence_en, ' ' order by ordinal, item desc) as explanation_en
        from failed
        group by employee_id, on_date, path_code
    ),

    named as (
        select distinct
            employee_id,
            on_date,
            path_code,
            blocker_code,
            blocker_ordinal,
            state = 'DATA_TIDAK_ADA' as is_unknown
        from failed
    ),

    listed as (
        select
            employee_id,
            on_date,
            path_code,
            string_agg(blocker_code, ' ' order by blocker_ordinal) filter (
                where not is_unknown
            ) as blockers,
            string_agg(blocker_code, ' ' order by blocker_ordinal) filter (
                where is_unknown
            ) as missing
        from named
        group by employee_id, on_date, path_code
    ),

    cited as (
        select
            employee_id,
            on_date,
            path_code,
            string_agg(distinct concat_ws(' ', regulation, article), '; ') as citations
        from failed
        group by employee_id, on_date, path_code
    ),

    -- Kleene: what is known to fail outweighs what is not known.
    judged as (
        select
            moment.employee_id,
            moment.on_date,
            moment.path_code,
            moment.is_transfer,
            case
                when not moment.is_in_scope
                then 'TIDAK_BERLAKU'
                when counted.is_failing
                then 'TIDAK_MEMENUHI'
                when counted.is_failing is not null
                then 'DATA_TIDAK_LENGKAP'
                else 'MEMENUHI'
            end as status,
            coalesce(listed.blockers, '') as blockers,
            coalesce(listed.missing, '') as missing,
            counted.explanation_id,
            counted.explanation_en,
            cited.citations
        from moment
        left join counted using (employee_id, on_date, path_code)
        left join listed using (employee_id, on_date, path_code)
        left join cited using (employee_id, on_date, path_code)
    )

select *
from judged
