with
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    keyed as (
        select
            employee_id,
            {{ text_key("certificate_number") }} as certificate_key,
            extract(year from ended_on) as year
        from completion
    )

select employee_id, certificate_key
from keyed
where certificate_key is not null
group by employee_id, certificate_key
having count(distinct year) > 1
