"""How an import moves from one state to the next: here and nowhere else, and only as whoever asks last saw it.

uploaded --checked--> checked --stored--> stored
   ^                     |
   +--- other columns ---+     whatever is not stored also expires (stewardship.forget_imports)
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Update, func, update

from admin.panel.language import pick
from models.exchange import ImportBatch, ImportStatus, RowState

FROM: Final[Mapping[ImportStatus, tuple[ImportStatus, ...]]] = {
    ImportStatus.UPLOADED: (ImportStatus.UPLOADED, ImportStatus.CHECKED),
    ImportStatus.CHECKED: (ImportStatus.UPLOADED, ImportStatus.CHECKED),
    ImportStatus.STORED: (ImportStatus.CHECKED,),
}
MOVED_ON: Final = (
    "Impor ini sudah diubah, disimpan, atau kedaluwarsa di tempat lain, jadi tidak ada yang dikerjakan. Lihat "
    "keadaannya sekarang. | This import was changed, stored or has expired elsewhere, so nothing was done. See how it "
    "is now."
)


class MovedOnError(Exception):
    """The import is no longer as it was shown; the text is the sentence for the reader."""

    def __init__(self) -> None:
        super().__init__(pick(MOVED_ON))


def change_meaning(batch: ImportBatch, mapping: Mapping[str, int]) -> Update:
    """Return the statement that gives the columns their meaning; what was checked before then counts for nothing."""
    return _move(batch, ImportStatus.UPLOADED, {"mapping": dict(mapping), **_count(Counter(), is_known=False)})


def keep_check(batch: ImportBatch, counts: Counter[RowState]) -> Update:
    """Return the statement that keeps what a check found."""
    return _move(batch, ImportStatus.CHECKED, _count(counts))


def finish(batch: ImportBatch, counts: Counter[RowState]) -> Update:
    """Return the statement that closes the import."""
    return _move(batch, ImportStatus.STORED, {"stored_at": func.now(), **_count(counts)})


def require_moved(done: Any) -> None:
    """Make sure that a statement of this module found the import as it was.

    Raises:
        MovedOnError: it did not, and changed nothing.
    """
    if done.rowcount != 1:
        raise MovedOnError


def _move(batch: ImportBatch, to: ImportStatus, values: Mapping[str, Any]) -> Update:
    seen = (ImportBatch.id == batch.id, ImportBatch.row_version == batch.row_version)
    return update(ImportBatch).where(*seen, ImportBatch.status.in_(FROM[to])).values(status=to, **values)


def _count(counts: Counter[RowState], is_known: bool = True) -> dict[str, int | None]:
    return {f"{state.name.lower()}_count": counts[state] if is_known else None for state in RowState}
