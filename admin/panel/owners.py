"""Which group of dbt a mart is in, and who answers for it."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from admin.settings import PROJECT

MODELS: Final = PROJECT / "dbt_project" / "models"
GROUPS: Final = MODELS / "groups.yml"


def find_mart_file(mart: str) -> Path:
    """Return the .sql of a mart."""
    (path,) = (MODELS / "marts").rglob(f"{mart}.sql")
    return path


def find_group(mart: str) -> str:
    """Return the group of a mart: the folder that it stands in, as dbt_project.yml says."""
    return find_mart_file(mart).parent.name


@cache
def read_owners() -> dict[str, str]:
    """Return who answers for each group, `Pemilik | Owner`."""
    listed: list[dict[str, Any]] = yaml.safe_load(GROUPS.read_text(encoding="utf-8"))["groups"]
    return {group["name"]: group["owner"]["name"] for group in listed}
