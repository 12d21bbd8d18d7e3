with
    counted as (select * from {{ ref("int_distribution__counted") }}),
    unit_performance as (select * from {{ ref("stg_personnel__unit_performance") }}),
    guide as (select * from {{ ref("distribution_guide") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'appraisal_guide_minimum'
    ),

    judged as (
        select
            counted.*,
            unit_performance.predicate as unit_predicate_code,
            case
                when unit_performance.predicate is null
                then 'TANPA_PREDIKAT_ORGANISASI'
                when
                    not exists (
                        select 1
                        from guide
                        where
                            unit_performance.predicate = guide.unit_predicate_code
                            and {{ in_force("guide", "counted.ends_on") }}
                    )
                then 'TIDAK_BERLAKU'
                when counted.appraised < parameter.number
                then 'TERLALU_SEDIKIT'
            end as no_guide_code
        from counted
        inner join parameter on counted.agency_id = parameter.agency_id
        left join
            unit_performance
            on counted.unit_id = unit_performance.unit_id
            and counted.performance_cycle_id = unit_performance.performance_cycle_id
    ),

    -- People that each guide is about, and the most frequent predicate.
    measured as (
        select
            judged.unit_id,
            judged.performance_cycle_id,
            judged.appraised,
            guide.ordinal,
            guide.guide_code,
            guide.measure,
            guide.limit_value,
            guide.sentence_id,
            guide.sentence_en,
            sum(tally.people) filter (
                where tally.code = any(string_to_array(guide.predicate_codes, ' '))
            ) as people,
            max(tally.people) as most
        from judged
        inner join
            guide
            on judged.unit_predicate_code = guide.unit_predicate_code
            and {{ in_force("guide", "judged.ends_on") }}
        cross join
            lateral
            (
                values
                    ('SANGAT_BAIK', judged.sangat_baik),
                    ('BAIK', judged.baik),
                    ('BUTUH_PERBAIKAN', judged.butuh_perbaikan),
                    ('KURANG', judged.kurang),
                    ('SANGAT_KURANG', judged.sangat_kurang)
            ) as tally(code, people)
        where judged.no_guide_code is null
        group by
            judged.unit_id,
            judged.performance_cycle_id,
            judged.appraised,
            guide.ordinal,
            guide.guide_code,
            guide.measure,
            guide.limit_value,
            guide.sentence_id,
            guide.sentence_en
    ),

    deviating as (
        select
            unit_id,
            performance_cycle_id,
            string_agg(guide_code, ' ' order by ordinal) as deviations,
            string_agg(
                {{ fill_guide("sentence_id", "id") }}, ' ' order by ordinal
            ) as deviations_id,
            string_agg(
                {{ fill_guide("sentence_en", "en") }}, ' ' order by ordinal
            ) as deviations_en
        from measured
        where
            case
                measure
                when 'PERSEN_MAKS'
                then 100 * people > limit_value * appraised
                when 'PERSEN_MIN'
                then 100 * people < limit_value * appraised
                when 'JUMLAH_MIN'
                then people < limit_value
                when 'TERBANYAK'
                then people < most
            end
        group by unit_id, performance_cycle_id
    ),

    compared as (
        select
            judged.unit_id,
            judged.performance_cycle_id,
            judged.unit_predicate_code,
            case
                when judged.no_guide_code is not null
                then judged.no_guide_code
                when deviating.unit_id is null
                then 'SESUAI'
                else 'MENYIMPANG'
            end as guide_state,
            coalesce(deviating.deviations, '') as deviations,
            deviating.deviations_id,
            deviating.deviations_en
        from judged
        left join
            deviating
            on judged.unit_id = deviating.unit_id
            and judged.performance_cycle_id = deviating.performance_cycle_id
    )

select *
from compared
