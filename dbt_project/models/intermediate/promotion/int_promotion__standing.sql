with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("int_employee__state") }}),
    path as (select * from {{ ref("promotion_path") }}),
    scope as (select * from {{ ref("promotion_scope") }}),
    opening as (select * from {{ ref("int_promotion__opening") }}),

    path_in_force as (
        select
            path.path_code,
            path.label_id as path_label_id,
            path.label_en as path_label_en,
            path.subject_code,
            path.opening_code,
            path.is_ranged,
            path.is_periodic,
            path.ordinal = min(path.ordinal) over () as is_first_path
        from path
        cross join build
        where {{ in_force("path", "build.as_of_date") }}
    ),

    classified as (
        select
            employee_id,
            scheme,
            case
                when scheme = 'PPPK'
                then 'PPPK'
                when is_probationary
                then 'CPNS'
                else coalesce(position_category, 'TANPA_JABATAN')
            end as standing
        from employee
    ),

    -- Everybody is told about the first path; of another one only those who may use it
    -- hear.
    judged as (
        select
            classified.employee_id,
            path_in_force.path_code,
            path_in_force.path_label_id,
            path_in_force.path_label_en,
            path_in_force.subject_code,
            path_in_force.opening_code,
            path_in_force.is_ranged,
            path_in_force.is_periodic,
            classified.standing,
            scope.is_eligible,
            scope.reason_code,
            scope.reason_id,
            scope.reason_en
        from classified
        cross join build
        cross join path_in_force
        left join
            scope
            on path_in_force.path_code = scope.path_code
            and classified.standing = scope.standing
            and {{ in_force("scope", "build.as_of_date") }}
        left join
            opening
            on classified.employee_id = opening.employee_id
            and path_in_force.path_code = opening.path_code
        where
            path_in_force.is_first_path
            or (
                scope.is_eligible
                and (
                    path_in_force.opening_code = 'SEMUA'
                    or opening.employee_id is not null
                )
            )
    )

select *
from judged
