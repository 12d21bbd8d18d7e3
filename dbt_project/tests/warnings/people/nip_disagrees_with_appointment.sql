with employee as (select * from {{ ref("int_employee__employed") }} where is_as_of)

select nip, full_name, appointed_on
from employee
where
    substr(nip, 9, 4) <> to_char(appointed_on, 'YYYY')
    or (scheme = 'PNS' and substr(nip, 13, 2) <> to_char(appointed_on, 'MM'))
