with
    build as (select * from {{ ref("int_build") }}),
    parameter as (select * from {{ ref("int_due__parameter") }}),
    course as (select * from {{ ref("stg_personnel__course") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    rating as (select * from {{ ref("int_effect__rating") }}),
    compared as (select * from {{ ref("int_effect__compared") }}),
    label as (select * from {{ ref("competence_label") }} where topic = 'DATA'),

    counted as (
        select
            parameter.agency_id,
            course.course_id,
            course.code as course_code,
            course.title as course_title,
            course.hours,
            course.training_kind_id,
            parameter.effect_minimum as minimum_people,
            coalesce(rating.ratings, 0) as ratings,
            rating.mean_rating,
            coalesce(compared.participants, 0) as participants,
            coalesce(compared.compared, 0) as compared,
            coalesce(compared.comparison_people, 0) as comparison_people,
            compared.predicate_before,
            compared.predicate_after,
            compared.comparison_change
        from course
        cross join parameter
        left join
            rating
            on parameter.agency_id = rating.agency_id
            and course.course_id = rating.course_id
        left join
            compared
            on parameter.agency_id = compared.agency_id
            and course.course_id = compared.course_id
    ),

    judged as (
        select
            counted.*,
            case
                when ratings >= greatest(minimum_people, 1)
                then 'CUKUP_DATA'
                else 'TERLALU_SEDIKIT'
            end as rating_state_code,
            case
                when
                    compared >= greatest(minimum_people, 1)
                    and comparison_people >= minimum_people
                then 'CUKUP_DATA'
                else 'TERLALU_SEDIKIT'
            end as effect_state_code
        from counted
    ),

    -- Too few people: the counts are shown, the numbers are not.
    spoken as (
        select
            judged.*,
            case
                when rating_state_code = 'CUKUP_DATA' then mean_rating
            end as spoken_rating,
            case
                when effect_state_code = 'CUKUP_DATA' then predicate_before
            end as spoken_before,
            case
                when effect_state_code = 'CUKUP_DATA' then predicate_after
            end as spoken_after,
            case
                when effect_state_code = 'CUKUP_DATA' then comparison_change
            end as spoken_comparison
        from judged
    ),

    training_effect as (
        select
            spoken.agency_id,
            spoken.course_id,
            spoken.course_code,
            spoken.course_title,
            training_kind.code as training_kind_code,
            training_kind.name as training_kind_label_id,
            coalesce(
                training_kind.name_en, training_kind.name
            ) as training_kind_label_en,
            spoken.hours,
            spoken.minimum_people,
            spoken.ratings,
            round(spoken.spoken_rating, 2) as mean_rating,
            spoken.rating_state_code,
            rating_label.label_id as rating_state_label_id,
            rating_label.label_en as rating_state_label_en,
            spoken.participants,
            spoken.compared,
            spoken.comparison_people,
            round(spoken.spoken_before, 2) as predicate_before,
            round(spoken.spoken_after, 2) as predicate_after,
            round(spoken.spoken_after - spoken.spoken_before, 2) as change,
            round(spoken.spoken_comparison, 2) as comparison_change,
            round(
                spoken.spoken_after - spoken.spoken_before - spoken.spoken_comparison, 2
            ) as difference,
            spoken.effect_state_code,
            effect_label.label_id as effect_state_label_id,
            effect_label.label_en as effect_state_label_en,
            build.as_of_date,
            build.build_id
        from spoken
        cross join build
        inner join
            training_kind on spoken.training_kind_id = training_kind.training_kind_id
        left join
            label as rating_label
            on spoken.rating_state_code = rating_label.code
            and {{ in_force("rating_label", "build.as_of_date") }}
        left join
            label as effect_label
            on spoken.effect_state_code = effect_label.code
            and {{ in_force("effect_label", "build.as_of_date") }}
    )

select *
from training_effect
