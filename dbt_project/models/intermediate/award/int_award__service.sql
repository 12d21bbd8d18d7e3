with
    state as (select * from {{ ref("int_employee__state") }} where scheme = 'PNS'),
    batch as (select min(batch_on) as batch_on from {{ ref("int_award__batch") }}),
    parameter as (select * from {{ ref("int_due__parameter") }}),
    discipline_case as (select * from {{ ref("stg_personnel__discipline_case") }}),
    discipline_kind as (select * from {{ ref("stg_reference__discipline_kind") }}),
    unpaid_leave as (select * from {{ ref("int_employee__unpaid_leave") }}),

    interruption as (
        select
            state.employee_id,
            'HUKDIS' as restart_code,
            'discipline_case' as evidence_table,
            discipline_case.discipline_case_id as evidence_id,
            discipline_case.valid_from as starts_on,
            case
                when parameter.restart_from = 'SELESAI'
                then coalesce(discipline_case.valid_to, discipline_case.valid_from)
                else discipline_case.valid_from
            end as restart_on
        from state
        inner join parameter on state.agency_id = parameter.agency_id
        inner join discipline_case on state.employee_id = discipline_case.employee_id
        inner join
            discipline_kind
            on discipline_case.discipline_kind_id = discipline_kind.discipline_kind_id
        where
            discipline_case.status = 'FINAL'
            and discipline_kind.severity in ('SEDANG', 'BERAT')

        union all

        select
            state.employee_id,
            'CLTN' as restart_code,
            'employee_status' as evidence_table,
            unpaid_leave.employee_status_id as evidence_id,
            unpaid_leave.starts_on,
            coalesce(unpaid_leave.ends_on, 'infinity') as restart_on
        from state
        inner join unpaid_leave on state.employee_id = unpaid_leave.employee_id
    ),

    restarted as (
        select distinct on (interruption.employee_id) interruption.*
        from interruption
        cross join batch
        inner join state on interruption.employee_id = state.employee_id
        -- A punishment restarts the count from the day it begins, even if it ends later;
        -- leave that has not ended leaves no count.
        where
            interruption.starts_on <= batch.batch_on
            and (
                interruption.restart_code = 'HUKDIS'
                or interruption.restart_on <= batch.batch_on
            )
            and interruption.restart_on > state.appointed_on
        order by
            interruption.employee_id,
            interruption.restart_on desc,
            interruption.evidence_table,
            interruption.evidence_id desc
    ),

    running as (
        select
            interruption.employee_id,
            min(interruption.evidence_id) as employee_status_id
        from interruption
        cross join batch
        where
            interruption.restart_code = 'CLTN'
            and interruption.starts_on <= batch.batch_on
            and interruption.restart_on > batch.batch_on
        group by interruption.employee_id
    ),

    counted as (
        select
            state.employee_id,
            state.as_of_date,
            batch.batch_on,
            coalesce(restarted.restart_on, state.appointed_on) as count_from,
            restarted.restart_code,
            restarted.evidence_table,
            restarted.evidence_id,
            running.employee_status_id as running_leave_id,
            {{
                whole_months(
                    "coalesce(restarted.restart_on, state.appointed_on)",
                    "batch.batch_on",
                )
            }} / 12 as years_on_batch
        from state
        cross join batch
        left join restarted on state.employee_id = restarted.employee_id
        left join running on state.employee_id = running.employee_id
    )

select *
from counted
