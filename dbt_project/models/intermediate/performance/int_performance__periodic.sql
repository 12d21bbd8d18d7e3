with
    appraisal as (select * from {{ ref("int_appraisal__finished") }}),

    gathered as (
        select
            employee_id,
            year,
            count(*)::integer as periodic_count,
            round(avg(predicate_ordinal), 2) as periodic_mean_ordinal
        from appraisal
        where kind <> 'TAHUNAN' and predicate_ordinal is not null
        group by employee_id, year
    )

select *
from gathered
