with
    build as (select * from {{ ref("int_build") }}),

    -- What only the end of the build knows is filled in by
    -- admin/warehouse/publish.py, in the transaction that publishes; what was refreshed
    -- since by admin/warehouse/live, each time.
    described as (
        select
            build_id,
            as_of_date,
            data_watermark,
            data_read_at,
            rule_set_hash::text as rule_set_hash,
            code_commit::text as code_commit,
            null::timestamptz as published_at,
            null::integer as tests_passed,
            null::integer as tests_warned,
            null::timestamptz as refreshed_at,
            0::bigint as changes_refreshed
        from build
    )

select *
from described
