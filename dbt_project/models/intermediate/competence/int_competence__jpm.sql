with
    gap as (select * from {{ ref("int_competence__gap") }}),
    assignment as (select * from {{ ref("int_employee__assignment") }}),
    parameter as (select * from {{ ref("int_due__parameter") }}),
    band as (select * from {{ ref("jpm_band") }}),

    summed as (
        select
            employee_id,
            on_date,
            agency_id,
            count(*) filter (where state_code = 'KURANG')::integer as gaps,
            count(*) filter (where state_code = 'BELUM_DINILAI')::integer as unassessed,
            bool_and(actual_level is not null) filter (where is_in_jpm) as is_complete,
            sum(required_level) filter (where is_in_jpm)::numeric as required_sum,
            sum(actual_level) filter (where is_in_jpm)::numeric as actual_sum,
            sum(least(actual_level, required_level)) filter (where is_in_jpm)::numeric
            as capped_sum,
            max(assessed_on) filter (where is_in_jpm) as assessed_on
        from gap
        group by employee_id, on_date, agency_id
    ),

    measured as (
        select
            summed.employee_id,
            summed.on_date,
            summed.agency_id,
            summed.assessed_on,
            summed.gaps,
            summed.unassessed,
            summed.required_sum::integer as required_sum,
            case
                when summed.is_complete then 'LENGKAP' else 'DATA_TIDAK_LENGKAP'
            end as jpm_state_code,
            case
                when summed.is_complete
                then 100 * summed.capped_sum / nullif(summed.required_sum, 0)
            end as jpm_capped,
            case
                when summed.is_complete
                then 100 * summed.actual_sum / nullif(summed.required_sum, 0)
            end as jpm_uncapped,
            case
                when
                    assignment.position_category = 'JPT'
                    or assignment.position_level_code = 'JF_AHLI_UTAMA'
                then 'JPT_AHLI_UTAMA'
                else 'LAINNYA'
            end as holder_group
        from summed
        inner join
            assignment
            on summed.employee_id = assignment.employee_id
            and summed.on_date = assignment.on_date
    ),

    banded as (
        select distinct
            on (measured.employee_id, measured.on_date)
            measured.*,
            parameter.jpm_scheme,
            band.band_code,
            band.label_id as band_label_id,
            band.label_en as band_label_en,
            band.is_pass
        from measured
        inner join parameter on measured.agency_id = parameter.agency_id
        left join
            band
            on parameter.jpm_scheme = band.scheme_code
            and band.holder_group in ('SEMUA', measured.holder_group)
            and measured.jpm_capped >= band.at_least
            and {{ in_force("band", "measured.on_date") }}
        order by measured.employee_id, measured.on_date, band.at_least desc nulls last
    )

select *
from banded
