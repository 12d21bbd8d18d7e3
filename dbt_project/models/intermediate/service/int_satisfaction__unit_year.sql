with
    index as (
        select *
        from {{ ref("int_survey__index") }}
        where is_finished and ikm is not null
    ),
    closure as (select * from {{ ref("int_unit__closure") }}),

    -- Every survey has one part in the plain mean, and as many as it has answers in
    -- the weighted one.
    averaged as (
        select
            index.agency_id,
            closure.ancestor_id as unit_id,
            extract(year from index.ends_on)::integer as year,
            count(*)::integer as surveys,
            count(*) filter (where index.sample_code = 'CUKUP')::integer
            as surveys_enough,
            count(distinct index.service_point_id)::integer as service_points,
            sum(index.respondents)::integer as respondents,
            round(
                round(sum(index.ikm * index.respondents) / sum(index.respondents), 8), 2
            ) as ikm_weighted,
            round(round(avg(index.ikm), 8), 2) as ikm_unweighted
        from index
        inner join closure on index.unit_id = closure.descendant_id
        group by index.agency_id, closure.ancestor_id, extract(year from index.ends_on)
    )

select *
from averaged
