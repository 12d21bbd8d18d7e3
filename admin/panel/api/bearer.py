"""Whose token a request brings, and how many requests it may send."""

import time
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from admin.api_token import PREFIX
from admin.panel.api.problem import ProblemError
from admin.panel.language import show_date
from admin.panel.rights import Rights
from admin.panel.sign_in.sessions import read_address
from admin.secret import hash_token

A_MINUTE: Final = 300  # requests of one token; of an address, those without a good one
MOST_KNOWN: Final = 10_000  # tokens and addresses whose pace is remembered
LONGEST: Final = 200

# One statement a request, like that of a session (admin/panel/sign_in/sessions.py).
FIND: Final = text("""
    WITH known AS (SELECT * FROM stewardship.api_token WHERE token_hash = :token_hash AND revoked_at IS NULL),
    seen AS (
        UPDATE stewardship.api_token SET last_used_at = now() FROM known
        WHERE api_token.id = known.id AND known.expires_on >= current_date
            AND coalesce(known.last_used_at < now() - interval '1 minute', true)
    )
    SELECT known.id AS token, known.expires_on, known.expires_on < current_date AS is_over, account.id,
        coalesce(account.display_name, account.name) AS name,
        stewardship.panel_role(account.id) AS role, stewardship.rights_of(account.id) AS held
    FROM known JOIN stewardship."user" AS account ON account.id = known.user_id AND account.is_active
""")

BARE: Final = (
    "Kirim token (merit_…) di kepala Authorization, didahului kata Bearer. | "
    "Send a token (merit_…) in the header Authorization, after the word Bearer."
)
UNKNOWN: Final = (
    "Token ini tidak dikenal atau sudah dicabut. Minta yang baru kepada administrator. | "
    "This token is unknown or was revoked. Ask an administrator for a new one."
)
OVER: Final = (
    "Token ini berlaku sampai {day}. Minta yang baru kepada administrator. | "
    "This token worked until {day}. Ask an administrator for a new one."
)
TOO_FAST: Final = (
    "Paling banyak {number} permintaan semenit. Coba lagi setelah {wait} detik. | "
    "At most {number} requests a minute. Try again after {wait} seconds."
)
NO_RIGHT: Final = (
    "Pengguna token ini tidak berhak membaca mart hari ini. | The user of this token may not read the marts today."
)


@dataclass(frozen=True)
class Bearer:
    """Whom a token acts for: the user's key and shown name, and the token's own key."""

    id: int
    name: str
    token: int


class Pace:
    """How many requests each token and address has left: `A_MINUTE` at once, and as many again every minute."""

    def __init__(self, a_minute: int = A_MINUTE) -> None:
        self.a_minute = a_minute
        self._left: dict[str, tuple[float, float]] = {}

    def spend(self, who: str) -> None:
        """Take one request from what somebody has left.

        Raises:
            ProblemError: nothing is left.
        """
        now = time.monotonic()
        left, at = self._left.pop(who, (float(self.a_minute), now))
        left = min(self.a_minute, left + (now - at) * self.a_minute / 60)
        self._left[who] = (left - 1 if left >= 1 else left, now)
        while len(self._left) > MOST_KNOWN:
            del self._left[next(iter(self._left))]  # who has been silent for longest
        if left < 1:
            wait = int((1 - left) * 60 / self.a_minute) + 1
            sentence = TOO_FAST.format(number=self.a_minute, wait=wait)
            raise ProblemError(429, sentence, {"retry-after": str(wait)})


async def identify(session: AsyncSession, request: Request, pace: Pace) -> tuple[Bearer, Rights]:
    """Return whom the token of a request acts for, and with which rights.

    Raises:
        ProblemError: there is no token, it works no longer, its user may not read marts, or it comes too fast.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token.startswith(PREFIX) or len(token) > LONGEST:
        pace.spend(read_address(request))
        raise _refuse(BARE)
    row: Any = (await session.execute(FIND, {"token_hash": hash_token(token)})).one_or_none()
    if row is None or row.is_over:
        pace.spend(read_address(request))
        raise _refuse(UNKNOWN if row is None else OVER.format(day=show_date(row.expires_on)), "invalid_token")
    pace.spend(f"token {row.token}")
    rights = Rights(row.role, row.held)
    if not rights.may("marts", "see"):
        raise ProblemError(403, NO_RIGHT)
    return Bearer(row.id, row.name, row.token), rights


def _refuse(sentence: str, error: str = "") -> ProblemError:
    challenge = f'Bearer realm="merit"{f", error={chr(34)}{error}{chr(34)}" if error else ""}'
    return ProblemError(401, sentence, {"www-authenticate": challenge})
