with
    state as (select * from {{ ref("int_employee__state") }}),
    duk as (select * from {{ ref("duk") }}),

    missing as (
        select state.nip
        from state
        left join duk on state.employee_id = duk.employee_id
        where
            state.scheme = 'PNS'
            and not state.is_probationary
            and state.grade_ordinal is not null
            and duk.employee_id is null
    ),

    uninvited as (
        select duk.nip
        from duk
        left join
            state
            on duk.employee_id = state.employee_id
            and state.scheme = 'PNS'
            and state.grade_ordinal is not null
        where state.employee_id is null
    )

select nip
from missing
union all
select nip
from uninvited
