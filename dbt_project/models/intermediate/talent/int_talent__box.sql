with
    axis as (select * from {{ ref("int_talent__axis") }}),
    setting as (select * from {{ ref("int_talent__setting") }}),
    box_name as (select * from {{ ref("talent_box_name") }}),
    talent_predicate as (select * from {{ ref("talent_predicate") }}),
    predicate as (select * from {{ ref("predicate") }}),

    -- The lowest predicate of each category: what an appraisal must reach to enter it.
    entrance as (
        select distinct
            on (talent_predicate.performance_ordinal)
            talent_predicate.performance_ordinal,
            predicate.predicate_code,
            predicate.label_id,
            predicate.label_en
        from talent_predicate
        inner join
            predicate on talent_predicate.predicate_code = predicate.predicate_code
        where talent_predicate.valid_to is null
        order by talent_predicate.performance_ordinal, predicate.ordinal
    ),

    boxed as (
        select
            axis.*,
            box_name.box,
            box_name.is_pool,
            box_name.name_id as box_label_id,
            box_name.name_en as box_label_en,
            box_name.recommendation_id,
            box_name.recommendation_en,
            case
                when box_name.box is not null
                then
                    (
                        setting.weight_performance * axis.performance_score
                        + setting.weight_potential * axis.potential_score
                    )
                    / 100
            end as talent_score,
            better_performance.box as box_if_performance_up,
            better_potential.box as box_if_potential_up,
            entrance.predicate_code as predicate_needed,
            entrance.label_id as predicate_needed_label_id,
            entrance.label_en as predicate_needed_label_en,
            ceil(
                case
                    box_name.potential_ordinal
                    when 1
                    then axis.potential_lower - axis.potential_score
                    when 2
                    then axis.potential_upper - axis.potential_score
                end
                * 100
            )
            / 100 as potential_points_needed,
            case
                when not axis.is_in_force
                then 'TIDAK_BERLAKU'
                when axis.missing <> ''
                then 'DATA_TIDAK_LENGKAP'
                else 'LENGKAP'
            end as status_code
        from axis
        inner join setting on axis.agency_id = setting.agency_id
        left join
            box_name
            on axis.performance_ordinal = box_name.performance_ordinal
            and axis.potential_ordinal = box_name.potential_ordinal
            and {{ in_force("box_name", "axis.on_date") }}
        left join
            box_name as better_performance
            on box_name.performance_ordinal + 1 = better_performance.performance_ordinal
            and box_name.potential_ordinal = better_performance.potential_ordinal
            and {{ in_force("better_performance", "axis.on_date") }}
        left join
            box_name as better_potential
            on box_name.performance_ordinal = better_potential.performance_ordinal
            and box_name.potential_ordinal + 1 = better_potential.potential_ordinal
            and {{ in_force("better_potential", "axis.on_date") }}
        left join
            entrance
            on better_performance.performance_ordinal = entrance.performance_ordinal
            and axis.predicate_category is not null
    ),

    loss as (
        select
            boxed.employee_id,
            boxed.year,
            part.code,
            row_number() over (
                partition by boxed.employee_id, boxed.year
                order by round(part.lost, 6) desc, part.place
            ) as place
        from boxed
        inner join setting on boxed.agency_id = setting.agency_id
        cross join
            lateral
            (
                values
                    (
                        1,
                        'KOMPETENSI',
                        setting.weight_competence * (100 - boxed.competence_points)
                    ),
                    (
                        2,
                        'POTENSI',
                        setting.weight_potential_part * (100 - boxed.potential_points)
                    ),
                    (
                        3,
                        'KUALIFIKASI',
                        setting.weight_qualification
                        * (100 - boxed.qualification_points)
                    ),
                    (
                        4,
                        'INTEGRITAS',
                        setting.weight_integrity * (100 - boxed.integrity_points)
                    )
            ) as part(place, code, lost)
        where boxed.box is not null and part.lost > 0
    ),

    moved as (
        select boxed.*, loss.code as greatest_gain_code
        from boxed
        left join
            loss
            on boxed.employee_id = loss.employee_id
            and boxed.year = loss.year
            and loss.place = 1
    )

select *
from moved
