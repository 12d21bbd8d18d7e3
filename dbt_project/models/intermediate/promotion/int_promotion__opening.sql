with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("int_employee__state") }} where scheme = 'PNS'),
    path as (select * from {{ ref("promotion_path") }}),
    adjustment as (select * from {{ ref("int_promotion__adjustment") }}),
    achievement as (select * from {{ ref("int_promotion__achievement") }}),
    situation as (select * from {{ ref("int_promotion__situation") }}),
    feeder as (select * from {{ ref("post_feeder") }}),

    personal as (
        select path.path_code, path.opening_code, path.months_ahead, build.as_of_date
        from path
        cross join build
        where
            {{ in_force("path", "build.as_of_date") }} and path.opening_code <> 'SEMUA'
    ),

    -- A new ground that opens a path to a person is one more branch here.
    by_diploma as (
        select adjustment.employee_id, personal.path_code
        from adjustment
        inner join personal on personal.opening_code = 'IJAZAH'
    ),

    by_achievement as (
        select achievement.employee_id, personal.path_code
        from achievement
        inner join personal on personal.opening_code = 'PRESTASI'
    ),

    by_age as (
        select employee.employee_id, personal.path_code
        from employee
        inner join
            personal
            on personal.opening_code = 'PENGABDIAN'
            and employee.pension_on > personal.as_of_date
            and employee.pension_on
            <= personal.as_of_date + make_interval(months => personal.months_ahead)
    ),

    by_next_level as (
        select situation.employee_id, personal.path_code
        from situation
        inner join personal on personal.opening_code = 'JENJANG'
        where situation.next_level_code is not null
    ),

    by_post as (
        select distinct employee.employee_id, personal.path_code
        from employee
        inner join
            feeder
            on employee.position_level_code = feeder.position_level_code
            and feeder.is_candidate
            and {{ in_force("feeder", "employee.as_of_date") }}
        inner join
            personal
            on personal.opening_code = 'JABATAN'
            and feeder.path_code = personal.path_code
    ),

    opened as (
        {%- for ground in ["diploma", "achievement", "age", "next_level", "post"] %}
            select *
            from by_{{ ground }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    )

select *
from opened
