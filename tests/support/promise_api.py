"""Programs that read the published marts over HTTP without pause, with the ETag of what they have."""

import random
import threading
import time
from typing import Any

import httpx2 as httpx
import psycopg
from promise_readers import Size, Tally

PAUSE = 0.4  # seconds between two requests: a token may send 300 a minute
BUILD = "SELECT build_id FROM marts.build_info"


class ApiReader(threading.Thread):
    """Asks for whole marts, some page by page, and sends back the ETag that it knows."""

    def __init__(self, address: str, token: str, url: str, size: Size, seed: int, is_over: Any) -> None:
        super().__init__(daemon=True)
        self.url, self.size, self.is_over = url, size["marts"], is_over
        self.tally = Tally("API with ETag")
        self.draw = random.Random(seed)
        self.marts = self.draw.sample(sorted(self.size.keys() - {"build_info"}), 3)
        self.known: dict[str, tuple[str, int]] = {}  # by address the ETag and its build
        headers = {"authorization": f"Bearer {token}", "accept-language": "en"}
        self.client = httpx.Client(base_url=address, timeout=60, headers=headers)

    def run(self) -> None:
        while not self.is_over.is_set():
            begun = time.time()
            try:
                self._read(self.draw.choice(self.marts), self.draw.choice([10_000, 50]))
            except (httpx.HTTPError, psycopg.Error) as error:
                self.tally.errors.append((begun, time.time(), f"{type(error).__name__}: {str(error)[:120]}"))
            time.sleep(self.draw.uniform(0.5, 1.5) * PAUSE)

    def _read(self, mart: str, limit: int) -> None:
        """Read a mart to its end, or until another build is published."""
        begun, address, rows, build = time.time(), f"/api/v1/marts/{mart}/rows?limit={limit}", [], None
        while address:
            before = self._find_build()
            known = self.known.get(address)
            answer = self.client.get(address, headers={"if-none-match": known[0]} if known else {})
            after = self._find_build()
            if answer.status_code == 409:
                self.tally.noted["409: another build since the page before"] += 1
                return
            if answer.status_code not in (200, 304):
                self.tally.errors.append((begun, time.time(), f"{answer.status_code}: {answer.text[:120]}"))
                return
            told = answer.json() if answer.status_code == 200 else None
            of = told["build"]["build_id"] if told else (known or ("", 0))[1]
            self.tally.noted[str(answer.status_code)] += 1
            if of not in (before, after):
                self.tally.wrong.append(f"stale: {answer.status_code} of build {of} while {before} was published")
            if told is None:
                return
            self.known[address] = (answer.headers["etag"], of)
            rows += [row["build_id"] for row in told["rows"]]
            build, address = of, told["next"]
        found = (min(rows, default=None), max(rows, default=None), len(rows))
        self.tally.see("marts", {"marts": self.size}, {mart: found}, build)

    def _find_build(self) -> int:
        with psycopg.connect(self.url, autocommit=True) as connection:
            row = connection.execute(BUILD).fetchone()
        assert row is not None
        return int(row[0])


def ask_in_process(
    address: str, tokens: list[str], url: str, size: Size, is_over: Any, told: Any
) -> None:  # in a process of its own
    """Run a reader for each token until it is over, and put what they saw into the queue `told`."""
    threads = [ApiReader(address, token, url, size, seed, is_over) for seed, token in enumerate(tokens)]
    for thread in threads:
        thread.start()
    is_over.wait()
    for thread in threads:
        thread.join(60)
    told.put([thread.tally for thread in threads])
