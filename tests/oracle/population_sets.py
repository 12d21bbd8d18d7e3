"""The populations on which the marts are compared with the oracle: how many agencies, drawn how, on which dates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from oracle_facts import Agency
from population import draw_agencies
from population_dates import AS_OF_DATES
from population_dossier import enrich_agencies
from population_doubts import decide_doubts
from population_followup import enrich_followup
from population_partner import enrich_partners
from population_path_rows import enrich_offices
from population_paths import DATES, draw_offices
from population_plan import enrich_plans
from population_quality import enrich_quality
from population_rows import store_agencies
from population_service import enrich_service


@dataclass(frozen=True)
class Population:
    """Random agencies, the same ones wherever they are drawn, and the dates on which their marts are judged."""

    dates: tuple[date, ...]
    draw: Callable[[int, int], list[Agency]] = draw_agencies
    enrich: Callable[[str, int], None] | None = None
    count: int = 100
    seed: int = 1

    def store(self, url: str, limit: int | None = None) -> None:
        """Write the agencies, at the most `limit`, into the tables of an empty database."""
        store_agencies(url, self.draw(self.count, self.seed)[:limit])
        if self.enrich:
            self.enrich(url, self.seed)
        decide_doubts(url, self.seed)


ANYBODY = Population(AS_OF_DATES)
# With every fact that the law reads; the last date looks at years before the talent boxes.
WHOLE_LAW = Population((date(2023, 6, 15), date(2024, 12, 31), date(2021, 8, 20)), enrich=enrich_agencies)


def _enrich_services(url: str, seed: int) -> None:
    enrich_agencies(url, seed)
    enrich_service(url, seed)
    enrich_partners(url, seed)
    enrich_plans(url, seed)
    enrich_followup(url, seed)


# With surveys on the edges of their bands, visits, partners, goals, objections and plans, beside appraisals;
# and sessions to come.
SERVED = Population((date(2023, 6, 15), date(2024, 12, 31)), enrich=_enrich_services, count=12)
OFFICIALS = Population(DATES, draw_offices, enrich_offices, count=120)


def _enrich_doubtful(url: str, seed: int) -> None:
    enrich_agencies(url, seed)
    enrich_quality(url, seed)


# With identities, papers and credit that data rules doubt, and issues on record.
DOUBTFUL = Population((date(2024, 7, 1), date(2024, 12, 31)), enrich=_enrich_doubtful, count=25)
