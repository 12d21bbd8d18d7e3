with
    appraisal as (select * from {{ ref("int_appraisal__finished") }}),

    latest as (
        select distinct on (employee_id, year) *
        from appraisal
        where kind = 'TAHUNAN'
        order by employee_id, year, ends_on desc, appraisal_id desc
    )

select *
from latest
