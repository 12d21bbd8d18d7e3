with state as (select * from {{ ref("int_employee__state") }})

select nip, full_name, pension_on
from state
where pension_on <= as_of_date
