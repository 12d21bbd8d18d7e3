with
    build as (select * from {{ ref("int_build") }}),
    found as (select * from {{ ref("int_quality__found") }}),
    employment as (select * from {{ ref("int_quality__employment") }}),
    rule as (select * from {{ ref("stg_reference__quality_rule") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    history as (
        select
            quality_rule_id,
            row_id,
            item,
            first_seen_on,
            case when closed_on is null then opened_on end as opened_on,
            excused_until
        from {{ ref("stg_stewardship__quality_issue") }}
    ),
    condition as (select * from {{ ref("promotion_check") }}),
    gap as (select * from {{ ref("data_gap") }}),

    asked as (
        select
            found.*,
            rule.table_name,
            lacking.code,
            (found.detail ->> 'year')::integer as year
        from found
        inner join rule on found.rule_code = rule.code
        cross join string_to_table(rule.missing_codes, ' ') as lacking(code)
    ),

    blocked as (
        select
            asked.rule_code,
            asked.row_id,
            asked.item,
            gap.mart,
            gap.mart_row,
            gap.employee_id
        from asked
        inner join
            gap on asked.employee_id = gap.employee_id and asked.code = gap.missing_code
        where asked.year is null or gap.year in (0, asked.year)

        union

        -- A seat holds back whoever sits in it.
        select
            asked.rule_code,
            asked.row_id,
            asked.item,
            gap.mart,
            gap.mart_row,
            gap.employee_id
        from asked
        inner join gap on asked.row_id = gap.seat_id and asked.code = gap.missing_code
        where asked.table_name = 'personnel.seat'

        union

        -- A condition that is not met because of the doubtful record itself.
        select
            found.rule_code,
            found.row_id,
            found.item,
            'promotion_readiness',
            condition.path_code,
            condition.employee_id
        from found
        inner join rule on found.rule_code = rule.code
        inner join
            condition
            on rule.table_name = condition.evidence_table
            and found.row_id = condition.evidence_id
    ),

    counted as (
        select rule_code, row_id, item, mart, count(*)::integer as mart_rows
        from blocked
        group by rule_code, row_id, item, mart
    ),

    summed as (
        select
            rule_code,
            row_id,
            item,
            sum(mart_rows)::integer as blocks,
            jsonb_object_agg(mart, mart_rows) as blocked_marts
        from counted
        group by rule_code, row_id, item
    ),

    data_quality_issue as (
        select
            found.rule_code,
            found.row_id,
            found.item,
            coalesce(unit.agency_id, employment.agency_id, found.row_id) as agency_id,
            found.unit_id,
            unit.name::text as unit_name,
            found.employee_id,
            employment.nip::text as nip,
            employment.person_name::text as person_name,
            rule.name::text as rule_label_id,
            coalesce(rule.name_en, rule.name)::text as rule_label_en,
            rule.severity as severity_code,
            {{ severity_label("rule.severity", "id") }} as severity_label_id,
            {{ severity_label("rule.severity", "en") }} as severity_label_en,
            rule.table_name::text as table_name,
            rule.column_name::text as column_name,
            coalesce(summed.blocks, 0) as blocks,
            coalesce(summed.blocked_marts, '{}') as blocked_marts,
            -- An issue on record comes back as the same one, opened anew; a build of an
            -- earlier day sees it on that day.
            least(history.first_seen_on, build.as_of_date) as first_seen_on,
            least(history.opened_on, build.as_of_date) as opened_on,
            build.as_of_date - least(history.opened_on, build.as_of_date) as age_days,
            coalesce(history.excused_until >= build.as_of_date, false) as is_excused,
            history.excused_until,
            build.as_of_date,
            build.build_id
        from found
        cross join build
        inner join rule on found.rule_code = rule.code
        left join unit on found.unit_id = unit.unit_id
        left join employment on found.employee_id = employment.employee_id
        left join summed using (rule_code, row_id, item)
        left join
            history
            on rule.quality_rule_id = history.quality_rule_id
            and found.row_id = history.row_id
            and found.item = history.item
    )

select *
from data_quality_issue
