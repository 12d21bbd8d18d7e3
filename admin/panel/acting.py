"""On whose behalf a transaction runs: told to PostgreSQL at its start, so that triggers and policies know.

The transaction then has the rights of the person's group role and no others (docs/decisions/0007-rights.md).
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

from admin.panel.rights import NOBODY, Rights

TELL: Final = text(
    "SELECT set_config('merit.user_id', :user_id, true), set_config('merit.request_id', :request_id, true), "
    "set_config('merit.reason', :reason, true), set_config('role', :role, true)"
)
KEY: Final = "acting"


@dataclass(frozen=True)
class Acting:
    """Who acts, in which request, why (the reason that was typed, or nothing), and with which rights."""

    user_id: int
    request_id: str
    reason: str = ""
    rights: Rights = NOBODY

    def told(self) -> dict[str, str]:
        """Return what PostgreSQL is told, as text."""
        told = {"user_id": str(self.user_id), "request_id": self.request_id, "reason": self.reason}
        return told | {"role": self.rights.role}


class ActingSession(Session):
    """A session whose every transaction starts by telling PostgreSQL who acts, when it was made for somebody."""

    def act_for(self, acting: Acting) -> None:
        """Act for somebody from the next transaction on."""
        self.info[KEY] = acting


def sees_sensitive(session: AsyncSession) -> bool:
    """Whether the one a session acts for may read sensitive columns."""
    acting: Any = session.info.get(KEY)
    return acting is None or acting.rights.sees_sensitive


@event.listens_for(ActingSession, "after_begin")
def _tell(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    acting: Any = session.info.get(KEY)
    if acting is not None and not transaction.nested:
        connection.execute(TELL, acting.told())
