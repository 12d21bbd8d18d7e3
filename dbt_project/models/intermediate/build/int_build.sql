with
    builds as (select * from {{ ref("stg_stewardship__warehouse_build") }}),

    -- The build that is running; by hand, when none runs, the newest one gives the
    -- date.
    chosen as (
        select
            warehouse_build_id as build_id,
            as_of_date,
            rule_set_hash,
            code_commit,
            data_watermark,
            data_read_at,
            started_at
        from builds
        order by status = 'BERJALAN' desc, warehouse_build_id desc
        limit 1
    )

select *
from chosen
