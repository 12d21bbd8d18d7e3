"""Files of decrees and personal papers: kept by the digest of their content, outside of what the web server serves."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HEAD: Final = 1024  # bytes at either end of a file that tell what it is
KINDS: Final = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
}
"""Media types that are kept, with the ending of their names."""


class UnkeptError(Exception):
    """A file that is not kept; `wording` says why, `kalimat | sentence`."""

    def __init__(self, wording: str) -> None:
        super().__init__(wording)
        self.wording = wording


EMPTY: Final = "Berkas ini kosong. | This file is empty."
TOO_LARGE: Final = "Berkas ini lebih besar dari {most} MB. | This file is larger than {most} MB."
WRONG_KIND: Final = (
    "Isi berkas ini bukan PDF, JPEG, atau PNG, apa pun namanya. | "
    "The content of this file is not a PDF, JPEG or PNG, whatever its name."
)
CUT_OFF: Final = (
    "Berkas ini terpotong: akhirnya tidak ada. Pindai atau unduh sekali lagi. | "
    "This file is cut off: its end is missing. Scan or download it again."
)


@dataclass(frozen=True)
class Kept:
    """A file in the store: the SHA-256 of its content in hexadecimal digits, its size in bytes and its media type."""

    digest: str
    size: int
    media_type: str


class DocumentStore:
    """The files below one directory. The same content is kept once; what is kept is never changed.

    Args:
        root: the directory; made when the first file comes, readable by its owner only.
        most_megabytes: how large a file may be.
    """

    def __init__(self, root: Path, most_megabytes: int) -> None:
        self.root = root
        self.most_megabytes = most_megabytes

    def keep(self, chunks: Iterable[bytes]) -> Kept:
        """Keep a file; it is on the disk, whole, when this returns.

        Raises:
            UnkeptError: it is empty, too large, cut off or of another kind than its content must be.
        """
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=self.root, prefix="arriving-")
        arriving = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in chunks:
                    size += len(chunk)
                    if size > self.most_megabytes * 2**20:
                        raise UnkeptError(TOO_LARGE.format(most=self.most_megabytes))
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            kept = Kept(digest.hexdigest(), size, recognise(arriving))
            target = self._place(kept.digest)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            arriving.replace(target)
            return kept
        finally:
            arriving.unlink(missing_ok=True)

    def find(self, digest: str) -> Path | None:
        """Return where the file with that digest is, or None when the store has none."""
        is_digest = len(digest) == 64 and set(digest) <= set("0123456789abcdef")
        path = self._place(digest) if is_digest else None
        return path if path is not None and path.is_file() else None

    def _place(self, digest: str) -> Path:
        return self.root / digest[:2] / digest


def recognise(path: Path) -> str:
    """Return the media type of a file by its content.

    Raises:
        UnkeptError: it is empty, cut off, or none of the kinds that are kept.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - HEAD))
        tail = file.read()
    if not head:
        raise UnkeptError(EMPTY)
    if b"%PDF-" in head:
        return _require_end("application/pdf", b"%%EOF" in tail)
    if head.startswith(b"\xff\xd8\xff"):
        return _require_end("image/jpeg", b"\xff\xd9" in tail)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _require_end("image/png", b"IEND" in tail)
    raise UnkeptError(WRONG_KIND)


def _require_end(media_type: str, has_end: bool) -> str:
    if not has_end:
        raise UnkeptError(CUT_OFF)
    return media_type
