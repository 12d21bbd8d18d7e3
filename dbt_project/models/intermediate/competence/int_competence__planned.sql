with
    action as (select * from {{ ref("int_development__action") }}),
    place as (select * from {{ ref("int_plan__place") }}),
    competency as (select * from {{ ref("stg_reference__competency") }}),

    found as (
        select action.employee_id, action.competency_id, 1 as place, 'TINDAKAN' as plan_code
        from action
        where
            action.competency_id is not null
            and action.state_code in ('BERJALAN', 'TERLAMBAT')

        union all

        select
            place.employee_id,
            competency.competency_id,
            2 as place,
            'PELATIHAN' as plan_code
        from place
        inner join competency on place.subject_code = competency.code
        where
            place.need_code = 'KESENJANGAN'
            and place.state_code in ('TERDAFTAR', 'DIUSULKAN')
    ),

    first_found as (
        select distinct
            on (employee_id, competency_id) employee_id, competency_id, plan_code
        from found
        order by employee_id, competency_id, place
    )

select *
from first_found
