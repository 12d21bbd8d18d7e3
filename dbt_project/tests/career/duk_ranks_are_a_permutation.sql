with
    duk as (select * from {{ ref("duk") }}),

    counted as (
        select
            'agency' as of_what,
            agency_id as of_id,
            array_agg(rank_agency order by rank_agency) as ranks
        from duk
        group by agency_id
        union all
        select
            'unit' as of_what,
            unit_id as of_id,
            array_agg(rank_unit order by rank_unit) as ranks
        from duk
        group by agency_id, unit_id
    )

select *
from counted
where ranks <> array(select generate_series(1, cardinality(ranks))::bigint)
