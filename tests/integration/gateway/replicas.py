"""One auth service and two gateway processes, and the question how soon both refuse what was taken back."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from kernel.config import HTTP_PORT_OFFSET
from kernel.testing.parts import free_port
from tests.system import PASSWORD, ROOT, process

LIMIT = 1.0
SESSION = "/api/v1/auths/"
MEMBERS = "/api/v1/users/user/settings"
ADMINS = "/api/v1/users/"


@dataclass(frozen=True, slots=True)
class Account:
    """An account, signed in through the first gateway."""

    id: str
    email: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What a client of theirs sends."""
        return bearer(self.token)


@dataclass(frozen=True, slots=True)
class Replicas:
    """Clients of the two gateways and the administrator."""

    one: httpx.AsyncClient
    two: httpx.AsyncClient
    admin: Account

    async def account(self, role: str = "user") -> Account:
        """A new account with this role, signed in."""
        email = f"{secrets.token_hex(6)}@parlance.example"
        form = {"name": "Replica", "email": email, "password": PASSWORD, "role": role}
        (await self.one.post("/api/v1/auths/add", json=form, headers=self.admin.headers)).raise_for_status()
        return await sign_in(self.one, email)

    async def api_key(self, account: Account) -> str:
        """A new API key of an account."""
        reply = await self.one.post("/api/v1/auths/api_key", headers=account.headers)
        reply.raise_for_status()
        return str(reply.json()["api_key"])


def bearer(credential: str) -> dict[str, str]:
    """The header of a credential."""
    return {"authorization": f"Bearer {credential}"}


async def sign_in(client: httpx.AsyncClient, email: str) -> Account:
    """Start a session."""
    reply = await client.post("/api/v1/auths/signin", json={"email": email, "password": PASSWORD})
    reply.raise_for_status()
    return Account(reply.json()["id"], email, reply.json()["token"])


@pytest.fixture(scope="module")
def urls(
    mongo_url: str, nats_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Where the two gateways listen."""
    folder = tmp_path_factory.mktemp("two-gateways")
    base = free_port(0, HTTP_PORT_OFFSET)
    gateways = [free_port(), free_port()]
    name = f"g{secrets.token_hex(4)}"
    own = {key: value for key, value in os.environ.items() if not key.startswith("PARLANCE_")}
    environment = {
        **own,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'gen'}",
        "PARLANCE_DATA_DIR": str(folder / "data"),
        "PARLANCE_MONGO_URL": mongo_url,
        "PARLANCE_NATS_URL": nats_url,
        "PARLANCE_NATS_PREFIX": f"{name}-",
        "PARLANCE_DB_PREFIX": f"{name}_",
        "PARLANCE_AUTH_PORT": str(base),
        "PARLANCE_DEFAULT_ROLE": "user",
    }
    with contextlib.ExitStack() as stack:
        stack.enter_context(process("services.auth", environment, folder / "auth.log"))
        for index, port in enumerate(gateways):
            log = folder / f"gateway-{index}.log"
            stack.enter_context(process("services.gateway", {**environment, "PARLANCE_PORT": str(port)}, log))
        found = [f"http://127.0.0.1:{port}" for port in gateways]
        for url in found:
            wait_for_answer(f"{url}/.well-known/jwks.json", folder)
        yield found[0], found[1]


def wait_for_answer(url: str, folder: Path) -> None:
    """Block until auth answers through a gateway."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(url, timeout=5).status_code == 200:
                return
        time.sleep(0.1)
    logs = "\n".join(log.read_text(errors="replace")[-2000:] for log in folder.glob("*.log"))
    raise AssertionError(f"{url} does not answer:\n{logs}")


@pytest_asyncio.fixture
async def replicas(urls: tuple[str, str]) -> AsyncIterator[Replicas]:
    """Both gateways and the first account."""
    async with (
        httpx.AsyncClient(base_url=urls[0], timeout=30) as one,
        httpx.AsyncClient(base_url=urls[1], timeout=30) as two,
    ):
        email = "first@parlance.example"
        form = {"name": "First", "email": email, "password": PASSWORD}
        await one.post("/api/v1/auths/signup", json=form)
        yield Replicas(one, two, await sign_in(one, email))


async def refused_on_both(
    replicas: Replicas, credential: str, path: str, take_back: Callable[[], Awaitable[httpx.Response]]
) -> tuple[float, float]:
    """Take a credential back; seconds from the reply until each gateway refuses it, and goes on doing so."""
    headers = bearer(credential)
    both = (replicas.one, replicas.two)
    for client in (*both, *both):
        reply = await client.get(path, headers=headers)
        assert reply.status_code == 200, reply.text
    reply = await take_back()
    assert reply.status_code == 200, reply.text
    began = time.monotonic()

    async def until_refused(client: httpx.AsyncClient) -> float:
        while True:
            asked = time.monotonic()
            status = (await client.get(path, headers=headers)).status_code
            if status in (401, 403):
                return max(0.0, asked - began)
            assert status == 200
            assert time.monotonic() - began < 10, "still let in after ten seconds"
            await asyncio.sleep(0.005)

    one, two = await asyncio.gather(*(until_refused(client) for client in both))
    for client in (*both, *both, *both):
        replayed = await client.get(path, headers=headers)
        assert replayed.status_code in (401, 403), "let in again after a refusal"
    assert max(one, two) < LIMIT, f"refused after {one:.3f} s and {two:.3f} s"
    return one, two
