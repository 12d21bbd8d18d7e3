with
    build as (select * from {{ ref("int_build") }}),
    fairness as (select * from {{ ref("int_merit__fairness") }}),
    label as (select * from {{ ref("merit_label") }}),

    selection_fairness as (
        select
            fairness.agency_id,
            fairness.dimension_code,
            dimension.label_id as dimension_label_id,
            dimension.label_en as dimension_label_en,
            fairness.group_code,
            coalesce(fairness.group_name, named.label_id) as group_label_id,
            coalesce(fairness.group_name, named.label_en) as group_label_en,
            fairness.state_code,
            state.label_id as state_label_id,
            state.label_en as state_label_en,
            fairness.candidates,
            fairness.candidates_standing,
            fairness.chosen,
            round(fairness.chosen_pct, 2) as chosen_pct,
            round(fairness.overall_pct, 2) as overall_pct,
            build.as_of_date,
            build.build_id
        from fairness
        cross join build
        inner join {{ label_as("dimension", "DIMENSI", "fairness.dimension_code") }}
        inner join {{ label_as("state", "KEADAAN", "fairness.state_code") }}
        left join {{ label_as("named", "KELOMPOK", "fairness.group_code") }}
    )

select *
from selection_fairness
