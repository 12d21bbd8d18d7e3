"""Guessing: failures are counted in the database and make the next attempt wait, without locking the owner out.

Three counts of the last hour decide, each with a wait that doubles from 15 seconds to 15 minutes:

- of one account from one place, always. The place is the browser when somebody has signed in to this account with it
  before, else the network: a colleague who guesses from the same office does not make the owner's browser wait;
- from one network, whatever the account; known browsers do not wait for it;
- of one account from browsers and networks unknown to it: guesses spread over many networks slow down, while the owner
  at the usual place or with the usual browser does not notice.

An attempt counts as failed from the moment it is let in until its password proves right, so that attempts sent all at
once count as well. Names that no user has are counted in the same way, and only as hashes: people type passwords there.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from admin.panel.sign_in.cookies import DEVICE, read_cookie
from admin.panel.sign_in.sessions import KEPT, read_address
from admin.secret import hash_token

LOCKS: Final = text("""
    SELECT pg_advisory_xact_lock(7304225, hashtext(:address)), pg_advisory_xact_lock(7304226, hashtext(:account))
""")

COUNT: Final = text("""
    WITH known AS (
        SELECT coalesce(bool_or(device_hash = :device), false) AS device,
            coalesce(bool_or(session.address = :address), false) AS address
        FROM stewardship.session JOIN stewardship."user" AS account ON account.id = session.user_id
        WHERE account.name = :name AND session.started_at > now() - CAST(:kept AS interval)
    ), failed AS (
        SELECT 'place' AS counted, failed_at FROM stewardship.sign_in_failure, known
        WHERE account = :account AND CASE WHEN known.device THEN sign_in_failure.device = :device
            ELSE sign_in_failure.device IS NULL AND sign_in_failure.address = :address END
        UNION ALL
        SELECT 'network', failed_at FROM stewardship.sign_in_failure, known
        WHERE sign_in_failure.address = :address AND sign_in_failure.device IS NULL AND NOT known.device
        UNION ALL
        SELECT 'account', failed_at FROM stewardship.sign_in_failure, known
        WHERE account = :account AND sign_in_failure.device IS NULL AND NOT known.device AND NOT known.address
    )
    SELECT known.device AS is_known, counted, count(failed_at) AS failures, now() - max(failed_at) AS since
    FROM known LEFT JOIN failed ON failed_at > now() - interval '1 hour'
    GROUP BY known.device, counted
""")

NOTE: Final = text("""
    INSERT INTO stewardship.sign_in_failure (account, address, device) VALUES (:account, :address, :device) RETURNING id
""")

FORGIVE: Final = text("""
    DELETE FROM stewardship.sign_in_failure AS failure USING stewardship.sign_in_failure AS this
    WHERE this.id = :id AND (
        failure.account = this.account AND failure.device IS NOT DISTINCT FROM this.device
            AND (this.device IS NOT NULL OR failure.address = this.address)
        OR failure.failed_at < now() - interval '1 day'
    )
""")

SHORTEST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(minutes=15)
FREE: Final = {"place": 5, "network": 50, "account": 20}  # failures an hour that cost no wait


class TooManyError(Exception):
    """Somebody has to wait before the next attempt; the argument says how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


@dataclass(frozen=True)
class Attempt:
    """One attempt: the name typed, the network it comes from, and the mark of the browser, if it carries one."""

    name: str
    address: str
    device: str | None

    @classmethod
    def of(cls, request: Request, name: str) -> "Attempt":
        """Return the attempt of a request to sign in as `name`."""
        device = read_cookie(request, DEVICE)
        return cls(name, read_address(request), hash_token(device) if device else None)


async def admit(session: AsyncSession, attempt: Attempt) -> int:
    """Count an attempt as failed, and return the key to forgive it by when it succeeds.

    Raises:
        TooManyError: too many before it failed; it does not count.
    """
    told = {"name": attempt.name, "account": hash_token(attempt.name), "address": attempt.address,
            "device": attempt.device, "kept": KEPT}  # fmt: skip
    await session.execute(LOCKS, told)
    counts = (await session.execute(COUNT, told)).all()
    waits = (find_wait(row.counted, row.failures) - row.since for row in counts if row.counted)
    wait = max(waits, default=timedelta(0))
    if wait > timedelta(0):
        raise TooManyError(wait)
    device = attempt.device if counts[0].is_known else None
    key: int = (await session.execute(NOTE, told | {"device": device})).scalar_one()
    return key


async def forgive(session: AsyncSession, key: int) -> None:
    """Forget the failures of the account from the same place, after a right password."""
    await session.execute(FORGIVE, {"id": key})


def find_wait(counted: str, failures: int) -> timedelta:
    """Return how long after the last failure the next attempt is let in."""
    beyond = failures - FREE[counted]
    return min(SHORTEST_WAIT * 2 ** min(beyond, 10), LONGEST_WAIT) if beyond >= 0 else timedelta(0)
