with
    predicate as (select * from {{ ref("predicate") }}),
    exam as (select * from {{ ref("service_exam_rule") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    discipline_kind as (select * from {{ ref("stg_reference__discipline_kind") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),
    award_kind as (select * from {{ ref("stg_reference__award_kind") }}),

    named as (
        select label_id, label_en
        from predicate
        union all
        select label_id, label_en
        from exam
        union all
        select name, name_en
        from education_level
        union all
        select name, name_en
        from position_level
        union all
        select name, name_en
        from discipline_kind
        union all
        select name, name_en
        from legal_status
        union all
        select name, name_en
        from award_kind
    ),

    wording as (
        select distinct on (label_id) label_id, label_en
        from named
        where label_en is not null
        order by label_id, label_en
    )

select *
from wording
