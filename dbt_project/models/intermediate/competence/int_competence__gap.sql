with
    required as (select * from {{ ref("int_competence__required") }}),
    actual as (select * from {{ ref("int_competence__actual") }}),

    compared as (
        select
            required.*,
            actual.assessment_result_id,
            actual.assessed_on,
            actual.level as actual_level,
            required.required_level - actual.level as gap
        from required
        left join
            actual
            on required.employee_id = actual.employee_id
            and required.on_date = actual.on_date
            and required.competency_id = actual.competency_id
    ),

    judged as (
        select
            compared.*,
            case
                when gap is null
                then 'BELUM_DINILAI'
                when gap > 0
                then 'KURANG'
                when gap < 0
                then 'LEBIH'
                else 'SESUAI'
            end as state_code
        from compared
    )

select *
from judged
