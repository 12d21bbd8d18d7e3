"""A city's own identity provider (OpenID Connect): authorization code with PKCE, state and nonce.

Imported only where a provider is set: the libraries take a fifth of a second.
"""

import re
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from admin.panel.sign_in.flow import Flow, Identity, ProviderError, ProviderSettings

SIGNED_BY: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
PATIENCE: Final = 10  # seconds for each answer of the provider
LEEWAY: Final = 60  # seconds that the clocks may differ
REMEMBERED: Final = 600  # seconds that what the provider says of itself stays known
SUBJECT: Final = re.compile(r"[ -~]{1,255}")
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """Talks to the identity provider; its methods wait for answers, so they run in threads."""

    def __init__(self, settings: ProviderSettings) -> None:
        self.settings = settings
        self.known: tuple[float, dict[str, Any]] = (-REMEMBERED, {})

    def begin(self, flow: Flow) -> str:
        """Return the provider's address to send the browser to.

        Raises:
            ProviderError: the provider cannot be reached, or does not say where.
        """
        address, _state = self._client(flow).create_authorization_url(
            self._metadata()["authorization_endpoint"],
            state=flow.state,
            nonce=flow.nonce,
            code_verifier=flow.verifier,
        )
        return str(address)

    def finish(self, flow: Flow, code: str) -> Identity:
        """Redeem a code and return whom the provider vouches for.

        Raises:
            ProviderError: the provider cannot be reached, refuses the code, or its answer does not hold.
        """
        metadata = self._metadata()
        try:
            endpoint = metadata["token_endpoint"]
            token = self._client(flow).fetch_token(endpoint, code=code, code_verifier=flow.verifier)
            keys = KeySet.import_key_set(self._fetch(metadata["jwks_uri"]))
            decoded = jwt.decode(str(token.get("id_token", "")), keys, algorithms=SIGNED_BY)
            claims = self._check(decoded, flow, token.get("access_token"))
        except (AuthlibBaseError, JoseError, requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise ProviderError(
                f"the answer does not hold: {type(error).__name__} {_find_claim(error)}".strip()
            ) from error
        name, subject = claims.get(self.settings.claim), claims["sub"]
        if not isinstance(name, str) or not name:
            raise ProviderError(f"the answer has no claim {self.settings.claim!r}")
        if not isinstance(subject, str) or not SUBJECT.fullmatch(subject):
            raise ProviderError("the claim 'sub' is not 1 to 255 printable ASCII characters")
        return Identity(self.settings.issuer, subject, name)

    def _check(self, decoded: jwt.Token, flow: Flow, access_token: object) -> Mapping[str, Any]:
        """Return the claims of an ID token after all that OpenID Connect Core 3.1.3.7 asks for."""
        client = self.settings.client_id
        expected = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": client},
        }
        params = {"nonce": flow.nonce, "client_id": client, "access_token": access_token}
        claims = CodeIDToken(decoded.claims, decoded.header, expected, params)
        claims.validate(leeway=LEEWAY)
        return dict(claims)

    def _client(self, flow: Flow) -> Any:
        ways = self._metadata().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        return OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            token_endpoint_auth_method=way if self.settings.client_secret else "none",
            scope="openid profile",
            redirect_uri=flow.redirect_uri,
            code_challenge_method="S256",
            default_timeout=PATIENCE,
        )

    def _metadata(self) -> dict[str, Any]:
        """Return what the provider says of itself (OpenID Connect Discovery 1.0)."""
        metadata: dict[str, Any]
        read_at, metadata = self.known
        if time.monotonic() - read_at < REMEMBERED:
            return metadata
        try:
            metadata = self._fetch(f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
            is_ours = metadata["issuer"] == self.settings.issuer
            schemes = {urlsplit(metadata[name]).scheme for name in ENDPOINTS}
        except (requests.RequestException, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ProviderError(f"it does not say where to go: {type(error).__name__}") from error
        if not is_ours or not schemes <= {"https", urlsplit(self.settings.issuer).scheme}:
            raise ProviderError("it calls itself by another address, or leads away from https")
        self.known = (time.monotonic(), metadata)
        return metadata

    def _fetch(self, address: str) -> Any:
        answer = requests.get(address, timeout=PATIENCE, allow_redirects=False)
        answer.raise_for_status()
        return answer.json()


def _find_claim(error: Exception) -> str:
    """Return which claim is wrong, when that is what the error is about."""
    return str(getattr(error, "claim", None) or getattr(error, "error", None) or "")
