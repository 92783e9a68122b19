"""An OpenID Connect provider that speaks the protocol by the book, until it is told to lie.

It lets everybody in at once as `person`. Each `Lies` field changes one thing it says. It also answers
as GitHub does. What it was asked is in `asked`.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from kernel.testing.parts import free_port

CLIENT, SECRET = "parlance", "the client's secret"
ALIAS = "alias-"
"""The provider answers the same below `/alias-…/`."""
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass
class Lies:
    """What is said instead; None takes a value away."""

    document: dict[str, Any] = field(default_factory=dict)
    id_token: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    callback: dict[str, str | None] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    """Signs ID tokens instead of the published key."""
    bodies: dict[str, bytes] = field(default_factory=dict)
    """Answers by path."""


class Hostile:
    """A running provider."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.lies = Lies()
        self.person: dict[str, Any] = {}
        self.asked: list[str] = []
        self.tokens: list[dict[str, Any]] = []
        """Token responses that were given."""
        self.key = RSAKey.generate_key(2048, auto_kid=True)
        self._codes: dict[str, dict[str, str]] = {}

    def is_honest(self) -> None:
        """No more lies."""
        self.lies = Lies()

    def rotate(self) -> None:
        """Another key; the old one is no longer published."""
        self.key = RSAKey.generate_key(2048, auto_kid=True)

    def signed(self, claims: dict[str, Any], key: RSAKey | None = None, **header: Any) -> str:
        """A token of this provider."""
        used = key or self.key
        return jwt.encode({"alg": "RS256", "kid": used.kid, **header}, claims, used)

    def logout_token(self, **changes: Any) -> str:
        """A logout token for the person; None takes a claim away."""
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": int(time.time()),
            "exp": int(time.time()) + 120,
            "jti": uuid.uuid4().hex,
            "sub": self.person["sub"],
            "events": {LOGOUT: {}},
            **changes,
        }
        return self.signed(
            {key: value for key, value in claims.items() if value is not None}, typ="logout+jwt"
        )

    def get(self, path: str, query: dict[str, str], headers: Any) -> tuple[int, dict[str, str], bytes]:
        """Answer a GET."""
        if path in self.lies.bodies:
            return 200, {}, self.lies.bodies[path]
        if path == "/.well-known/openid-configuration":
            return _json(self._document())
        if path == "/jwks":
            return _json({"keys": [self.key.as_dict(private=False)]})
        if path in ("/authorize", "/login/oauth/authorize"):
            return self._authorize(query)
        if headers.get("authorization", "").startswith("Bearer access-"):
            if path in ("/userinfo", "/api/v3/user"):
                return _json(_with({**self.person}, self.lies.userinfo))
            if path == "/api/v3/user/emails":
                return _json(self.person["emails"])
        return 404, {}, b""

    def post(self, path: str, form: dict[str, str], headers: Any) -> tuple[int, dict[str, str], bytes]:
        """Answer a POST."""
        if path in self.lies.bodies:
            return 200, {}, self.lies.bodies[path]
        if path not in ("/token", "/login/oauth/access_token"):
            return 404, {}, b""
        known = self._codes.pop(form.get("code", ""), None)
        proof = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        proven = headers.get("authorization") == f"Basic {proof}" or form.get("client_secret") == SECRET
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            known is None
            or not proven
            or known["code_challenge"] != challenge
            or known["redirect_uri"] != form.get("redirect_uri")
        ):
            return _json({"error": "invalid_grant"}, 400)
        token: dict[str, Any] = {
            "access_token": f"access-{uuid.uuid4().hex}",
            "refresh_token": f"refresh-{uuid.uuid4().hex}",
            "token_type": "Bearer",
            "expires_in": 300,
            "scope": known["scope"],
        }
        if path == "/token":
            token["id_token"] = self._id_token(known["nonce"], token["access_token"])
        self.tokens.append(token)
        return _json(token)

    def _document(self) -> dict[str, Any]:
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "authorization_response_iss_parameter_supported": True,
        }
        return _with(said, self.lies.document)

    def _authorize(self, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if query.get("code_challenge_method") != "S256" or query.get("response_type") != "code":
            return 400, {}, b"only the code grant with PKCE"
        code = uuid.uuid4().hex
        self._codes[code] = {"nonce": "", **query}
        answer = _with({"code": code, "state": query["state"], "iss": self.issuer}, self.lies.callback)
        return 302, {"location": f"{query['redirect_uri']}?{urlencode(answer)}"}, b""

    def _id_token(self, nonce: str, access_token: str) -> str:
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": nonce,
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
            **self.person,
        }
        claims = _with(claims, self.lies.id_token)
        return self.lies.sign(claims) if self.lies.sign else self.signed(claims)


def unsigned(claims: dict[str, Any], algorithm: str = "none") -> str:
    """A token without a signature."""

    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(claims)}."


@contextlib.contextmanager
def running() -> Iterator[Hostile]:
    """A provider on a free port until the block ends."""
    port = free_port()
    provider = Hostile(f"http://127.0.0.1:{port}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = re.sub(f"^/{ALIAS}[^/]*", "", parts.path)
            provider.asked.append(path)
            self._answer(*provider.get(path, _single(parts.query), self.headers))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            provider.asked.append(self.path)
            self._answer(*provider.post(self.path, _single(body), self.headers))

        def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {"content-type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, name="hostile")
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _with(said: dict[str, Any], lies: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**said, **lies}.items() if value is not None}


def _single(query: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(query, keep_blank_values=True).items()}


def _json(value: Any, status: int = 200) -> tuple[int, dict[str, str], bytes]:
    return status, {}, json.dumps(value).encode()
