"""What to do about missing or doubtful data: which record to enter, with what is known of it, or which row to mend.

A mart names what is missing by a code; `Desk.find` takes that code and the mart's row, of which it uses `employee_id`
and, where it helps, the columns that ENTRIES name. A new code is one more line there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from admin.explanation.content import Remedy
from admin.explanation.records import Records
from admin.teller import Row, Teller


@dataclass(frozen=True)
class Entry:
    """A record to be entered: the sentence, the table, and what is known of it besides the employee.

    `fixed` holds values that are always the same, `copied` columns whose value stands in the mart's row.
    """

    sentence: str
    table: str
    fixed: Mapping[str, str] = field(default_factory=dict)
    copied: Mapping[str, str] = field(default_factory=dict)


NO_GRADE = Entry("Riwayat golongan belum tercatat. | No grade is on record.", "personnel.grade_record")
NO_POST = Entry(
    "Jabatan definitif belum tercatat; catat bila ada. | No definitive post is on record; enter it if there is one.",
    "personnel.assignment",
)
PASSED = "Bila sudah lulus, catat hasilnya. | If it has been passed, enter the result."

ENTRIES = {
    "GOLONGAN": NO_GRADE,
    "MASA_PANGKAT": NO_GRADE,
    "MKG": Entry(
        "Keputusan golongan dengan masa kerjanya belum tercatat. | "
        "The decree on the grade, with the service, is missing.",
        "personnel.grade_record",
    ),
    "JABATAN": NO_POST,
    "MASA_JABATAN": NO_POST,
    "KONTRAK": Entry(
        "Kontrak yang berlaku belum tercatat. | No contract in force is on record.", "personnel.pppk_contract"
    ),
    "ASESMEN_KOMPETENSI": Entry(
        "Hasil asesmen kompetensi yang masih berlaku belum tercatat. | "
        "No valid result of a competence assessment is on record.",
        "personnel.assessment_result",
    ),
    "ASESMEN_POTENSI": Entry(
        "Hasil asesmen potensi yang masih berlaku belum tercatat (kompetensi dikosongkan). | "
        "No valid result of a potential assessment is on record (leave the competency empty).",
        "personnel.assessment_result",
    ),
    "BELUM_DINILAI": Entry(
        "Tingkat kompetensi ini belum dinilai. | The level of this competency has not been assessed.",
        "personnel.assessment_result",
        copied={"competency_id": "competency_id"},
    ),
    "UJIAN_DINAS": Entry(PASSED, "personnel.service_exam", {"is_passed": "true"}, {"kind": "exam_code"}),
    "UPKP": Entry(PASSED, "personnel.service_exam", {"is_passed": "true", "kind": "UPKP"}),
    "UJIKOM": Entry(
        PASSED,
        "personnel.service_exam",
        {"is_passed": "true", "kind": "UJI_KOMPETENSI"},
        {"position_level_id": "exam_level_id"},
    ),
    "AK": Entry(
        "Riwayat angka kredit belum lengkap. | The record of credit is incomplete.",
        "personnel.credit_record",
        copied={"position_level_id": "credit_level_id"},
    ),
    "KGB": Entry(
        "Bila keputusan KGB sudah ada, catat. | If the decree on the increment is there, enter it.",
        "personnel.salary_increment",
        {"service_months": "0"},
        {"valid_from": "next_on", "service_years": "next_step_years"},
    ),
    "PELATIHAN": Entry(
        "Bila ada sertifikat yang belum tercatat, catat. | If a certificate is not on record yet, enter it.",
        "personnel.completion",
        copied={"training_kind_id": "training_kind_id"},
    ),
}

EXAMS = frozenset({"UJIAN_DINAS", "UPKP", "UJIKOM"})
# What is missing in a state, where a mart has no code for it.
MISSING_IN_STATE = {
    "SUDAH_WAKTUNYA": "KGB",
    "BELUM_DINILAI": "BELUM_DINILAI",
    "BELUM_DALAM_TENGGANG": "PELATIHAN",
    "BELUM_LEWAT_TENGGANG": "PELATIHAN",
}


class Desk:
    """Where remedies are found, in one language, from what is on record."""

    def __init__(self, teller: Teller, records: Records) -> None:
        self.teller = teller
        self.records = records

    def find(self, code: str, row: Row, year: int | None = None) -> tuple[Remedy, ...]:
        """Return what to do about `code`; nothing when no record would help.

        Args:
            year: the year that the missing record belongs to, where it has one.
        """
        employee = row["employee_id"]
        if employee not in self.records.holders:  # left or entered since the marts were built
            return ()
        match code:
            case "SKP" | "SKP_TIDAK_ADA" if year is not None:
                return (self._appraise(employee, year),)
            case "PREDIKAT_TIDAK_DIKENAL" if row.get("appraisal_id"):
                return (self._respell(row["appraisal_id"]),)
            case "PENDIDIKAN" | "PLAFON_PENDIDIKAN":
                return (self._recognise(employee),)
            case "JABATAN_IJAZAH":
                return (self._require_diploma(employee),)
        entry = ENTRIES.get(code)
        if entry is None:
            return ()
        copied = {name: row.get(source) for name, source in entry.copied.items()}
        if code == "KGB":
            copied["grade_id"] = self.records.grades.get(row["grade_code"])
        return (self._enter(entry.sentence, entry.table, employee_id=employee, **entry.fixed, **copied),)

    def find_for_check(self, check: Row) -> tuple[Remedy, ...]:
        """Return how the record that a condition of promotion lacks is entered, or where its result or evidence is."""
        requirement = check["requirement_code"]
        if check["state"] == "DATA_TIDAK_ADA":
            year = int(check["item"]) if check["item"].isdigit() else None
            is_credit = requirement == "AK"  # its evidence is the post, which is in order
            return (() if is_credit else self.mend(check)) or self.find(requirement, check, year)
        return self.find(requirement, check) if requirement in EXAMS else self.look(check)

    def find_for_row(self, row: Row) -> tuple[Remedy, ...]:
        """Return what to do about a row of any mart: enter what is missing, or look at the row it rests on."""
        if row.get("requirement_code"):
            return self.find_for_check(row)
        missing = row.get("missing") or [row.get("missing_code") or _name_missing(row)]
        year = row.get("year", row.get("performance_year"))
        found = tuple(remedy for code in missing if code for remedy in self.find(code, row, year))
        return found or self.look(row)

    def look(self, row: Row) -> tuple[Remedy, ...]:
        """Return the row that a verdict rests on, to be checked or mended; nothing when it names none."""
        return self._open_evidence(row, "Bukti yang dipakai. | The evidence.")

    def mend(self, row: Row) -> tuple[Remedy, ...]:
        """Return the row on record that keeps a verdict from being given; nothing when it names none."""
        sentence = "Datanya ada, tetapi belum lengkap atau keliru. | The record is there, but incomplete or wrong."
        return self._open_evidence(row, sentence)

    def enter_credit(self, gap: Row, sentence: str, kind: str, starts_on: date, ends_on: date | None) -> Remedy:
        """Return the remedy of entering credit of `kind` for the level and time of `gap`, told as `sentence`."""
        known = self._known(
            employee_id=gap["employee_id"],
            position_level_id=gap["credit_level_id"],
            kind=kind,
            period_from=starts_on,
            period_to=ends_on,
        )
        return Remedy(self.teller.say(sentence, starts=starts_on, ends=ends_on), "personnel.credit_record", None, known)

    def _enter(self, sentence: str, table: str, **values: object) -> Remedy:
        return Remedy(self.teller.say(sentence), table, None, self._known(**values))

    @staticmethod
    def _known(**values: object) -> dict[str, str]:
        return {name: str(value) for name, value in values.items() if value is not None}

    def _open(self, sentence: str, table: str, row: int) -> Remedy:
        place = table if "." in table else f"personnel.{table}"  # some marts name the table alone
        return Remedy(self.teller.say(sentence), place, row)

    def _open_evidence(self, row: Row, sentence: str) -> tuple[Remedy, ...]:
        if not row.get("evidence_table") or row.get("evidence_id") is None:
            return ()
        return (self._open(sentence, row["evidence_table"], row["evidence_id"]),)

    def _appraise(self, employee: int, year: int) -> Remedy:
        """Enter the annual appraisal of a year; first its cycle, or mend the appraisal that is there."""
        agency = self.records.holders[employee].agency_id
        cycle = self.records.cycles.get((agency, year))
        if cycle is None:
            return self._enter(
                f"Siklus kinerja tahunan {year} belum tercatat; catat dahulu, lalu penilaiannya. | "
                f"No annual performance cycle of {year} is on record; enter it first, then the appraisal.",
                "personnel.performance_cycle",
                agency_id=agency,
                year=year,
                kind="TAHUNAN",
                name=f"SKP {year}",
                starts_on=date(year, 1, 1),
                ends_on=date(year, 12, 31),
            )
        appraisal = self.records.appraisals.get((employee, cycle))
        if appraisal is not None:
            return self._open(
                f"Penilaian tahun {year} ada, tetapi predikatnya belum terbaca. | "
                f"The appraisal of {year} is there, but its predicate cannot be read.",
                "personnel.appraisal",
                appraisal,
            )
        return self._enter(
            f"Penilaian kinerja (SKP) tahun {year} belum tercatat. | The appraisal (SKP) of {year} is not on record.",
            "personnel.appraisal",
            employee_id=employee,
            performance_cycle_id=cycle,
        )

    def _respell(self, appraisal: int) -> Remedy:
        sentence = "Tulisan predikatnya tidak dikenali. | The spelling of the predicate is not recognised."
        return self._open(sentence, "personnel.appraisal", appraisal)

    def _recognise(self, employee: int) -> Remedy:
        """Enter a diploma, or the day on which one that is there was recognised."""
        holder = self.records.holders[employee]
        if holder.diploma_id is not None:
            return self._open(
                "Ijazahnya ada, tetapi tanggal pencantumannya kosong. | "
                "The diploma is there, but not the day of its recognition.",
                "personnel.education_record",
                holder.diploma_id,
            )
        return self._enter(
            "Ijazah yang diakui belum tercatat. | No recognised diploma is on record.",
            "personnel.education_record",
            person_id=holder.person_id,
        )

    def _require_diploma(self, employee: int) -> Remedy:
        """Enter which education the post asks for, or the post itself."""
        seat = self.records.holders[employee].seat_id
        if seat is None:
            return self._enter(NO_POST.sentence, NO_POST.table, employee_id=employee)
        return self._enter(
            "Syarat pendidikan jabatan sekarang belum tercatat. | "
            "The education that the present post asks for is not on record.",
            "personnel.seat_requirement",
            seat_id=seat,
            kind="PENDIDIKAN",
        )


def _name_missing(row: Row) -> str | None:
    """Return what a row lacks by its state alone."""
    state = row.get("status_code") or row.get("state_code")
    if state == "DATA_TIDAK_LENGKAP" and "contract_number" in row:
        return "KONTRAK"
    return MISSING_IN_STATE.get(state or "")
