with
    build as (select * from {{ ref("int_build") }}),
    issue as (select * from {{ ref("data_quality_issue") }}),
    rule as (select * from {{ ref("stg_reference__quality_rule") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    closure as (select * from {{ ref("int_unit__closure") }}),
    history as (select * from {{ ref("stg_stewardship__quality_issue") }}),

    -- What was on record by that day and is not found any more, closed until then or by
    -- this build.
    gone as (
        select history.unit_id, rule.code as rule_code
        from history
        cross join build
        inner join rule on history.quality_rule_id = rule.quality_rule_id
        left join
            issue
            on rule.code = issue.rule_code
            and history.row_id = issue.row_id
            and history.item = issue.item
        where
            issue.rule_code is null
            and history.first_seen_on <= build.as_of_date
            and coalesce(history.closed_on <= build.as_of_date, true)
    ),

    gathered as (
        select unit_id, rule_code, is_excused, blocks, age_days, true as is_present
        from issue

        union all

        select unit_id, rule_code, false, 0, null, false
        from gone
    ),

    counted as (
        select
            closure.ancestor_id as unit_id,
            gathered.rule_code,
            count(*) filter (where is_present and not is_excused) as open,
            count(*) filter (
                where is_present and not is_excused and closure.depth = 0
            ) as open_in_unit,
            count(*) filter (where is_present and is_excused) as excused,
            count(*) filter (where not is_present) as closed,
            sum(blocks) filter (where not is_excused) as blocks,
            max(age_days) filter (where not is_excused) as oldest_days,
            percentile_disc(0.5) within group (order by age_days) filter (
                where is_present and not is_excused
            ) as median_days
        from gathered
        inner join closure on gathered.unit_id = closure.descendant_id
        group by closure.ancestor_id, gathered.rule_code
    ),

    data_quality as (
        select
            counted.unit_id,
            counted.rule_code,
            unit.agency_id,
            unit.name::text as unit_name,
            unit.parent_id as parent_unit_id,
            unit.parent_id is null as is_root,
            rule.name::text as rule_label_id,
            coalesce(rule.name_en, rule.name)::text as rule_label_en,
            rule.severity as severity_code,
            {{ severity_label("rule.severity", "id") }} as severity_label_id,
            {{ severity_label("rule.severity", "en") }} as severity_label_en,
            counted.open::integer as open,
            counted.open_in_unit::integer as open_in_unit,
            counted.excused::integer as excused,
            counted.closed::integer as closed,
            coalesce(counted.blocks, 0)::integer as blocks,
            counted.oldest_days::integer as oldest_days,
            counted.median_days::integer as median_days,
            build.as_of_date,
            build.build_id
        from counted
        cross join build
        inner join unit on counted.unit_id = unit.unit_id
        inner join rule on counted.rule_code = rule.code
    )

select *
from data_quality
