"""The balance of annual and long leave, year by year, and the rows of the ledger that make it up."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from admin.explanation.content import BAD, GOOD, QUIET, Fact, Reason, Remedy, Section
from admin.explanation.law import cite
from admin.explanation.remedies import Desk
from admin.explanation.source import Source
from admin.explanation.wording import lower, tell_facts
from admin.teller import Row, Teller

TONES = {"BERSISA": GOOD, "MELEBIHI": BAD}
BALANCES = """
    SELECT balance.* FROM {marts}.leave_balance AS balance
    WHERE balance.nip = :nip ORDER BY balance.leave_kind_code DESC, balance.year DESC
"""
# A ledger is only ever added to: what a build has read of it still stands there.
ENTRIES = """
    SELECT entry.id, entry.leave_year, entry.entered_on, entry.entry, entry.days, request.starts_on, request.ends_on
    FROM personnel.leave_ledger AS entry
    LEFT JOIN personnel.leave_request AS request ON request.id = entry.leave_request_id
    WHERE entry.id = ANY(:ids) ORDER BY entry.entered_on, entry.id
"""
# What each kind of entry does to the balance; PAKAI takes days, the others give them back or put them off.
KINDS = {
    "SALDO_AWAL": "saldo awal | opening balance",
    "KOREKSI": "koreksi | correction",
    "PAKAI": "diambil | taken",
    "BATAL": "dibatalkan, dikembalikan | cancelled, given back",
    "TANGGUH": "ditangguhkan ke tahun berikutnya | deferred to the next year",
}


def tell_leave(source: Source, desk: Desk, nip: str) -> Iterator[Section]:
    """Tell every kind of leave that has a balance, its years from the newest on."""
    balances = source.all(BALANCES, nip=nip)
    listed = [key for balance in balances for key in balance["ledger_ids"] or ()]
    entries = {row["id"]: row for row in source.all(ENTRIES, ids=listed)} if listed else {}
    for kind, years in groupby(balances, key=lambda balance: balance["leave_kind_code"]):
        yield _tell_kind(desk, kind, list(years), entries)


def _tell_kind(desk: Desk, kind: str, years: Sequence[Row], entries: dict[int, Row]) -> Section:
    teller, newest = desk.teller, years[0]
    return Section(
        code=f"cuti_{kind.lower()}",
        title=teller.read(newest, "leave_kind_label"),
        verdict=teller.say(
            "Sisa {left} hari tahun {year} | {left} days left of {year}", left=newest["left_days"], year=newest["year"]
        ),
        tone=TONES.get(newest["status_code"], QUIET),
        sentences=(
            teller.say(
                "Sisa ialah hak tahun itu ditambah bawaan, dikurangi yang terpakai dan yang menunggu putusan. | "
                "What is left is the right of the year and what is carried over, less what is used and not decided."
            ),
        ),
        facts=tell_facts(
            teller,
            ("Berhak sejak | Entitled from", newest["entitled_on"]),
            ("Dasar hukum | Legal basis", cite(teller, newest)),
        ),
        reasons=tuple(_tell_year(desk, balance, entries) for balance in years),
    )


def _tell_year(desk: Desk, balance: Row, entries: dict[int, Row]) -> Reason:
    teller = desk.teller
    behind = [entries[key] for key in balance["ledger_ids"] or () if key in entries]
    return Reason(
        title=str(balance["year"]),
        state=lower(teller.read(balance, "status_label")),
        sentence=_add_up(teller, balance),
        facts=(
            *tell_facts(
                teller,
                ("Dasar bawaan | Ground of what is carried", teller.read(balance, "carry_label")),
                ("Ditangguhkan (hari) | Deferred (days)", balance["deferred_days"] or None),
            ),
            *(_tell_entry(teller, entry) for entry in behind),
        ),
        remedies=tuple(
            Remedy(
                teller.say("Baris buku cuti {day}. | The ledger row of {day}.", day=entry["entered_on"]),
                "personnel.leave_ledger",
                entry["id"],
            )
            for entry in behind
        ),
    )


def _add_up(teller: Teller, balance: Row) -> str:
    return teller.say(
        "Hak {own} hari ditambah bawaan {carried}, dikurangi terpakai {used} dan menunggu {pending}: "
        "sisa {left} hari. | "
        "{own} days of its own and {carried} carried over, less {used} used and {pending} not decided: "
        "{left} days left.",
        own=balance["own_days"],
        carried=balance["carried_days"],
        used=balance["used_days"],
        pending=balance["pending_days"],
        left=balance["left_days"],
    )


def _tell_entry(teller: Teller, entry: Row) -> Fact:
    told = f"{teller.say(KINDS[entry['entry']])}: {_count(teller, entry['days'])}"
    if entry["starts_on"] is not None:
        told += f" ({teller.write(entry['starts_on'])} - {teller.write(entry['ends_on'])})"
    return Fact(teller.say("Dibukukan {day} | Booked {day}", day=entry["entered_on"]), told)


def _count(teller: Teller, days: int) -> str:
    return teller.say("{days} hari | {days} days", days=f"{days:+d}" if days else "0")
