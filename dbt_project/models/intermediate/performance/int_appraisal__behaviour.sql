with
    build as (select * from {{ ref("int_build") }}),
    rating as (select * from {{ ref("stg_personnel__behaviour_rating") }}),
    label as (select * from {{ ref("performance_label") }}),

    gathered as (
        select
            rating.appraisal_id,
            count(*)::integer as values_rated,
            count(*) filter (where rating.rating = 'DI_BAWAH')::integer as values_below,
            string_agg(value_label.label_id, '; ' order by value_label.label_id) filter (
                where rating.rating = 'DI_BAWAH'
            ) as values_below_names_id,
            string_agg(value_label.label_en, '; ' order by value_label.label_en) filter (
                where rating.rating = 'DI_BAWAH'
            ) as values_below_names_en
        from rating
        cross join build
        left join {{ label_as("value_label", "NILAI_DASAR", "rating.core_value") }}
        group by rating.appraisal_id
    )

select *
from gathered
