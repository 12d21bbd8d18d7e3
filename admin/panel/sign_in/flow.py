"""One way to an identity provider and back, and what the city has agreed with the provider.

Everything that binds the way there to the way back is made from one random token in a cookie of the browser, by a hash:
state, nonce and code verifier fit only that browser, and only until the cookie is dropped on the way back.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256


class ProviderError(Exception):
    """The provider did not answer, or not as it must; the text is for the log and holds no secret."""


@dataclass(frozen=True)
class ProviderSettings:
    """What the city has agreed with its provider.

    Attributes:
        issuer: the provider's address, exactly as it calls itself.
        label: what the sign-in button calls it.
        claim: the claim that holds the user name.
    """

    issuer: str
    client_id: str
    client_secret: str | None
    label: str
    claim: str


@dataclass(frozen=True)
class Identity:
    """Whom the provider vouches for.

    Attributes:
        issuer: the provider's address.
        subject: the provider's own number of the person, which never becomes another's (OpenID Connect Core 2).
        name: the user name, exactly as the provider writes it.
    """

    issuer: str
    subject: str
    name: str


@dataclass(frozen=True)
class Flow:
    """One way to the provider and back, by the token in the browser's cookie."""

    token: str
    redirect_uri: str

    @property
    def state(self) -> str:
        """What the provider must send back with the browser."""
        return self._derive(b"state")

    @property
    def nonce(self) -> str:
        """What the provider must sign."""
        return self._derive(b"nonce")

    @property
    def verifier(self) -> str:
        """What proves to the provider that whoever redeems the code asked for it (RFC 7636)."""
        return self._derive(b"verifier")

    def _derive(self, purpose: bytes) -> str:
        return urlsafe_b64encode(hmac.digest(self.token.encode(), purpose, sha256)).rstrip(b"=").decode()
