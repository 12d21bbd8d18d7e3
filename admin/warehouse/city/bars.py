"""What bars a promotion for a time: punishment, suspension, unpaid leave, poor work (rules.md 4.2, 4.10)."""

from datetime import date

from admin.warehouse.city.dates import months_between, next_period
from admin.warehouse.city.world import Employee, covers

GOOD = frozenset({"BAIK", "SANGAT_BAIK"})
PUNISHED = frozenset({"SEDANG", "BERAT"})
BARRING = frozenset({"CLTN", "PEMBERHENTIAN_SEMENTARA"})


def count_unpaid_months(employee: Employee, since: date) -> int:
    """Return the whole months of unpaid leave (CLTN) since a day; they do not count as years in the grade."""
    return sum(
        months_between(max(pause.start, since), pause.end) + 1
        for pause in employee.pauses
        if pause.status == "CLTN" and pause.end is not None and pause.end > since
    )


def wait_for_rules(employee: Employee, day: date, horizon: date) -> date | None:
    """Return the first period from `day` on when nothing bars a promotion, or None up to the horizon."""
    while day <= horizon:
        bars = [
            case.end
            for case in employee.cases
            if case.severity in PUNISHED and case.status == "FINAL" and covers(case, day)
        ]
        bars += [pause.end for pause in employee.pauses if pause.status in BARRING and covers(pause, day)]
        bars += [
            date(year + 3, 1, 1)
            for year in (day.year - 2, day.year - 1)
            if employee.predicates.get(year, "BAIK") not in GOOD
        ]
        if None in bars:
            return None
        if not bars:
            return day
        day = next_period(max(end for end in bars if end is not None))
    return None
