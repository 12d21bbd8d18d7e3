with
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    tmt as (select * from {{ ref("int_promotion__tmt") }}),
    failed as (select * from {{ ref("int_promotion__check") }}),

    counted as (
        select
            employee_id,
            path_code,
            bool_or(state = 'BELUM_WAKTUNYA') as is_waiting,
            bool_or(state = 'GAGAL') as is_blocked,
            bool_or(state = 'DATA_TIDAK_ADA') as is_unknown,
            bool_or(state = 'GAGAL' and is_ceiling) as is_at_ceiling,
            string_agg(sentence_id, ' ' order by ordinal, item desc) as explanation_id,
            string_agg(sentence_en, ' ' order by ordinal, item desc) as explanation_en
        from failed
        group by employee_id, path_code
    ),

    named as (
        select distinct employee_id, path_code, blocker_code, blocker_ordinal
        from failed
    ),

    listed as (
        select
            employee_id,
            path_code,
            array_agg(blocker_code::text order by blocker_ordinal) as blockers
        from named
        group by employee_id, path_code
    ),

    judged as (
        select
            candidate.employee_id,
            candidate.path_code,
            -- Kleene: what is known to fail outweighs what is not known.
            case
                when counted.is_waiting or counted.is_blocked
                then 'TIDAK_MEMENUHI'
                when counted.is_unknown
                then 'DATA_TIDAK_LENGKAP'
                else 'MEMENUHI'
            end as status,
            case
                when counted.is_at_ceiling
                then 'PUNCAK'
                when counted.is_blocked
                then 'TERHALANG'
                when counted.is_unknown
                then 'DATA_TIDAK_LENGKAP'
                when
                    counted.is_waiting
                    and tmt.tmt <= candidate.as_of_date + interval '6 months'
                then 'SIAP_6BLN'
                when counted.is_waiting
                then 'TERHALANG'
                else 'SIAP'
            end as readiness_class,
            case
                when candidate.has_target and counted.is_blocked is not true
                then tmt.tmt
            end as earliest_tmt,
            coalesce(listed.blockers, '{}') as blockers,
            counted.explanation_id,
            counted.explanation_en
        from candidate
        inner join tmt using (employee_id, path_code)
        left join counted using (employee_id, path_code)
        left join listed using (employee_id, path_code)
    )

select *
from judged
