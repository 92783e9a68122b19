"""A real OpenID Connect provider for tests: Canaille, from the package pytest-iam, on a free port.

It signs its tokens with RS256, wants PKCE of public clients, asks people for their password and their
consent, and sends `iss` to the callback (RFC 9207). `rotate` gives it a new key; the old one is gone.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import httpx
from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from joserfc import jwt
from joserfc.jwk import RSAKey
from pytest_iam import Server

from kernel.testing.parts import free_port

PASSWORD = "a password at the provider"
_FIELD = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Client:
    """What a client has registered."""

    id: str
    secret: str


class Canaille:
    """A running provider."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.issuer = server.url.rstrip("/")

    def client(self, *redirect_uris: str, public: bool = False) -> Client:
        """Register a client for the authorization code grant."""
        made = Client(f"client-{uuid.uuid4().hex[:8]}", "" if public else uuid.uuid4().hex)
        with self._server.app.app_context():
            client = models.Client(
                client_id=made.id,
                client_id_issued_at=datetime.datetime.now(datetime.UTC),
                client_secret=made.secret or None,
                client_name="Parlance",
                client_uri="https://parlance.example",
                redirect_uris=list(redirect_uris),
                grant_types=["authorization_code", "refresh_token"],
                response_types=["code"],
                scope=["openid", "email", "profile", "groups"],
                token_endpoint_auth_method="none" if public else "client_secret_basic",
            )
            self._server.backend.save(client)
            client.audience = [client]
            self._server.backend.save(client)
        return made

    def person(self, name: str, *groups: str) -> Any:
        """Somebody with an account there, in these groups."""
        with self._server.app.app_context():
            user = models.User(
                user_name=name,
                formatted_name=name.capitalize(),
                family_name="Example",
                emails=[f"{name}@example.test"],
                password=PASSWORD,
            )
            self._server.backend.save(user)
            for display_name in groups:
                known = self._server.backend.get(models.Group, display_name=display_name)
                group = known or models.Group(display_name=display_name, members=[])
                group.members = [*group.members, user]
                self._server.backend.save(group)
        return user

    def leave_groups(self, user: Any) -> None:
        """From now on they are in no group."""
        with self._server.app.app_context():
            for group in self._server.backend.query(models.Group):
                group.members = [one for one in group.members if one != user]
                if group.members:
                    self._server.backend.save(group)
                else:
                    self._server.backend.delete(group)

    def rotate(self) -> None:
        """Another signing key; the one before is no longer published."""
        self._server.app.config["CANAILLE_OIDC"]["ACTIVE_JWKS"] = [_key()]

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        """A token with the provider's key: it sends no logout tokens by itself."""
        key = RSAKey.import_key(self._server.app.config["CANAILLE_OIDC"]["ACTIVE_JWKS"][0])
        return jwt.encode({"alg": "RS256", "kid": key.kid, **header}, claims, key)

    def let_in(self, browser: httpx.Client, authorization_url: str, name: str) -> str:
        """Sign in there and consent as a person does with a browser: where it is sent in the end."""
        answers = {"login": name, "password": PASSWORD, "answer": "accept"}
        reply = browser.get(authorization_url)
        for _ in range(12):
            if reply.is_redirect:
                location = urljoin(str(reply.url), reply.headers["location"])
                if not location.startswith(self.issuer):
                    return location
                reply = browser.get(location)
                continue
            reply.raise_for_status()
            fields = dict(_FIELD.findall(reply.text))
            fields |= {key: value for key, value in answers.items() if f'name="{key}"' in reply.text}
            reply = browser.post(str(reply.url), data=fields)
        raise AssertionError(
            f"the provider lets nobody in: {reply.status_code} {reply.url}\n{reply.text[:2000]}"
        )


@contextlib.contextmanager
def running() -> Iterator[Canaille]:
    """A provider with nobody in it, until the block ends."""
    port = free_port()
    # The library under the provider insists on https unless it is told that this is a test.
    before = os.environ.get("AUTHLIB_INSECURE_TRANSPORT")
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    app = create_app(
        config={
            "TESTING": True,
            "ENV_FILE": None,
            "SECRET_KEY": uuid.uuid4().hex,
            "WTF_CSRF_ENABLED": False,
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"localhost:{port}",
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc", "manage_oidc"]}},
                "LOGGING": {"version": 1, "disable_existing_loggers": False},
            },
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [_key()]},
        },
        env_file=".none",
        env_prefix="CANAILLE_TEST_",
    )
    server = Server(app, port, Backend.instance)
    thread = threading.Thread(target=server.httpd.serve_forever, name="canaille")
    thread.start()
    try:
        yield Canaille(server)
    finally:
        server.httpd.shutdown()
        thread.join()
        server.httpd.server_close()
        if before is None:
            del os.environ["AUTHLIB_INSECURE_TRANSPORT"]
        else:
            os.environ["AUTHLIB_INSECURE_TRANSPORT"] = before


def _key() -> dict[str, Any]:
    return dict(RSAKey.generate_key(2048, auto_kid=True).as_dict(private=True))
