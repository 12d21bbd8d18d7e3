"""Answering with a file that is made for one request and is gone once it is sent."""

import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.responses import FileResponse


async def send_made(
    name: str, media_type: str, make: Callable[[Path], Awaitable[None]], headers: Mapping[str, str] | None = None
) -> FileResponse:
    """Answer with what `make` writes to the path it is given; nothing of it stays, made or broken off."""
    folder = tempfile.TemporaryDirectory(prefix="merit-file-")
    try:
        path = Path(folder.name) / "made"  # what it is called may be longer than a file system takes
        await make(path)
    except BaseException:
        folder.cleanup()
        raise
    gone = BackgroundTask(folder.cleanup)
    return FileResponse(path, headers=headers, media_type=media_type, filename=name, background=gone)
