with
    written as (select * from {{ ref("stg_stewardship__local_parameter") }}),
    accepted as (select * from {{ ref("int_local_parameter") }})

select written.agency_id, written.code, written.subject, written.value
from written
left join accepted on written.local_parameter_id = accepted.local_parameter_id
where accepted.local_parameter_id is null
