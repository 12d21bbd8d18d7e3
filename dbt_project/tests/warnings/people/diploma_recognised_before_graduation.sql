with education_record as (select * from {{ ref("stg_personnel__education_record") }})

select education_record_id, person_id, graduated_on, recognised_on
from education_record
where recognised_on < graduated_on
