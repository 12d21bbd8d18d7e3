with
    scored as (select * from {{ ref("int_ip_asn__scored") }}),
    category as (select * from {{ ref("ip_asn_category") }}),

    totalled as (
        select
            scored.*,
            qualification_score
            + competence_score
            + performance_score
            + discipline_score as total
        from scored
    ),

    categorised as (
        select distinct
            on (totalled.employee_id, totalled.year)
            totalled.*,
            category.category_code,
            case
                when not totalled.is_scheme_complete
                then 'SKEMA_BELUM_LENGKAP'
                when totalled.missing <> ''
                then 'DATA_TIDAK_LENGKAP'
                else 'LENGKAP'
            end as status_code
        from totalled
        left join
            category
            on totalled.scheme_code = category.scheme_code
            and {{ in_force("category", "totalled.on_date") }}
            and totalled.total > category.above_total
        order by totalled.employee_id, totalled.year, category.above_total desc
    )

select *
from categorised
