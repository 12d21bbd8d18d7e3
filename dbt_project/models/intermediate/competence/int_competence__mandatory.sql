with
    state as (select * from {{ ref("int_employee__state") }}),
    parameter as (select * from {{ ref("int_due__parameter") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    mandatory_course as (select * from {{ ref("mandatory_course") }}),
    mandatory_basic as (select * from {{ ref("mandatory_basic") }}),
    own_months as (select * from {{ ref("int_local_parameter") }} where subject = ''),

    asked as (
        select
            state.employee_id,
            state.as_of_date,
            mandatory_course.training_kind_code as course_code,
            mandatory_course.leadership_level,
            null::text as kind_codes,
            null::text as category,
            state.same_rank_from as counted_from,
            mandatory_course.months_allowed,
            mandatory_course.regulation,
            mandatory_course.article,
            mandatory_course.confidence
        from state
        inner join
            mandatory_course
            on state.position_level_code = mandatory_course.position_level_code
            and {{ in_force("mandatory_course", "state.as_of_date") }}

        union all

        select
            state.employee_id,
            state.as_of_date,
            mandatory_basic.course_code,
            null as leadership_level,
            mandatory_basic.kind_codes,
            mandatory_basic.category,
            case
                when mandatory_basic.counted_from = 'JABATAN'
                then state.same_rank_from
                else state.appointed_on
            end as counted_from,
            coalesce(
                own_months.number::integer, mandatory_basic.months_allowed
            ) as months_allowed,
            mandatory_basic.regulation,
            mandatory_basic.article,
            mandatory_basic.confidence
        from state
        inner join parameter on state.agency_id = parameter.agency_id
        inner join
            mandatory_basic
            on {{ in_force("mandatory_basic", "state.as_of_date") }}
            and case
                mandatory_basic.holder
                when 'CPNS'
                then state.is_probationary
                when 'PPPK'
                then state.scheme = 'PPPK'
                when 'JF'
                then state.position_category in ('JF_KEAHLIAN', 'JF_KETERAMPILAN')
            end
            and (
                mandatory_basic.parameter_code is null
                or (to_jsonb(parameter) ->> mandatory_basic.parameter_code)::boolean
            )
        left join
            own_months
            on state.agency_id = own_months.agency_id
            and mandatory_basic.months_parameter = own_months.code
            and {{ in_force("own_months", "state.as_of_date") }}
    ),

    finished as (
        select
            completion.employee_id,
            completion.completion_id,
            completion.title,
            completion.ended_on,
            training_kind.code,
            training_kind.category,
            training_kind.leadership_level
        from completion
        inner join
            training_kind
            on completion.training_kind_id = training_kind.training_kind_id
        inner join state on completion.employee_id = state.employee_id
        where completion.ended_on <= state.as_of_date
    ),

    satisfied as (
        select distinct
            on (asked.employee_id, asked.course_code)
            asked.employee_id,
            asked.course_code,
            finished.completion_id,
            finished.code as kind_code,
            finished.title,
            finished.ended_on
        from asked
        inner join
            finished
            on asked.employee_id = finished.employee_id
            and (
                finished.leadership_level >= asked.leadership_level
                or finished.code = any(string_to_array(asked.kind_codes, ' '))
                or finished.category = asked.category
            )
        order by
            asked.employee_id,
            asked.course_code,
            case
                when asked.leadership_level is not null then finished.leadership_level
            end desc nulls last,
            finished.ended_on,
            finished.completion_id
    ),

    judged as (
        select
            asked.employee_id,
            asked.course_code,
            asked.counted_from,
            (asked.counted_from + make_interval(months => asked.months_allowed))::date
            as due_on,
            asked.regulation,
            asked.article,
            asked.confidence,
            satisfied.completion_id,
            satisfied.kind_code,
            satisfied.title,
            satisfied.ended_on,
            case
                when satisfied.completion_id is not null
                then 'SUDAH'
                when
                    asked.as_of_date
                    < asked.counted_from + make_interval(months => asked.months_allowed)
                then 'BELUM_DALAM_TENGGANG'
                else 'BELUM_LEWAT_TENGGANG'
            end as state_code
        from asked
        left join
            satisfied
            on asked.employee_id = satisfied.employee_id
            and asked.course_code = satisfied.course_code
    )

select *
from judged
