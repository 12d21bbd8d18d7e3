with
    build as (select * from {{ ref("int_build") }}),
    ledger as (select * from {{ ref("stg_personnel__leave_ledger") }}),
    request as (select * from {{ ref("stg_personnel__leave_request") }}),
    kind as (select * from {{ ref("stg_reference__leave_kind") }}),

    booked as (
        select
            ledger.employee_id,
            kind.code as leave_kind_code,
            ledger.leave_year as year,
            coalesce(
                - sum(ledger.days) filter (
                    where ledger.entry in ('PAKAI', 'BATAL', 'KOREKSI')
                ),
                0
            )::integer as used_days,
            coalesce(
                sum(ledger.days) filter (where ledger.entry = 'TANGGUH'), 0
            )::integer as deferred_days,
            coalesce(
                sum(ledger.days) filter (where ledger.entry = 'SALDO_AWAL'), 0
            )::integer as opening_days,
            min(
                coalesce(request.granted_from, request.starts_on, ledger.entered_on)
            ) filter (
                where
                    ledger.entry = 'PAKAI'
                    and coalesce(request.status, 'DIPUTUS') <> 'DIBATALKAN'
            ) as first_on,
            array_agg(
                ledger.leave_ledger_id order by ledger.leave_ledger_id
            ) as ledger_ids
        from ledger
        cross join build
        inner join kind on ledger.leave_kind_id = kind.leave_kind_id
        left join request on ledger.leave_request_id = request.leave_request_id
        where ledger.entered_on <= build.as_of_date
        group by ledger.employee_id, kind.code, ledger.leave_year
    )

select *
from booked
