with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    satyalancana as (select * from {{ ref("int_award__satyalancana") }}),
    label as (select * from {{ ref("due_label") }}),
    award_kind as (select * from {{ ref("stg_reference__award_kind") }}),

    classed as (
        select
            state.*,
            coalesce(satyalancana.status_code, 'TIDAK_BERLAKU') as status_code,
            satyalancana.batch_on,
            satyalancana.count_from,
            satyalancana.years_on_batch,
            satyalancana.restart_code,
            satyalancana.evidence_table,
            satyalancana.evidence_id,
            satyalancana.received_code,
            satyalancana.received_on,
            satyalancana.next_award_code,
            satyalancana.next_batch_on,
            satyalancana.years_required,
            satyalancana.regulation,
            satyalancana.article
        from state
        left join satyalancana on state.employee_id = satyalancana.employee_id
    ),

    satyalancana_due as (
        select
            classed.employee_id,
            classed.agency_id,
            {{ employee_columns("classed") }},
            classed.position_name,
            classed.appointed_on,
            classed.status_code,
            status_label.label_id as status_label_id,
            status_label.label_en as status_label_en,
            case
                when classed.status_code = 'DIUSULKAN' then classed.next_award_code
            end as award_kind_code,
            classed.batch_on,
            classed.count_from,
            classed.years_on_batch,
            classed.restart_code,
            restart_label.label_id as restart_label_id,
            restart_label.label_en as restart_label_en,
            classed.evidence_table,
            classed.evidence_id,
            classed.received_code,
            classed.received_on,
            classed.next_award_code,
            award_kind.name as next_award_label_id,
            coalesce(award_kind.name_en, award_kind.name) as next_award_label_en,
            classed.years_required,
            classed.next_batch_on,
            classed.regulation,
            classed.article,
            build.as_of_date,
            build.build_id
        from classed
        cross join build
        left join award_kind on classed.next_award_code = award_kind.code
        left join {{ label_as("status_label", "SATYALANCANA", "classed.status_code") }}
        left join
            {{ label_as("restart_label", "HITUNG_ULANG", "classed.restart_code") }}
    )

select *
from satyalancana_due
