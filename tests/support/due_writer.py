"""Writes salary decrees, appraisals, awards, assessments and courses into the real tables, for tests of the marts."""

from scenario import Writer


class DueWriter(Writer):
    """A writer that also knows salary decrees, appraisals, awards, assessments and sessions."""

    def city(self, code: str) -> tuple[int, int]:
        """Insert an agency and its topmost unit."""
        agency = self.agency(code)
        return agency, self.unit(agency, f"{code}-KOTA")

    def decree(self, employee: int, grade: str, since: str, years: int, months: int = 0) -> None:
        """Insert a grade with its service in grade (MKG)."""
        self.insert(
            "personnel.grade_record", employee_id=employee, grade__code=grade, valid_from=since, reason="REGULER",
            service_years=years, service_months=months,
        )  # fmt: skip

    def increment(self, employee: int, grade: str, since: str, years: int) -> None:
        """Insert a salary increment."""
        self.insert(
            "personnel.salary_increment", employee_id=employee, grade__code=grade, valid_from=since,
            service_years=years, base_salary=3_000_000,
        )  # fmt: skip

    def cycles(self, agency: int, *years: int) -> dict[int, int]:
        """Insert the annual cycles of these years."""
        return {
            year: self.insert(
                "personnel.performance_cycle", agency_id=agency, year=year, kind="TAHUNAN", name=f"SKP {year}",
                starts_on=f"{year}-01-01", ends_on=f"{year}-12-31",
            )
            for year in years
        }  # fmt: skip

    def appraise(self, employee: int, cycle: int, predicate: str | None, written: str | None = None) -> None:
        """Insert an annual appraisal."""
        self.insert(
            "personnel.appraisal", employee_id=employee, performance_cycle_id=cycle, predicate=predicate,
            predicate_written=written,
        )  # fmt: skip

    def punish(self, employee: int, kind: str, since: str, until: str | None, status: str = "FINAL") -> None:
        """Insert a disciplinary case."""
        self.insert(
            "personnel.discipline_case", employee_id=employee, discipline_kind__code=kind, status=status,
            valid_from=since, valid_to=until,
        )  # fmt: skip

    def award(self, employee: int, kind: str, on: str) -> None:
        """Insert an award."""
        self.insert("personnel.award", employee_id=employee, award_kind__code=kind, awarded_on=on)

    def assess(self, employee: int, competency: str, level: int, on: str, until: str | None = None) -> None:
        """Insert an assessment result."""
        self.insert(
            "personnel.assessment_result", employee_id=employee, competency__code=competency, level=level,
            assessed_on=on, valid_to=until,
        )  # fmt: skip

    def catalogue(self, code: str, **levels: int) -> int:
        """Insert a course that brings these competencies to these levels."""
        course = self.insert(
            "personnel.course", code=code, title=f"Pelatihan {code}", training_kind__code="TEKNIS", hours=20
        )
        for competency, level in levels.items():
            self.insert("personnel.course_competency", course_id=course, competency__code=competency, level=level)
        return course

    def finish(self, employee: int, course: int, ended: str) -> None:
        """Insert a completion of a course of the catalogue."""
        self.insert(
            "personnel.completion", employee_id=employee, training_kind__code="TEKNIS", course_id=course,
            title="Pelatihan", started_on=ended, ended_on=ended, hours=10,
        )  # fmt: skip
