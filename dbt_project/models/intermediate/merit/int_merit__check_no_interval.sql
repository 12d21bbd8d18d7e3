with
    rule as (
        select * from {{ ref("int_merit__rule") }} where check_kind = 'NO_INTERVAL'
    ),
    discipline_case as (select * from {{ ref("stg_personnel__discipline_case") }}),
    discipline_kind as (select * from {{ ref("stg_reference__discipline_kind") }}),
    employee_status as (select * from {{ ref("stg_personnel__employee_status") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),

    -- A new kind of bar is one more branch here.
    bar as (
        select
            discipline_case.employee_id,
            'HUKUMAN_' || discipline_kind.severity as interval_code,
            discipline_case.valid_from,
            discipline_case.valid_to,
            discipline_kind.name as label
        from discipline_case
        inner join discipline_kind using (discipline_kind_id)
        where discipline_case.status = 'FINAL'

        union all

        select
            employee_status.employee_id,
            case
                when legal_status.counts_as_service then 'STATUS' else 'CLTN'
            end as interval_code,
            employee_status.valid_from,
            employee_status.valid_to,
            legal_status.name
        from employee_status
        inner join legal_status using (legal_status_id)
        where legal_status.blocks_promotion
    ),

    -- Of several at once the one that ends last decides; one without an end never ends.
    compared as (
        select distinct
            on (rule.employee_id, rule.on_date, rule.path_code, rule.rule_code)
            rule.employee_id,
            rule.on_date,
            rule.path_code,
            rule.rule_code,
            bar.employee_id is not null as is_barred,
            bar.valid_to,
            bar.label
        from rule
        left join
            bar
            on rule.employee_id = bar.employee_id
            and rule.subject_code = bar.interval_code
            and {{ in_force("bar", "rule.on_date") }}
        order by
            rule.employee_id,
            rule.on_date,
            rule.path_code,
            rule.rule_code,
            bar.valid_to desc nulls first,
            bar.label
    ),

    judged as (
        select
            employee_id,
            on_date,
            path_code,
            rule_code,
            '-' as item,
            case
                when not is_barred
                then 'MEMENUHI'
                when valid_to is null
                then 'GAGAL'
                else 'BELUM_WAKTUNYA'
            end as state,
            valid_to as met_from,
            null::text as needed,
            label::text as actual
        from compared
    )

select *
from judged
