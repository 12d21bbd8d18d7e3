with employee as (select * from {{ ref("int_employee__employed") }} where is_as_of)

select nip, full_name
from employee
where scheme = 'PPPK' and contract_to is null
