"""An office on the edges of the law of appointments, and what is told of each decision there, typed by hand."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import psycopg
from oracle_calendar import add_years
from oracle_facts import Agency, Appraisal, Cycle, Employee, Punishment, Seat, StatusRow, Title, Unit
from oracle_merit import LAW_BEGINS, POSTS
from population_codes import CLTN
from population_edges_officials import READY, SEATS, SUSPENDED, appraise, make_cycles, make_official, with_person
from population_facts import load_agencies
from population_merit import insert_row
from population_rows import store_agencies

READY_ON = date(2024, 12, 31)
FULL_LIST = 21  # one more than a list names
ROOT = 1
DAY = timedelta(days=1)
SINCE = LAW_BEGINS - 30 * DAY
# A second and a third cycle of 2016: one ends with the first, one on the day of the decisions.
CYCLES = {
    "same_end": Cycle(20168, "TAHUNAN", 2016, date(2016, 1, 2), date(2016, 12, 31)),
    "late_end": Cycle(20169, "TAHUNAN", 2016, date(2016, 1, 3), LAW_BEGINS),
}


@dataclass(frozen=True)
class Edge:
    """Somebody who is chosen for a post at a level, and what is told of it in Indonesian and English."""

    employee: Employee
    level: str
    decided_on: date = LAW_BEGINS
    told: tuple[str | None, str | None] = (None, None)


def _make_ready(level: str, name: str, **facts: Any) -> Employee:
    """Return who has all that the law asks for a post at the level on its first day, to the day."""
    employee = READY[POSTS[level].path](LAW_BEGINS).employee
    return replace(employee, **facts, person=replace(employee.person, name=name))


def _make_leader(name: str, **facts: Any) -> Employee:
    return make_official(LAW_BEGINS, name, "III.b", grade="IV/a", **facts)


def _make_late() -> Employee:
    """Return who turned 56 the day before."""
    employee = _make_ready("II.b", "Tepi usia")
    return with_person(employee, born_on=employee.person.born_on - DAY)


def _appraise(year: int, predicate: str, **more: str) -> tuple[Appraisal, ...]:
    rows = [replace(row, predicate=predicate) if row.cycle_id == year else row for row in appraise(LAW_BEGINS, "BAIK")]
    return (*rows, *(Appraisal(cycle.id, more[name]) for name, cycle in CYCLES.items() if name in more))


FIRST = (
    *(Edge(_make_ready(level, f"Tepi {level}"), level) for level in POSTS),
    *(Edge(make_official(LAW_BEGINS, f"Tepi {level} kemarin"), level, LAW_BEGINS - DAY) for level in POSTS),
)
SHORT = (
    Edge(
        _make_late(),
        "II.b",
        told=(
            "Batas usia pengangkatan lewat sesudah 6 April 2017; paling awal diangkat 7 April 2017.",
            "The age limit passes after 6 April 2017; the earliest appointment is on 7 April 2017.",
        ),
    ),
    Edge(
        make_official(LAW_BEGINS, "Tepi tiga tahun", "JF_MAHIR", months_in_post=36),
        "IV.a",
        told=(
            "Pengalaman jabatan baru 36 dari 48 bulan; terpenuhi pada 7 April 2018.",
            "Experience in posts is 36 of 48 months; it is reached on 7 April 2018.",
        ),
    ),
    Edge(
        make_official(LAW_BEGINS, "Tepi tanpa pengalaman", "JF_AHLI_UTAMA"),
        "IV.a",
        told=(
            "Pengalaman jabatan baru 0 dari 48 bulan; terpenuhi pada 7 April 2021.",
            "Experience in posts is 0 of 48 months; it is reached on 7 April 2021.",
        ),
    ),
    Edge(
        make_official(LAW_BEGINS, "Tepi tanpa riwayat", None),
        "II.b",
        told=(
            "Riwayat jabatan belum tercatat. Riwayat jabatan belum tercatat.",
            "No post is on record. No post is on record.",
        ),
    ),
    Edge(_make_ready("IV.b", "Tepi dua penilaian", appraisals=_appraise(2016, "KURANG", same_end="BAIK")), "IV.b"),
    Edge(
        _make_ready("IV.b", "Tepi siklus", appraisals=_appraise(2016, "BAIK", late_end="KURANG")),
        "IV.b",
        told=(
            "Predikat SKP tahun 2016 ialah Kurang; syaratnya paling rendah Baik. Paling awal terpenuhi pada"
            " 1 Januari 2019, bila SKP tahun-tahun berikutnya memenuhi syarat.",
            "The SKP predicate of 2016 is Poor; at least Good is required. This can be met on 1 January 2019 at the"
            " earliest, if the SKP of the years to come are good enough.",
        ),
    ),
)
BARRED = (
    Edge(
        _make_leader(
            "Tepi hukuman sedang",
            punishments=(
                Punishment("POTONG_TPP_6", "SEDANG", "FINAL", SINCE, date(2017, 6, 1)),
                Punishment("POTONG_TPP_9", "SEDANG", "FINAL", SINCE, date(2017, 9, 1)),
            ),
        ),
        "III.a",
        told=(
            "Sedang menjalani hukuman disiplin sedang: Pemotongan tunjangan kinerja 25% selama 9 bulan, sampai"
            " 1 September 2017.",
            "Serving a medium disciplinary punishment: Performance allowance cut by 25% for 9 months, until"
            " 1 September 2017.",
        ),
    ),
    Edge(
        _make_leader("Tepi hukuman berat", punishments=(Punishment("TURUN_JABATAN_12", "BERAT", "FINAL", SINCE),)),
        "III.a",
        told=(
            "Sedang menjalani hukuman disiplin berat: Penurunan jabatan setingkat lebih rendah selama 12 bulan, tanpa"
            " tanggal akhir.",
            "Serving a heavy disciplinary punishment: Position one level lower for 12 months, with no end date.",
        ),
    ),
    Edge(
        _make_leader("Tepi skors", statuses=(StatusRow(SUSPENDED, SINCE, date(2017, 8, 1)),)),
        "III.a",
        told=(
            "Kedudukan hukum menghalangi: Pemberhentian sementara, sampai 1 Agustus 2017.",
            "Barred by legal status: Suspended, until 1 August 2017.",
        ),
    ),
    Edge(
        _make_leader("Tepi cuti", statuses=(StatusRow(CLTN, SINCE),)),
        "III.a",
        told=(
            "Sedang cuti di luar tanggungan negara tanpa tanggal akhir.",
            "On unpaid leave (CLTN) with no end date.",
        ),
    ),
    Edge(
        with_person(_make_leader("Tepi pensiun"), born_on=add_years(LAW_BEGINS.replace(month=3, day=1), -58)),
        "III.a",
        told=(
            "Pensiun mulai 1 April 2017, sebelum TMT paling awal 7 April 2017.",
            "Retires from 1 April 2017, before the earliest date 7 April 2017.",
        ),
    ),
)
EDGES = (*FIRST, *SHORT, *BARRED)
TOLD = {edge.employee.person.name: edge.told for edge in EDGES}


def store_edges(url: str) -> None:
    """Write the office beside others: its decisions, and one open seat for which one too many is ready."""
    store_agencies(url, [_make_office()])
    office = load_agencies(url)[-1]
    seats = {seat.title.level: seat.id for seat in office.seats}
    people = {employee.person.name: employee.id for employee in office.employees}
    with psycopg.connect(url) as connection:
        for place, edge in enumerate(EDGES):
            opened_on = edge.decided_on - (30 + 2 * place) * DAY  # another one for each decision
            vacancy = insert_row(
                connection, "vacancy", seat_id=seats[edge.level], method="SELEKSI_INTERNAL", opened_on=opened_on
            )
            candidate = insert_row(
                connection, "candidate", vacancy_id=vacancy, employee_id=people[edge.employee.person.name],
                registered_on=opened_on,
            )  # fmt: skip
            insert_row(
                connection, "appointment_decision", candidate_id=candidate, decided_on=edge.decided_on,
                reason="Terbaik",
            )  # fmt: skip


def _make_office() -> Agency:
    listed = [READY["JABATAN_PENGAWAS"](READY_ON).employee] * FULL_LIST
    everybody = enumerate([*(edge.employee for edge in EDGES), *listed], start=1)
    people = [replace(each, id=place, person=replace(each.person, id=place)) for place, each in everybody]
    seats = tuple(Seat(place, ROOT, Title(place, level)) for level, place in SEATS.items())
    cycles = {cycle.id: cycle for day in (LAW_BEGINS, READY_ON) for cycle in make_cycles(day)}
    return Agency(0, (Unit(ROOT, None),), seats, (*cycles.values(), *CYCLES.values()), (), tuple(people))
