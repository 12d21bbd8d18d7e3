with
    spell as (select * from {{ ref("int_credit__spell") }}),
    record as (select * from {{ ref("int_credit__record") }} where is_of_spell),
    conversion as (select * from {{ ref("int_credit__conversion") }}),
    month as (select * from {{ ref("int_credit__month") }}),
    diploma as (select * from {{ ref("int_promotion__diploma") }}),

    recorded as (
        select
            employee_id,
            sum(credit) filter (where kind in ('DASAR', 'INTEGRASI')) as base,
            sum(credit) filter (where kind = 'KONVERSI') as conversion,
            sum(credit) filter (where kind = 'IJAZAH') as education
        from record
        group by employee_id
    ),

    computed as (
        select employee_id, sum(credit) as conversion
        from conversion
        group by employee_id
    ),

    gaps as (
        select employee_id, count(*) as months
        from month
        where appraisal_id is null and is_of_past_year
        group by employee_id
    ),

    -- A diploma counts when it is higher than any recognised before; without any
    -- before, nobody knows.
    improved as (
        select spell.employee_id
        from spell
        inner join diploma using (employee_id)
        group by spell.employee_id
        having
            max(diploma.education_rank) filter (
                where diploma.recognised_on > spell.counted_from
            ) > max(diploma.education_rank) filter (
                where diploma.recognised_on <= spell.counted_from
            )
    ),

    parts as (
        select
            spell.employee_id,
            spell.assignment_id,
            spell.position_level_code,
            spell.entered_on,
            spell.counted_from,
            coalesce(
                recorded.base,
                greatest(spell.grade_ordinal_at_start - spell.lowest_grade_ordinal, 0)
                * spell.step_credit,
                0
            )::numeric(9, 2) as base_credit,
            coalesce(recorded.conversion, 0)::numeric(9, 2) as recorded_conversion,
            coalesce(computed.conversion, 0)::numeric(9, 2) as computed_conversion,
            coalesce(
                recorded.education,
                case
                    when improved.employee_id is not null then spell.diploma_credit
                end,
                0
            )::numeric(9, 2) as education_credit,
            recorded.base is not null
            or not spell.is_integrated
            and spell.grade_ordinal_at_start is not null as is_base_known,
            coalesce(gaps.months, 0) as months_missing
        from spell
        left join recorded using (employee_id)
        left join computed using (employee_id)
        left join gaps using (employee_id)
        left join improved using (employee_id)
    ),

    total as (
        select
            parts.*,
            (
                base_credit
                + recorded_conversion
                + computed_conversion
                + education_credit
            )::numeric(9, 2) as credit,
            is_base_known and months_missing = 0 as is_complete
        from parts
    )

select *
from total
