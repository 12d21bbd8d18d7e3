"""The desk at which people are entered whose records are in order but for what is asked."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from scenario import Writer

YEARS = (2023, 2024, 2025)


@dataclass
class Someone:
    """A person with one employment, and the rows that tests change."""

    person: int
    employee: int
    post: int | None = None
    grade: int | None = None
    diploma: int | None = None
    appraisals: dict[int, int] = field(default_factory=dict)


class Registrar(Writer):
    """Writes people whose records are in order but for what is asked."""

    def open_office(self) -> None:
        """Write the agency, its units, seats and annual cycles."""
        region = self.insert("reference.region", code="99.71", name="Kota Contoh", kind="KOTA")
        self.office = self.insert(
            "personnel.agency", code="KOTA", name="Kota Contoh", kind="KOTA", head_title="Wali Kota", region_id=region
        )
        self.unit_id = self.unit(self.office, "DINAS", self.unit(self.office, "KOTA"))
        self.unit(self.office, "TAMBAHAN")
        self.staff_seat = self.ask_diploma(self.seat(self.unit_id, "PELAKSANA"))
        self.cycles = {year: self.cycle(year) for year in YEARS}

    def cycle(self, year: int) -> int:
        return self.insert(
            "personnel.performance_cycle", agency_id=self.office, year=year, kind="TAHUNAN", name=f"SKP {year}",
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
        )  # fmt: skip

    def ask_diploma(self, seat: int, since: date = date(2000, 1, 1), until: date | None = None) -> int:
        self.insert(
            "personnel.seat_requirement", seat_id=seat, kind="PENDIDIKAN", education_level__code="SLTA",
            valid_from=since, valid_to=until,
        )  # fmt: skip
        return seat

    def hire(
        self,
        *,
        scheme: str = "PNS",
        born: date = date(1985, 5, 5),
        appointed: date = date(2010, 1, 1),
        sex: str = "L",
        nip_born: date | None = None,
        nip_appointed: date | None = None,
        nik_born: date | None = None,
        nik_plus: int | None = None,
        nik_region: str = "997101",
        has_nik: bool = True,
        permanent: date | bool | None = True,
        grade: str | None = "III/a",
        diploma: str | None = "S1",
        seat: int | None = None,
        has_post: bool = True,
        post_from: date | None = None,
        skip_years: tuple[int, ...] = (),
        contracts: tuple[tuple[date, date], ...] = ((date(2021, 1, 1), date(2029, 1, 1)),),
        name: str = "",
    ) -> Someone:
        """Write a person in order: NIK, NIP, grade, diploma, post, appraisals, contract of a PPPK."""
        serial = next(self.serial)
        if scheme == "PPPK" and appointed == date(2010, 1, 1):
            appointed = date(2021, 1, 1)
        nik_day = nik_born or born
        plus = nik_plus if nik_plus is not None else (40 if sex == "P" else 0)
        nik = f"{nik_region}{nik_day.day + plus:02d}{nik_day:%m%y}{serial:04d}"
        start = nip_appointed or appointed
        middle = f"{start:%Y%m}" if scheme == "PNS" else f"{start:%Y}21"
        nip = f"{nip_born or born:%Y%m%d}{middle}{1 if sex == 'L' else 2}{serial:03d}"
        person = self.insert(
            "personnel.person", name=name or f"Orang {serial}", sex=sex, born_on=born, nik=nik if has_nik else None
        )
        if permanent is True:
            permanent = appointed + timedelta(days=365) if scheme == "PNS" else None
        employee = self.insert(
            "personnel.employee", person_id=person, agency_id=self.office, nip=nip, employment_type__code=scheme,
            appointed_on=appointed, permanent_on=permanent or None,
        )  # fmt: skip
        someone = Someone(person, employee)
        if scheme == "PPPK":
            grade = "IX" if grade == "III/a" else grade
            for since, until in contracts:
                self.contract(employee, since.isoformat(), until.isoformat())
        if grade is not None:
            someone.grade = self.rank(someone, grade, appointed)
        if diploma is not None:
            someone.diploma = self.graduate(someone, diploma, born.replace(year=born.year + 16), appointed)
        if has_post:
            someone.post = self.place(someone, seat or self.staff_seat, post_from or appointed)
        for year in YEARS:
            if appointed <= date(year, 7, 1) and year not in skip_years:
                someone.appraisals[year] = self.appraise(someone, year)
        return someone

    def rank(self, someone: Someone, grade: str, since: date, reason: str = "REGULER") -> int:
        return self.insert(
            "personnel.grade_record", employee_id=someone.employee, grade__code=grade, valid_from=since, reason=reason
        )

    def graduate(self, someone: Someone, level: str, on: date, recognised: date | None) -> int:
        return self.insert(
            "personnel.education_record", person_id=someone.person, education_level__code=level, graduated_on=on,
            recognised_on=recognised,
        )  # fmt: skip

    def place(self, someone: Someone, seat: int, since: date, until: date | None = None) -> int:
        return self.insert(
            "personnel.assignment", employee_id=someone.employee, seat_id=seat, kind="DEFINITIF", valid_from=since,
            valid_to=until,
        )  # fmt: skip

    def appraise(self, someone: Someone, year: int, **values: Any) -> int:
        usual = {"work_rating": "SESUAI", "behaviour_rating": "SESUAI", "predicate": "BAIK"}
        return self.insert(
            "personnel.appraisal", employee_id=someone.employee, performance_cycle_id=self.cycles[year],
            **usual | values,
        )  # fmt: skip

    def train(self, someone: Someone, title: str, started: date, ended: date, hours: float, number: str = "") -> int:
        return self.insert(
            "personnel.completion", employee_id=someone.employee, training_kind__code="TEKNIS", title=title,
            started_on=started, ended_on=ended, hours=hours, certificate_number=number or None,
        )  # fmt: skip
