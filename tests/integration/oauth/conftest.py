"""Two gateways, each with an auth service of its own, on one database; two providers."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator

import pytest

from kernel.config import HTTP_PORT_OFFSET
from kernel.testing.parts import free_port
from tests.integration.gateway.replicas import wait_for_answer
from tests.integration.oauth.house import House, Provider
from tests.providers import canaille, hostile
from tests.providers.canaille import Canaille
from tests.providers.hostile import CLIENT, SECRET, Hostile
from tests.system import ROOT, process


@pytest.fixture(scope="session")
def house(mongo_url: str, nats_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The installation, with its administrator."""
    folder = tmp_path_factory.mktemp("oauth")
    auths = [free_port(HTTP_PORT_OFFSET), free_port(HTTP_PORT_OFFSET)]
    gateways = [free_port(), free_port()]
    name = f"o{secrets.token_hex(4)}"
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PARLANCE_")},
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'gen'}",
        "PARLANCE_DATA_DIR": str(folder / "data"),
        "PARLANCE_MONGO_URL": mongo_url,
        "PARLANCE_NATS_URL": nats_url,
        "PARLANCE_NATS_PREFIX": f"{name}-",
        "PARLANCE_DB_PREFIX": f"{name}_",
        "PARLANCE_DEFAULT_ROLE": "user",
        "PARLANCE_SIGNIN_TRIES_ADDRESS": "100000",  # every browser here has the same
    }
    with contextlib.ExitStack() as stack:
        for at, (auth, gateway) in enumerate(zip(auths, gateways, strict=True)):
            own = {**environment, "PARLANCE_AUTH_PORT": str(auth), "PARLANCE_PORT": str(gateway)}
            stack.enter_context(process("services.auth", own, folder / f"auth-{at}.log"))
            stack.enter_context(process("services.gateway", own, folder / f"gateway-{at}.log"))
        for gateway in gateways:
            wait_for_answer(f"http://127.0.0.1:{gateway}/.well-known/jwks.json", folder)
        yield House.settle([f"http://127.0.0.1:{gateway}" for gateway in gateways], folder)


@pytest.fixture(scope="session")
def running_canaille() -> Iterator[Canaille]:
    """The real provider."""
    with canaille.running() as provider:
        yield provider


@pytest.fixture(scope="session")
def running_hostile() -> Iterator[Hostile]:
    """The provider that lies."""
    with hostile.running() as provider:
        yield provider


@pytest.fixture
def real(house: House, running_canaille: Canaille) -> Provider:
    """Canaille as the provider `canaille` of the house, with a client of its own. It does not say whether
    it checked addresses; its administrators give them out."""
    callbacks = [f"{url}/oauth/canaille/login/callback" for url in house.urls]
    client = running_canaille.client(*callbacks)
    return Provider(
        id="canaille",
        name="Canaille",
        issuer=running_canaille.issuer,
        client_id=client.id,
        client_secret=client.secret,
        scopes="openid email profile groups",
        further={"addresses_are_verified": True},
    )


@pytest.fixture
def liar(house: House, running_hostile: Hostile) -> Iterator[Hostile]:
    """The provider `liar`, honest so far, with a person nobody knows; people may register."""
    mark = secrets.token_hex(5)
    running_hostile.person = {
        "sub": f"subject-{mark}",
        "email": f"{mark}@example.test",
        "email_verified": True,
        "name": "Hannah Honest",
        "sid": f"there-{mark}",
    }
    house.offer(liar_of(running_hostile), rules={"signup": True})
    key = running_hostile.key
    yield running_hostile
    running_hostile.is_honest()
    running_hostile.key = key  # the one that is known; asking for others is limited


def liar_of(provider: Hostile, **fields: object) -> Provider:
    """How the house knows the provider that lies."""
    known = Provider("liar", "Liar", provider.issuer, CLIENT, SECRET, "openid email profile")
    return known.but(**fields)
