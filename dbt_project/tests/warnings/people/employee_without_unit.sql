with state as (select * from {{ ref("int_employee__state") }})

select agency_id, nip
from state
where unit_id is null
