with contract_due as (select * from {{ ref("contract_due") }})

select agency_id, nip, full_name, final_to, pension_on
from contract_due
where status_code = 'MELEBIHI_BUP'
