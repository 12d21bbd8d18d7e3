with
    build as (select * from {{ ref("int_build") }}),
    reached as (select * from {{ ref("stg_personnel__applicant_stage") }}),
    applicant as (select * from {{ ref("stg_personnel__applicant") }}),

    -- What was decided after the date of the build is not decided yet on it.
    progress as (
        select
            reached.applicant_stage_id,
            reached.applicant_id,
            applicant.recruitment_round_id,
            applicant.formation_id,
            coalesce(
                applicant.placed_formation_id, applicant.formation_id
            ) as placed_formation_id,
            reached.stage as stage_code,
            case
                when reached.decided_on <= build.as_of_date then reached.result
            end as result,
            case
                when reached.decided_on <= build.as_of_date
                then reached.decided_on - reached.entered_on
            end as days,
            build.as_of_date - reached.entered_on as days_so_far
        from reached
        cross join build
        inner join applicant on reached.applicant_id = applicant.applicant_id
        where reached.entered_on <= build.as_of_date
    )

select *
from progress
