with
    part as (select * from {{ ref("int_seat__part") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    last_year as (
        select * from {{ ref("int_performance__population") }} where full_years_back = 0
    ),
    talent as (select * from {{ ref("int_talent__box") }}),
    duk as (select * from {{ ref("int_employee__duk_ranked") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'readiness_list_length'
    ),

    -- What is not known earns nothing; `score_possible` is reached if all of it turned
    -- out well. Six decimals, lest a third decide about a tie.
    summed as (
        select
            profile_id,
            employee_id,
            bool_or(is_barring) as is_barred,
            round(sum(weight * coalesce(points, 0)) / nullif(sum(weight), 0), 6) as score,
            round(
                sum(weight * coalesce(points, 100)) / nullif(sum(weight), 0), 6
            ) as score_possible,
            {%- for code, name in readiness_parts().items() %}
                max(points) filter (where part_code = '{{ code }}') as {{ name }}_points,
                max(weight) filter (where part_code = '{{ code }}') as {{ name }}_weight,
            {%- endfor %}
            array_agg(part_code order by ordinal) filter (
                where state in ('SEBAGIAN', 'TIDAK_SESUAI')
            ) as gaps,
            array_agg(part_code order by ordinal) filter (
                where state = 'BELUM_ADA_DATA'
            ) as missing,
            count(*) over (partition by profile_id)::integer as lawful_count
        from part
        group by profile_id, employee_id
    ),

    ranked as (
        select
            summed.*,
            state.agency_id,
            talent.box,
            talent.talent_score,
            count(*) over (partition by summed.profile_id)::integer as pool_size,
            row_number() over (
                partition by summed.profile_id
                order by
                    summed.score desc nulls last,
                    talent.box desc nulls last,
                    round(talent.talent_score, 6) desc nulls last,
                    duk.rank_agency asc nulls last,
                    state.nip
            )::integer as rank
        from summed
        inner join state using (employee_id)
        left join last_year using (employee_id)
        left join
            talent
            on last_year.employee_id = talent.employee_id
            and last_year.year = talent.year
        left join duk on summed.employee_id = duk.employee_id
        where not summed.is_barred
    ),

    -- Seats times people would grow with the square of a city: the best of each pool.
    listed as (
        select ranked.*
        from ranked
        inner join parameter using (agency_id)
        where ranked.rank <= parameter.number
    )

select *
from listed
