with employee as (select * from {{ ref("int_employee__employed") }} where is_as_of)

select nip, full_name, born_on
from employee
where left(nip, 8) <> to_char(born_on, 'YYYYMMDD')
