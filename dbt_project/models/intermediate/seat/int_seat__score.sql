with
    part as (select * from {{ ref("int_seat__part") }}),

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
            ) as missing
        from part
        group by profile_id, employee_id
    )

select *
from summed
