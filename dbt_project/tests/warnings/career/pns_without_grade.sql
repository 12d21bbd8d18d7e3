with state as (select * from {{ ref("int_employee__state") }})

select agency_id, nip, full_name
from state
where scheme = 'PNS' and grade_ordinal is null
