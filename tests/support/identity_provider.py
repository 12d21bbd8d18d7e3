"""A small identity provider: a real HTTP server with RS256 keys that checks what a provider must check."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "merit-panel", "rahasia-penyedia-identitas"


class IdentityProvider:
    """Lets `name`, its own number `subject`, in without asking, and lies as a test tells it to.

    Attributes:
        claims: replace those of the ID token; None leaves one out.
        algorithm: what the ID token is signed by: `RS256`, `HS256` with the public key, `none`, or `foreign key`.
        answers: replace the JSON of a path, such as `/token`.
        refuses: send browsers back without a code.
        redeemed: the codes that were redeemed.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = RSAKey.generate_key(2048, {"kid": "satu", "use": "sig"})
        self.foreign_key = RSAKey.generate_key(2048, {"kid": "satu", "use": "sig"})
        self.reset()

    def reset(self, name: str = "wati") -> None:
        """Become honest again."""
        self.name = name
        self.subject = "17"
        self.claims: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.answers: dict[str, Any] = {}
        self.refuses = False
        self.asked: dict[str, dict[str, str]] = {}
        self.redeemed: list[str] = []

    def describe(self) -> dict[str, Any]:
        """Return the discovery document."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser goes next."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.asked[code] = asked
        answer = {"error": "access_denied"} if self.refuses else {"code": code}
        return f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked['state']})}"

    def redeem(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Return status and answer of the token endpoint."""
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.asked.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if authorization != expected:
            return 401, {"error": "invalid_client"}
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != sent.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        self.redeemed.append(sent["code"])
        return 200, {"access_token": "akses-rahasia", "token_type": "Bearer", "id_token": self.sign(asked["nonce"])}

    def sign(self, nonce: str) -> str:
        """Return an ID token."""
        now = int(time.time())
        honest = {"iss": self.address, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce,
                  "preferred_username": self.name}  # fmt: skip
        claims = {name: value for name, value in (honest | self.claims).items() if value is not None}
        if self.algorithm == "none":
            parts = [{"alg": "none", "kid": "satu"}, claims]
            return (
                ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
                + "."
            )
        if self.algorithm == "HS256":
            public = OctKey.import_key(self.key.as_pem(private=False))
            return jwt.encode({"alg": "HS256", "kid": "satu"}, claims, public, algorithms=["HS256"])
        key = self.foreign_key if self.algorithm == "foreign key" else self.key
        return jwt.encode({"alg": "RS256", "kid": "satu"}, claims, key)


class _Handler(BaseHTTPRequestHandler):
    provider: IdentityProvider

    def do_GET(self) -> None:
        """Discovery, keys, and the page people would sign in on."""
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if path == "/authorize":
            self.send_response(302)
            self.send_header("location", self.provider.authorize({name: values[0] for name, values in query.items()}))
            self.end_headers()
            return
        known = {
            "/.well-known/openid-configuration": self.provider.describe(),
            "/keys": {"keys": [self.provider.key.as_dict(private=False)]},
        }
        self._answer(200 if path in known else 404, self.provider.answers.get(path, known.get(path)))

    def do_POST(self) -> None:
        """The token endpoint."""
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        status, answer = self.provider.redeem(sent, self.headers.get("authorization", ""))
        self._answer(status, self.provider.answers.get("/token", answer))

    def log_message(self, *_arguments: Any) -> None:
        """Keep quiet."""

    def _answer(self, status: int, answer: Any) -> None:
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serve_provider() -> Iterator[IdentityProvider]:
    """Run a provider in threads on a free port of 127.0.0.1."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    provider = IdentityProvider(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"provider": provider})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
