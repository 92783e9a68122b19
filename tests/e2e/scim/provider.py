"""An identity provider: its token, and requests as it makes them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.system import System

ROOT = "/api/v1/scim/v2"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
KIND = "application/scim+json"


class Provider:
    """Requests with one token. Every answer is checked to be SCIM's."""

    def __init__(self, system: System, name: str = "", view: str = "own") -> None:
        self.name = name or f"idp-{uuid.uuid4().hex[:8]}"
        self.token = system.scim_token(self.name, view)
        self.base = system.url + ROOT
        self.http = httpx.Client(
            base_url=self.base,
            timeout=60,
            headers={"authorization": f"Bearer {self.token}", "content-type": KIND, "accept": KIND},
        )

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """A request; whatever the status."""
        reply = self.http.request(method, path, json=body, **options)
        if reply.status_code not in (204, 304):
            assert reply.headers["content-type"] == KIND, reply.text
        assert reply.status_code < 500 or reply.status_code == 501, reply.text
        if reply.status_code >= 400:
            error = reply.json()
            assert error["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
            assert error["status"] == str(reply.status_code) and error["detail"]
        return reply

    def ok(self, method: str, path: str, body: Any = None, status: int = 200, **options: Any) -> Any:
        """The body of a request that succeeds."""
        reply = self.ask(method, path, body, **options)
        assert reply.status_code == status, reply.text
        return reply.json() if reply.content else None

    def patch(self, path: str, *operations: dict[str, Any], **options: Any) -> Any:
        """The resource after a PATCH."""
        return self.ok("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **options)

    def refused(self, method: str, path: str, body: Any, status: int, kind: str | None = None) -> None:
        """A request is refused so."""
        reply = self.ask(method, path, body)
        assert (reply.status_code, reply.json().get("scimType")) == (status, kind), reply.text

    def found(self, kind: str, text: str, **parameters: Any) -> Any:
        """The list of what passes a filter."""
        return self.ok("GET", f"/{kind}", params={"filter": text, **parameters})

    def user(self, **fields: Any) -> Any:
        """A new user."""
        unique = uuid.uuid4().hex[:12]
        body = {"schemas": [USER], "userName": f"u-{unique}", **fields}
        return self.ok("POST", "/Users", body, status=201)

    def group(self, *members: str, **fields: Any) -> Any:
        """A new group."""
        body: dict[str, Any] = {"schemas": [GROUP], "displayName": f"g-{uuid.uuid4().hex[:12]}", **fields}
        if members:
            body["members"] = [{"value": member} for member in members]
        return self.ok("POST", "/Groups", body, status=201)


def values(resource: Any, name: str) -> list[str]:
    """The values of a multi-valued attribute, sorted."""
    return sorted(each["value"] for each in resource.get(name, []))


@contextmanager
def signed_in(system: System, email: str, password: str) -> Iterator[httpx.Client]:
    """A session of an account."""
    with system.client() as client:
        form = {"email": email, "password": password}
        reply = client.post("/api/v1/auths/signin", json=form)
        reply.raise_for_status()
        client.cookies.clear()
        client.headers["authorization"] = f"Bearer {reply.json()['token']}"
        yield client
