"""Every access rule against every kind of caller, through a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.integration.rpc.harness import SECRET, Client, Running, serving
from tests.integration.rpc.sample import ACCESS

CALLERS: dict[str, tuple[str, str] | str | None] = {
    "nobody": None,
    "pending session": ("pending", "session"),
    "user session": ("user", "session"),
    "admin session": ("admin", "session"),
    "user api key": ("user", "api_key"),
    "admin api key": ("admin", "api_key"),
    "developer key": ("admin", "developer_key"),
    "scim token": ("pending", "scim_token"),
    "service": "service",
}
ALLOWED = {
    "Public": set(CALLERS),
    "AnyRole": set(CALLERS) - {"nobody", "scim token"},
    "User": set(CALLERS) - {"nobody", "pending session", "scim token"},
    "Admin": {"admin session", "admin api key", "developer key", "service"},
    "Developer": {"developer key"},
    "Service": {"service"},
    "NoRule": {"service"},
    "Session": {"pending session", "user session", "admin session"},
    "Unspecified": set(),
    "Scim": {"scim token", "admin session", "admin api key", "service"},
    "UserRest": {"admin session", "admin api key", "service"},
    "DeveloperRest": {"admin session", "admin api key", "developer key", "service"},
}


@pytest.fixture
async def running() -> AsyncIterator[tuple[Running, Client]]:
    async with serving() as server, Client(server.target) as client:
        yield server, client


def credential(running: Running, caller: str) -> str:
    what = CALLERS[caller]
    if what is None:
        return ""
    if isinstance(what, str):
        return f"Service chat:{SECRET}"
    role, kind = what
    return running.signer.token(role, kind)


@pytest.mark.parametrize("method", ALLOWED)
async def test_a_method_opens_to_exactly_those_its_rule_names(
    running: tuple[Running, Client], method: str
) -> None:
    server, client = running
    opened = set()
    for caller in CALLERS:
        reason = await client.refusal(method, credential(server, caller))
        if not reason:
            opened.add(caller)
        else:
            assert reason == ("NOT_AUTHENTICATED" if caller == "nobody" else "ACCESS_PROHIBITED")
    assert opened == ALLOWED[method]
    assert set(ACCESS) <= set(ALLOWED)


async def test_a_refused_call_never_reaches_the_servicer(running: tuple[Running, Client]) -> None:
    server, client = running
    assert await client.refusal("Admin", server.signer.token("user"))
    assert server.sample.runs == 0


async def test_a_permission_is_needed_by_users_and_held_by_admins(
    running: tuple[Running, Client],
) -> None:
    server, client = running
    sign = server.signer.token
    assert await client.refusal("Permitted", sign("user")) == "PERMISSION_MISSING"
    own = await client.refusal("PermittedOwnReason", sign("user", permissions={"chat.delete"}))
    assert own == "API_KEY_CREATION_NOT_ALLOWED"
    assert await client.refusal("Permitted", sign("user", permissions={"chat.delete"})) == ""
    assert await client.refusal("Permitted", sign("admin")) == ""


async def test_a_wrong_credential_is_refused_even_where_none_is_needed(
    running: tuple[Running, Client],
) -> None:
    _, client = running
    assert await client.refusal("Public", "Bearer not.a.token") == "UNAVAILABLE"  # nobody to ask
    assert await client.refusal("Public", "Basic dTpw") == "INVALID_CREDENTIAL"
    assert await client.refusal("Public", "Service chat:guess") == "INVALID_CREDENTIAL"
    assert await client.refusal("Public", "Bearer ") == "INVALID_CREDENTIAL"


async def test_only_a_service_names_the_clients_address(running: tuple[Running, Client]) -> None:
    server, client = running
    await client.call("Context", x_client_address="203.0.113.9")
    assert server.sample.seen is not None
    assert server.sample.seen.address == "127.0.0.1"
    await client.call("Context", x_client_address="203.0.113.9", x_edge="gateway:wrong")
    assert server.sample.seen.address == "127.0.0.1"
    await client.call("Context", x_client_address="203.0.113.9", x_edge=f"gateway:{SECRET}")
    assert server.sample.seen.address == "203.0.113.9"


@pytest.mark.parametrize(
    ("scopes", "opened"),
    [
        ((), {"ChangeChat", "ReadChat", "User"}),
        (("read",), {"ReadChat"}),
        (("chats",), {"ChangeChat", "ReadChat"}),
        (("chats:read",), {"ReadChat"}),
        (("files", "openai", "scim"), set()),
        (("scim:all", "no such scope"), set()),
    ],
)
async def test_a_key_with_scopes_opens_what_one_of_them_names(
    running: tuple[Running, Client], scopes: tuple[str, ...], opened: set[str]
) -> None:
    server, client = running
    key = server.signer.token("admin", "api_key", scopes=scopes)
    for method in ("ChangeChat", "ReadChat", "User"):
        reason = await client.refusal(method, key)
        assert reason == ("" if method in opened else "API_KEY_NOT_ALLOWED"), method
    assert await client.refusal("Public", key) == ""


async def test_within_a_call_that_a_key_opened_internal_methods_are_not_asked_again(
    running: tuple[Running, Client],
) -> None:
    server, client = running
    key = server.signer.token("user", "api_key", scopes=("chats",))
    inside = {"x_client_address": "203.0.113.9", "x_edge": f"chat:{SECRET}"}
    assert await client.refusal("User", key, **inside) == ""
    assert await client.refusal("User", key, **{**inside, "x_edge": "chat:guess"}) == "API_KEY_NOT_ALLOWED"
    files = server.signer.token("user", "api_key", scopes=("files",))
    assert await client.refusal("ReadChat", files, **inside) == "API_KEY_NOT_ALLOWED", "it has a REST route"
