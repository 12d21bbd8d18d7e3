with
    parameter as (
        select agency_id, code, number
        from {{ ref("int_parameter") }}
        where code ~ '^talent_(weight|performance|potential)_'
    ),

    gathered as (
        select
            agency_id,
            sum(number) filter (
                where code in ('talent_weight_main', 'talent_weight_reinforcing')
            ) as performance_weights,
            sum(number) filter (
                where
                    code in (
                        'talent_weight_competence',
                        'talent_weight_potential_part',
                        'talent_weight_qualification',
                        'talent_weight_integrity'
                    )
            ) as potential_weights,
            sum(number) filter (
                where code in ('talent_weight_performance', 'talent_weight_potential')
            ) as axis_weights,
            max(number) filter (where code = 'talent_performance_lower')
            < max(number) filter (
                where code = 'talent_performance_upper'
            ) as is_performance_ordered,
            max(number) filter (where code = 'talent_potential_lower')
            < max(number) filter (
                where code = 'talent_potential_upper'
            ) as is_potential_ordered
        from parameter
        group by agency_id
    )

select *
from gathered
where
    not (
        performance_weights = 100
        and potential_weights = 100
        and axis_weights = 100
        and is_performance_ordered
        and is_potential_ordered
    )
