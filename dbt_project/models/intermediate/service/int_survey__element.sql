with
    build as (select * from {{ ref("int_build") }}),
    response as (select * from {{ ref("stg_personnel__survey_response") }}),

    answer as (
        select response.survey_id, answer.element_code, answer.score
        from response
        cross join build
        cross join
            lateral(
                values
                    {%- for code, column in survey_elements().items() %}
                        ('{{ code }}', response.{{ column }})
                        {%- if not loop.last %},{% endif %}
                    {%- endfor %}
            ) as answer(element_code, score)
        where response.answered_on <= build.as_of_date and answer.score is not null
    ),

    -- An element that a sheet leaves blank is not answered; it is no zero.
    averaged as (
        select
            survey_id,
            element_code,
            count(*)::integer as answers,
            avg(score) as mean_score
        from answer
        group by survey_id, element_code
    )

select *
from averaged
