with
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    keyed as (
        select
            completion.*,
            extract(year from ended_on)::integer as year,
            {{ text_key("certificate_number") }} as certificate_key
        from completion
    ),

    compared as (
        select
            keyed.*,
            min(year) over (partition by employee_id, certificate_key) as first_year,
            row_number() over (
                partition by employee_id, certificate_key, year
                order by hours desc, completion_id
            ) as place
        from keyed
        where certificate_key is not null
    ),

    found as (
        select
            completion_id as row_id,
            ''::text as item,
            employee_id,
            null::bigint as unit_id,
            jsonb_build_object('other_year', first_year) as detail
        from compared
        where year > first_year and place = 1
    )

select *
from found
