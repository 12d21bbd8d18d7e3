with
    spell as (select * from {{ ref("int_credit__spell") }}),
    credit_record as (select * from {{ ref("stg_personnel__credit_record") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),

    -- A record counts once its last day is over. `is_of_spell`: it belongs to the level
    -- held now.
    finished as (
        select
            spell.employee_id,
            credit_record.credit_record_id,
            credit_record.kind,
            credit_record.period_from,
            credit_record.period_to,
            credit_record.credit,
            position_level.code = spell.position_level_code
            and case
                when credit_record.kind = 'KONVERSI'
                then credit_record.period_to > spell.counted_from
                else credit_record.period_to >= spell.entered_on
            end as is_of_spell
        from spell
        inner join credit_record using (employee_id)
        inner join position_level using (position_level_id)
        where credit_record.period_to - 1 <= spell.as_of_date
    )

select *
from finished
