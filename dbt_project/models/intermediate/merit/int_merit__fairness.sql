with
    grouped as (select * from {{ ref("int_merit__group") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'merit_fairness_minimum'
    ),

    counted as (
        select
            agency_id,
            dimension_code,
            group_code,
            max(group_name) as group_name,
            count(*)::integer as candidates,
            count(*) filter (where is_standing)::integer as candidates_standing,
            count(*) filter (where is_chosen)::integer as chosen
        from grouped
        group by agency_id, dimension_code, group_code
    ),

    compared as (
        select
            counted.*,
            sum(chosen) over everybody as all_chosen,
            sum(candidates) over everybody as all_candidates,
            candidates >= parameter.number as is_enough
        from counted
        inner join parameter on counted.agency_id = parameter.agency_id
        window everybody as (partition by counted.agency_id, counted.dimension_code)
    ),

    -- Of a group that is too small nothing is told, not even how small it is.
    told as (
        select
            agency_id,
            dimension_code,
            group_code,
            group_name,
            case
                when is_enough then 'CUKUP_DATA' else 'TERLALU_SEDIKIT'
            end as state_code,
            case when is_enough then candidates end as candidates,
            case when is_enough then candidates_standing end as candidates_standing,
            case when is_enough then chosen end as chosen,
            case when is_enough then 100.0 * chosen / candidates end as chosen_pct,
            case
                when is_enough then 100.0 * all_chosen / all_candidates
            end as overall_pct
        from compared
    )

select *
from told
