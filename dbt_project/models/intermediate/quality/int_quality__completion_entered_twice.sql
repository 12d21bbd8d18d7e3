with
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    keyed as (
        select
            completion.*,
            extract(year from ended_on) as year,
            {{ text_key("certificate_number") }} as certificate_key,
            {{ text_key("title") }} as title_key
        from completion
    ),

    -- The entry with the most hours counts (int_training__deduplicated).
    compared as (
        select
            keyed.*,
            first_value(completion_id) over same_certificate as of_certificate,
            first_value(completion_id) over same_title as of_title
        from keyed
        window
            same_certificate as (
                partition by
                    employee_id,
                    year,
                    certificate_key,
                    case when certificate_key is null then completion_id end
                order by hours desc, completion_id
            ),
            same_title as (
                partition by employee_id, title_key, ended_on
                order by hours desc, completion_id
            )
    ),

    found as (
        select
            completion_id as row_id,
            ''::text as item,
            employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'other',
                case
                    when of_certificate <> completion_id
                    then of_certificate
                    else of_title
                end
            ) as detail
        from compared
        where of_certificate <> completion_id or of_title <> completion_id
    )

select *
from found
