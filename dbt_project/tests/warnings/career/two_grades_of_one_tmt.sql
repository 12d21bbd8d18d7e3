with grade_record as (select * from {{ ref("stg_personnel__grade_record") }})

select employee_id, valid_from, count(*) as grades
from grade_record
group by employee_id, valid_from
having count(*) > 1
