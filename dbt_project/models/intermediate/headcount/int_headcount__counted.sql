with
    stay as (select * from {{ ref("int_headcount__stay") }}),
    months as (select * from {{ ref("int_headcount__month") }}),

    present as (
        select
            stay.agency_id,
            stay.unit_id,
            months.month_from,
            count(*) filter (where stay.starts_on < months.month_from) as opening,
            count(*) filter (where stay.ends_on >= months.month_to) as closing,
            count(*) filter (
                where stay.ends_on >= months.month_to and stay.scheme = 'PNS'
            ) as closing_pns
        from stay
        inner join
            months
            on stay.starts_on < months.month_to
            and stay.ends_on >= months.month_from
        group by stay.agency_id, stay.unit_id, months.month_from
    ),

    arrived as (
        select
            stay.agency_id,
            stay.unit_id,
            months.month_from,
            count(*) filter (where stay.is_hired) as hired,
            count(*) filter (where not stay.is_hired) as moved_in
        from stay
        inner join
            months
            on stay.starts_on >= months.month_from
            and stay.starts_on < months.month_to
        group by stay.agency_id, stay.unit_id, months.month_from
    ),

    departed as (
        select
            stay.agency_id,
            stay.unit_id,
            months.month_from,
            count(*) filter (where stay.is_last) as leavers,
            count(*) filter (
                where stay.is_last and stay.termination_kind in ('BUP', 'PENSIUN_DINI')
            ) as left_pension,
            count(*) filter (where not stay.is_last) as moved_out
        from stay
        inner join
            months
            on stay.ends_on >= months.month_from
            and stay.ends_on < months.month_to
        group by stay.agency_id, stay.unit_id, months.month_from
    ),

    counted as (
        select
            present.agency_id,
            present.unit_id,
            present.month_from,
            present.opening::integer as opening,
            coalesce(arrived.hired, 0)::integer as hired,
            coalesce(arrived.moved_in, 0)::integer as moved_in,
            coalesce(departed.leavers, 0)::integer as leavers,
            coalesce(departed.left_pension, 0)::integer as left_pension,
            coalesce(departed.moved_out, 0)::integer as moved_out,
            present.closing::integer as closing,
            present.closing_pns::integer as closing_pns
        from present
        left join arrived using (agency_id, unit_id, month_from)
        left join departed using (agency_id, unit_id, month_from)
    )

select *
from counted
