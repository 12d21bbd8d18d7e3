with
    build as (select * from {{ ref("int_build") }}),
    observation_date as (select * from {{ ref("int_observation_date") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    population as (select * from {{ ref("int_performance__population") }}),
    judged as (select * from {{ ref("int_performance__year") }}),
    decision as (select * from {{ ref("int_merit__decision") }}),
    standing as (select * from {{ ref("int_merit__standing") }}),
    award as (select * from {{ ref("stg_personnel__award") }}),
    award_kind as (select * from {{ ref("stg_reference__award_kind") }}),
    service_award as (select * from {{ ref("service_award") }}),
    predicate as (select * from {{ ref("predicate") }}),

    -- Looked at are the last two full years and what has passed of this one.
    span as (
        select make_date(year, 1, 1) as since
        from observation_date
        where full_years_back = 1
    ),

    topped as (
        select
            population.employee_id,
            count(*) filter (where judged.predicate_code = 'SANGAT_BAIK') = 2 as is_top
        from population
        inner join judged using (employee_id, year)
        where population.full_years_back <= 1
        group by population.employee_id
    ),

    -- Decorations for years of service reward no work.
    honoured as (
        select award.employee_id, award.awarded_on as given_on
        from award
        inner join award_kind using (award_kind_id)
        cross join build
        cross join span
        left join
            service_award
            on award_kind.code = service_award.award_kind_code
            and {{ in_force("service_award", "award.awarded_on") }}
        where
            award.awarded_on between span.since and build.as_of_date
            and service_award.award_kind_code is null
    ),

    appointed as (
        select decision.employee_id, decision.decided_on as given_on
        from decision
        cross join span
        where decision.decided_on >= span.since
    ),

    passed as (
        select
            standing.employee_id,
            count(*)::integer as times,
            max(standing.decided_on) as last_on
        from standing
        cross join span
        where standing.is_passed_over and standing.decided_on >= span.since
        group by standing.employee_id
    ),

    rewarded as (
        select *
        from honoured
        union all
        select *
        from appointed
    ),

    -- What was given the year after work that was below Baik.
    undeserved as (
        select distinct
            on (rewarded.employee_id)
            rewarded.employee_id,
            rewarded.given_on,
            judged.predicate_label_id,
            judged.predicate_label_en
        from rewarded
        inner join
            judged
            on rewarded.employee_id = judged.employee_id
            and extract(year from rewarded.given_on)::integer - 1 = judged.year
        inner join predicate on predicate.predicate_code = 'BAIK'
        where judged.predicate_ordinal < predicate.ordinal
        order by rewarded.employee_id, rewarded.given_on desc
    ),

    gathered as (
        select
            state.employee_id,
            span.since,
            coalesce(topped.is_top, false) as is_top,
            honour.last_on as awarded_on,
            case
                when
                    state.scheme = 'PNS'
                    and state.grade_from >= span.since
                    and state.grade_from > state.appointed_on
                then state.grade_from
            end as promoted_on,
            appointment.last_on as chosen_on,
            coalesce(passed.times, 0) as times_passed_over,
            passed.last_on as passed_over_on,
            undeserved.given_on as undeserved_on,
            undeserved.predicate_label_id,
            undeserved.predicate_label_en
        from state
        cross join span
        left join topped using (employee_id)
        left join
            (
                select employee_id, max(given_on) as last_on
                from honoured
                group by employee_id
            ) as honour using (employee_id)
        left join
            (
                select employee_id, max(given_on) as last_on
                from appointed
                group by employee_id
            ) as appointment using (employee_id)
        left join passed using (employee_id)
        left join undeserved using (employee_id)
    ),

    found as (
        select gathered.*, gap.gap_code
        from gathered
        cross join
            lateral
            (
                values
                    ('DILEWATI', passed_over_on >= coalesce(chosen_on, passed_over_on)),
                    (
                        'BELUM_DIAKUI',
                        is_top and num_nonnulls(awarded_on, promoted_on, chosen_on) = 0
                    ),
                    ('TANPA_DASAR', undeserved_on is not null)
            ) as gap(gap_code, is_found)
        where gap.is_found
    )

select *
from found
