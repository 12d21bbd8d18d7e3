with
    employment as (select * from {{ ref("int_quality__employment") }}),

    found as (
        select
            employment.employee_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'nip_month',
                case
                    when employment.scheme = 'PNS'
                    then substr(employment.nip, 13, 2) || '-'
                    else ''
                end
                || substr(employment.nip, 9, 4),
                'appointed_on',
                employment.appointed_on
            ) as detail
        from employment
        where
            substr(employment.nip, 9, 4) <> to_char(employment.appointed_on, 'YYYY')
            or (
                employment.scheme = 'PNS'
                and substr(employment.nip, 13, 2)
                <> to_char(employment.appointed_on, 'MM')
            )
    )

select *
from found
