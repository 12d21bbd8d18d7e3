"""Write the definitions where dbt finds them (`python -m admin.panel.metrics.compose`); a test finds stale ones."""

import csv
import io
from typing import Final

import yaml

from admin.panel.metrics import METRICS
from admin.panel.metrics.shape import Metric
from admin.panel.owners import find_group, find_mart_file, read_owners
from admin.settings import PROJECT
from models.wording import parse_wording, split_languages

SEED: Final = PROJECT / "dbt_project" / "seeds" / "metric.csv"
BILINGUAL: Final = ("label", "meaning", "counted_in", "owner_label", "caveat")


def compose_seed() -> str:
    """Return the text of the seed: a line a number, in the order of the registry."""
    rows = [_describe(place, metric) for place, metric in enumerate(METRICS.values(), 1)]
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def find_meaning(metric: Metric) -> str:
    """Return what a number means, `Kalimat | Sentence`: its own words, else those of the column that it adds up."""
    if metric.meaning:
        return metric.meaning
    (model,) = yaml.safe_load(find_mart_file(metric.mart).with_suffix(".yml").read_text(encoding="utf-8"))["models"]
    (column,) = (column for column in model["columns"] if column["name"] == metric.measure)
    wording = parse_wording(" ".join(column["description"].split()))
    return " | ".join(f"{wording.label(language)}: {wording.help(language)}" for language in ("id", "en"))


def _describe(place: int, metric: Metric) -> dict[str, str]:
    owner = read_owners()[find_group(metric.mart)]
    texts = dict(zip(BILINGUAL, (metric.label, find_meaning(metric), metric.unit, owner, metric.caveat), strict=True))
    told = {
        f"{name}_{language}": half
        for name, text in texts.items()
        for language, half in zip(("id", "en"), split_languages(text) if " | " in text else (text, text), strict=True)
    }
    return {
        "code": metric.code,
        "ordinal": str(place),
        **told,
        "mart": metric.mart,
        "formula": metric.formula,
        "condition": metric.condition,
        "dimensions": ", ".join(metric.dimensions),
        "fixed_dimensions": ", ".join(metric.fixed),
        "query": metric.query,
        "regulation": metric.regulation,
        "article": metric.article,
    }


if __name__ == "__main__":
    SEED.parent.mkdir(exist_ok=True)
    SEED.write_text(compose_seed(), encoding="utf-8")
