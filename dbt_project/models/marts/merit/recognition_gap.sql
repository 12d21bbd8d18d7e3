with
    build as (select * from {{ ref("int_build") }}),
    found as (select * from {{ ref("int_merit__recognition") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    readiness as (
        select * from {{ ref("promotion_readiness") }} where readiness_class = 'SIAP'
    ),
    label as (select * from {{ ref("merit_label") }}),

    ready as (
        select
            employee_id,
            string_agg(path_label_id, '; ' order by path_code) as paths_id,
            string_agg(path_label_en, '; ' order by path_code) as paths_en
        from readiness
        group by employee_id
    ),

    recognition_gap as (
        select
            found.employee_id,
            found.gap_code,
            named.label_id as gap_label_id,
            named.label_en as gap_label_en,
            state.agency_id,
            {{ employee_columns("state") }},
            state.position_name,
            state.grade_code,
            found.since,
            found.times_passed_over,
            found.passed_over_on,
            found.chosen_on,
            found.awarded_on,
            found.promoted_on,
            found.undeserved_on,
            found.predicate_label_id as undeserved_predicate_label_id,
            found.predicate_label_en as undeserved_predicate_label_en,
            ready.paths_id as ready_label_id,
            ready.paths_en as ready_label_en,
            build.as_of_date,
            build.build_id
        from found
        cross join build
        inner join state using (employee_id)
        inner join {{ label_as("named", "PENGAKUAN", "found.gap_code") }}
        left join ready using (employee_id)
    )

select *
from recognition_gap
