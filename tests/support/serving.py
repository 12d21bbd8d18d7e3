"""A web application running as in production, on a free port of this machine."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from admin.cli.foreground import configure_server


@contextmanager
def serve(app: Any, log_level: str = "critical") -> Iterator[str]:
    """Run `app` in a thread of its own; yield its address.

    The protocol of the socket is named as admin/cli/foreground.py does: for a socket without one asyncio leaves
    Nagle's algorithm on, and every page waits 40 ms for the acknowledgement of its head.
    """
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(configure_server(app, log_level))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            thread.join(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
