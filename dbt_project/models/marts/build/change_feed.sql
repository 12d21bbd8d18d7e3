with
    build as (select * from {{ ref("int_build") }}),

    -- A build knows nothing of what moved: publishing it brings the rows along, and each
    -- refresh adds its own (admin/warehouse/feed).
    empty as (
        select
            null::bigint as move_id,
            null::bigint as round_id,
            null::timestamptz as moved_at,
            null::text as occasion_code,
            null::text as occasion_label_id,
            null::text as occasion_label_en,
            null::text as mart,
            null::text as move_code,
            null::text as move_label_id,
            null::text as move_label_en,
            null::integer as rows_moved,
            null::text as about_code,
            null::bigint as agency_id,
            null::bigint as employee_id,
            null::text as nip,
            null::text as name,
            null::bigint as unit_id,
            null::text as unit_name,
            null::text as row_key,
            null::text as columns_moved,
            null::text as values_moved,
            null::text as reason_code,
            null::text as reason_label_id,
            null::text as reason_label_en,
            null::integer as edits,
            null::bigint as change_id,
            null::text as table_name,
            null::bigint as row_id,
            null::timestamptz as edited_at,
            null::text as edited_by,
            null::text as decree_number,
            null::text as reason,
            null::bigint as before_build_id,
            null::bigint as after_build_id,
            as_of_date,
            build_id
        from build
        where false
    )

select *
from empty
