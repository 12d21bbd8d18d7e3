with
    appraisal as (select * from {{ ref("int_appraisal__finished") }}),
    scheme as (select * from {{ ref("performance_scheme") }}),
    matrix as (select * from {{ ref("performance_matrix") }}),
    band as (select * from {{ ref("performance_band") }}),
    upheld as (
        select agency_id, code from {{ ref("int_parameter") }} where flag
    ),
    parameter as (
        select *
        from {{ ref("int_parameter") }}
        where code = 'performance_innovation_assumed'
    ),

    schemed as (
        select
            appraisal.*, scheme.scheme_code, scheme.method, scheme.label_id, scheme.label_en
        from appraisal
        left join
            scheme
            on {{ in_force("scheme", "appraisal.ends_on") }}
            and {{ upheld("scheme", "appraisal.agency_id") }}
    ),

    -- With an innovation, and without one: the highest band whose lowest score is
    -- reached.
    banded as (
        select distinct
            on (appraisal.appraisal_id, innovation.is_proven)
            appraisal.appraisal_id,
            innovation.is_proven,
            band.predicate_code
        from schemed as appraisal
        cross join (values (true), (false)) as innovation(is_proven)
        inner join
            band
            on appraisal.scheme_code = band.scheme_code
            and {{ in_force("band", "appraisal.ends_on") }}
            and appraisal.score >= band.lowest_score
            and (innovation.is_proven or not band.needs_innovation)
        order by appraisal.appraisal_id, innovation.is_proven, band.lowest_score desc
    ),

    derived as (
        select
            appraisal.appraisal_id,
            appraisal.predicate_code,
            appraisal.scheme_code,
            appraisal.label_id as scheme_label_id,
            appraisal.label_en as scheme_label_en,
            coalesce(
                matrix.predicate_code,
                case
                    when parameter.flag
                    then proven.predicate_code
                    else unproven.predicate_code
                end
            ) as derived_predicate_code,
            proven.predicate_code as proven_predicate_code
        from schemed as appraisal
        left join
            matrix
            on appraisal.method = 'MATRIKS'
            and appraisal.work_rating = matrix.work_rating
            and appraisal.behaviour_rating = matrix.behaviour_rating
            and {{ in_force("matrix", "appraisal.ends_on") }}
        left join
            banded as proven
            on appraisal.appraisal_id = proven.appraisal_id
            and proven.is_proven
        left join
            banded as unproven
            on appraisal.appraisal_id = unproven.appraisal_id
            and not unproven.is_proven
        left join parameter on appraisal.agency_id = parameter.agency_id
    ),

    checked as (
        select
            appraisal_id,
            scheme_code,
            scheme_label_id,
            scheme_label_en,
            derived_predicate_code,
            case
                when predicate_code is null or derived_predicate_code is null
                then 'TIDAK_DIPERIKSA'
                when predicate_code = derived_predicate_code
                then 'SESUAI'
                when predicate_code = proven_predicate_code
                then 'PERLU_BUKTI_INOVASI'
                else 'BERBEDA'
            end as check_code
        from derived
    )

select *
from checked
