"""Tell dbt who reads the marts: every dashboard, official list, page and connection, from the registries of the pages.

`python -m admin.panel.exposures` writes the files; a test fails while they are out of date.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

import admin.explanation
from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.panel.dashboards.pages import list_sources
from admin.panel.mart_catalogue import PAGES
from admin.panel.official.forms import FORMS, ListForm
from admin.panel.owners import MODELS, find_group, read_owners
from admin.panel.rendering import PATTERNS
from admin.settings import PROJECT

FOLDER: Final = MODELS / "exposures"
NOTE: Final = "# Written by admin/panel/exposures.py from the registries of the pages; do not edit.\n"
STEWARD: Final = "build"  # the group that answers for what reads every mart
READ: Final = re.compile(r"\{(?:marts|rules|staging)\}+\.(\w+)|\bmarts\.(\w+)|\b(int_[a-z_]+__[a-z_]+)\b")


@dataclass(frozen=True)
class Reader:
    """What reads marts: its name in dbt, what it is called, what it is for, and the models it reads.

    Attributes:
        kind: dashboard, analysis, application or notebook, the kinds that dbt knows.
        url: the address, within the panel.
        group: whose owner answers for it.
    """

    name: str
    label: str
    help: str
    kind: str
    url: str
    reads: tuple[str, ...]
    group: str


def list_readers() -> dict[str, list[Reader]]:
    """Return all that reads marts, by the file it is written to."""
    return {
        "dashboards": list(_list_dashboards()),
        "official_lists": [_describe_list(form) for form in FORMS.values()],
        "pages": list(_list_pages()),
        "connections": list(_list_connections()),
    }


def compose_exposures() -> dict[Path, str]:
    """Return the text of every file, by its path."""
    owners = read_owners()
    return {FOLDER / f"{name}.yml": _compose(readers, owners) for name, readers in list_readers().items()}


def read_tables(written: Iterable[str]) -> tuple[str, ...]:
    """Return the marts, workings and rules that SQL names, each once; `int_x__check_` means all of that kind."""
    found = {next(filter(None, match.groups())) for text in written for match in READ.finditer(text)}
    kinds = tuple(name for name in found if name.endswith("_"))
    return tuple(sorted(name for name in _list_models() if name in found or (kinds and name.startswith(kinds))))


def _list_dashboards() -> Iterator[Reader]:
    for item in DASHBOARDS:
        yield Reader(
            name=f"dashboard_{item.name}",
            label=item.title,
            help=item.question,
            kind="dashboard",
            url=PATTERNS["dashboard"].format(dashboard=item.name),
            reads=tuple(list_sources(item)),
            group=find_group(item.mart),
        )


def _describe_list(form: ListForm) -> Reader:
    reads = read_tables([form.records]) if form.records else (form.source,)
    return Reader(
        name=f"list_{form.name.replace('-', '_')}",
        label=form.label,
        help=form.help,
        kind="analysis",
        url=PATTERNS["official"],
        reads=reads,
        group=find_group(reads[0]),
    )


def _list_pages() -> Iterator[Reader]:
    explained = Path(admin.explanation.__file__).parent.glob("*.py")
    yield Reader(
        "explanation",
        "Penjelasan pegawai | Explanation of a person",
        "Mengapa seorang pegawai berada pada keadaannya, dengan pasalnya | "
        "Why a person stands where they stand, with the articles",
        "application",
        PATTERNS["explain"],
        read_tables(path.read_text(encoding="utf-8") for path in sorted(explained)),
        "career",
    )
    yield Reader(
        "mart_pages",
        "Halaman mart | Pages of the marts",
        "Setiap mart untuk dicari, disaring, diurutkan, dan diunduh (CSV, XLSX, Parquet) | "
        "Every mart to search, filter, sort and download (CSV, XLSX, Parquet)",
        "application",
        PATTERNS["marts"],
        tuple(PAGES),
        STEWARD,
    )
    yield Reader(
        "changes",
        "Apa yang berubah | What changed",
        "Baris mart mana yang bergerak, kapan, dan karena perubahan catatan yang mana | "
        "Which rows of the marts moved, when, and because of which edit",
        "application",
        PATTERNS["feed"],
        ("change_feed",),
        STEWARD,
    )
    yield Reader(
        "worklist",
        "Daftar kerja data | Data worklist",
        "Temuan data yang harus dibetulkan, menurut pengurusnya | Data issues to put right, by who sees to them",
        "application",
        PATTERNS["worklist"],
        ("int_quality__found",),
        "quality",
    )
    yield Reader(
        "leave_requests",
        "Pengajuan cuti | Requests for leave",
        "Menolak cuti yang melebihi hak dalam mart yang terbit | Refuses leave beyond the right in the published mart",
        "application",
        PATTERNS["list"].format(identity="leave-request"),
        ("leave_balance",),
        "attendance",
    )


def _list_connections() -> Iterator[Reader]:
    every = tuple(PAGES)
    yield Reader(
        "api",
        "API baca | Read-only API",
        "Setiap mart untuk program lain, dengan token, halaman, dan nomor pembangunan | "
        "Every mart for other programs, with a token, paging and the build",
        "application",
        "/api/v1",
        every,
        STEWARD,
    )
    yield Reader(
        "bi_masked",
        "Alat BI sebagai bi | BI tools as bi",
        "Setiap mart tersamar: tanpa nama, NIP, dan kelompok kecil | "
        "Every mart masked: without names, NIP and small groups",
        "dashboard",
        "postgresql:masked",
        every,
        STEWARD,
    )
    yield Reader(
        "bi_whole",
        "Alat BI sebagai bi_full | BI tools as bi_full",
        "Setiap mart utuh | Every mart whole",
        "dashboard",
        "postgresql:marts",
        every,
        STEWARD,
    )


def _list_models() -> set[str]:
    files = (*MODELS.rglob("*.sql"), *(PROJECT / "seeds" / "rules").glob("*.csv"))
    return {path.stem for path in files}


def _compose(readers: Iterable[Reader], owners: dict[str, str]) -> str:
    told: list[dict[str, Any]] = [
        {
            "name": reader.name,
            "label": reader.label,
            "type": reader.kind,
            "maturity": "high",
            "url": reader.url,
            "description": reader.help,
            "owner": {"name": owners[reader.group]},
            "depends_on": [f"ref('{name}')" for name in reader.reads],
        }
        for reader in readers
    ]
    written: str = yaml.safe_dump({"version": 2, "exposures": told}, allow_unicode=True, sort_keys=False, width=120)
    return NOTE + written


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in compose_exposures().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
