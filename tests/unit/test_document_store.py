"""Files are recognised by their content, kept once, and never leave the store half written."""

import hashlib
import stat
from pathlib import Path

import pytest

from admin.document_store import DocumentStore, UnkeptError

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 2000 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 2000 + b"IEND\xaeB`\x82"


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return DocumentStore(tmp_path / "documents", most_megabytes=1)


def list_files(store: DocumentStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "media_type"), [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")]
)
def test_a_file_is_kept_by_its_digest_and_found_again(store: DocumentStore, content: bytes, media_type: str) -> None:
    kept = store.keep([content[:10], content[10:]])
    assert (kept.digest, kept.size, kept.media_type) == (hashlib.sha256(content).hexdigest(), len(content), media_type)
    path = store.find(kept.digest)
    assert path is not None
    assert path.read_bytes() == content


def test_the_same_content_is_kept_once(store: DocumentStore) -> None:
    assert store.keep([PDF]) == store.keep([PDF])
    assert len(list_files(store)) == 1


def test_only_the_owner_may_read(store: DocumentStore) -> None:
    path = store.find(store.keep([PDF]).digest)
    assert path is not None
    modes = [stat.S_IMODE(item.stat().st_mode) for item in (path, path.parent, store.root)]
    assert [mode & 0o077 for mode in modes] == [0, 0, 0]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "not a PDF"),
        (b"<html><script>alert(1)</script>", "not a PDF"),
        (b"PK\x03\x04 a document of another kind", "not a PDF"),
        (PDF[:-7], "cut off"),
        (JPEG[:-2], "cut off"),
        (PNG[:-8], "cut off"),
        (PDF + b"\x00" * 2**20, "larger than 1 MB"),
    ],
)
def test_what_is_not_kept_is_told_and_leaves_nothing(store: DocumentStore, content: bytes, told: str) -> None:
    with pytest.raises(UnkeptError, match=told):
        store.keep([content])
    assert list_files(store) == []


def test_a_broken_upload_leaves_nothing(store: DocumentStore) -> None:
    def break_off() -> object:
        yield PDF[:20]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.keep(break_off())  # type: ignore[arg-type]
    assert list_files(store) == []


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "a" * 63, "A" * 64, "g" * 64, "a" * 64])
def test_what_is_no_digest_or_not_there_is_not_found(store: DocumentStore, digest: str) -> None:
    store.keep([PDF])
    assert store.find(digest) is None
