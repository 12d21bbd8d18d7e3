"""`merit` run as a person runs it: a process of its own, in a home of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

MERIT = str(Path(sys.executable).parent / "merit")
PATIENCE = 300


@dataclass
class Shell:
    """Runs `merit` in a home of its own."""

    home: Path
    port: int
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        own = {"MERIT_HOME": str(self.home), "MERIT_PORT": str(self.port), "MERIT_FSYNC": "off"}
        path = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return path | own | {"MERIT_DATABASE_MEMORY": "1GB"} | self.extra

    def run(self, *arguments: str, text: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [MERIT, *arguments], env=self.environ, input=text, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    @contextmanager
    def serve(self, *arguments: str) -> Iterator["Panel"]:
        """Run `merit up` or `merit demo` until its panel answers; end it with SIGTERM if the block has not."""
        log = self.home.parent / "panel.log"
        with open(log, "w") as file:
            process = subprocess.Popen(
                [MERIT, *(arguments or ("up",))], env=self.environ, stdout=file, stderr=subprocess.STDOUT
            )
        try:
            deadline = time.monotonic() + PATIENCE
            while "Stop with Ctrl-C" not in log.read_text():
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            yield Panel(process, log, f"http://127.0.0.1:{self.port}/admin")
        finally:
            process.terminate()
            process.wait(30)


@dataclass
class Panel:
    """A panel in the foreground of a terminal."""

    process: "subprocess.Popen[bytes]"
    log: Path
    address: str

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/login", timeout=10) as response:
                return bool(response.status == 200)
        except urllib.error.URLError:
            return False


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
