with completion as (select * from {{ ref("stg_personnel__completion") }})

select completion_id, employee_id, hours, started_on, ended_on
from completion
where hours = 0 or hours > 10 * (ended_on - started_on + 1)
