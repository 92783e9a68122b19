"""The installation under test, as browsers and its administrator see it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.system import PASSWORD

SESSION = "/api/v1/auths/"


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as the section `oauth` has it."""

    id: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    scopes: str
    further: Mapping[str, Any] = field(default_factory=dict)

    def but(self, **fields: Any) -> Provider:
        """The same with other settings."""
        return replace(self, further={**self.further, **fields})

    def values(self) -> dict[str, Any]:
        """JSON of the settings."""
        own = asdict(self)
        further = own.pop("further")
        return {**own, **further}


@dataclass(frozen=True, slots=True)
class Landed:
    """Where a browser ended up: on the sign-in page with a session, or with an error."""

    reply: httpx.Response

    @property
    def error(self) -> str:
        """What the page is told; "" when there is a session."""
        query = parse_qs(urlsplit(self.reply.headers["location"]).query)
        return query.get("error", [""])[0]

    @property
    def token(self) -> str:
        """The session, as the page reads it from its cookie."""
        assert self.reply.status_code == 307
        assert self.reply.headers["location"] == "/auth", self.reply.headers["location"]
        return self.reply.cookies["token"]


@dataclass(frozen=True, slots=True)
class House:
    """The two gateways and the administrator's headers."""

    urls: list[str]
    folder: Path
    admin: Mapping[str, str]

    @classmethod
    def settle(cls, urls: list[str], folder: Path) -> House:
        """With the first account, which owns the installation."""
        form = {"name": "Ada", "email": "ada@example.test", "password": PASSWORD}
        reply = httpx.post(f"{urls[0]}/api/v1/auths/signup", json=form, timeout=60)
        reply.raise_for_status()
        return cls(urls, folder, bearer(reply.json()["token"]))

    def browser(self, replica: int = 0) -> httpx.Client:
        """A fresh browser at one of the gateways; it follows no redirect by itself."""
        return httpx.Client(base_url=self.urls[replica], timeout=30)

    def configure(self, **values: Any) -> None:
        """Change the section `oauth`, and wait until both replicas know."""
        with self.browser() as client:
            reply = client.put("/api/v1/configs/sections/oauth", json={"values": values}, headers=self.admin)
            assert reply.status_code == 200, reply.text
        until = time.monotonic() + 5
        while self._seen(0) != self._seen(1):
            assert time.monotonic() < until, "the other replica has not heard of the change"
            time.sleep(0.02)

    def _seen(self, replica: int) -> list[Any]:
        with self.browser(replica) as client:
            known = client.get("/api/v1/auths/admin/config/oauth", headers=self.admin)
            return [known.json(), client.get("/api/v1/auths/oauth/providers").json()]

    def offer(self, *providers: Provider, rules: Mapping[str, Any] | None = None) -> None:
        """These providers and no others, under these common rules."""
        self.configure(
            enabled=True, rules=dict(rules or {}), providers=[provider.values() for provider in providers]
        )

    def account(self, email: str, name: str = "Here Before") -> str:
        """An account made by the administrator: its id."""
        form = {"name": name, "email": email, "password": PASSWORD, "role": "user"}
        with self.browser() as client:
            reply = client.post("/api/v1/auths/add", json=form, headers=self.admin)
            reply.raise_for_status()
        return str(reply.json()["id"])

    def log(self) -> str:
        """What the auth services logged."""
        return "\n".join(path.read_text(errors="replace") for path in self.folder.glob("auth-*.log"))


def bearer(token: str) -> dict[str, str]:
    """The header of a session."""
    return {"authorization": f"Bearer {token}"}


def begin(browser: httpx.Client, provider: str) -> str:
    """Where a browser is sent to sign in."""
    reply = browser.get(f"/oauth/{provider}/login")
    assert reply.status_code == 302, reply.text
    return str(reply.headers["location"])


def land(browser: httpx.Client, callback: str) -> Landed:
    """The browser comes back, to the gateway it is at."""
    parts = urlsplit(callback)
    reply = browser.get(f"{parts.path}?{parts.query}")
    assert reply.status_code == 307, f"{reply.status_code} {reply.text}"
    return Landed(reply)


def through(browser: httpx.Client, provider: str = "liar") -> Landed:
    """A whole sign-in with a provider that asks nothing."""
    there = httpx.get(begin(browser, provider))
    return land(browser, there.headers["location"])


def session(browser: httpx.Client, token: str) -> httpx.Response:
    """Who that session is of."""
    return browser.get(SESSION, headers=bearer(token))
