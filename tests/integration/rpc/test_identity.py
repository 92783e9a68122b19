"""Credentials of clients, through a real server that asks a real (small) auth service."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import grpc.aio
import pytest

from kernel.identity.authenticator import Authenticator
from kernel.identity.exchange import Exchange
from kernel.identity.revocations import Revocations
from kernel.identity.service_credential import ServiceCredential
from tests.integration.rpc.harness import (
    SECRET,
    Client,
    FakeTokens,
    Running,
    Signer,
    new_signer,
    serving,
    tokens_service,
)

KEY = "sk-0123456789abcdef"
DEVELOPER_KEY = "ABCDEF1-ABCDEF2-ABCDEF3-ABCDEF4"


@dataclass
class House:
    """A server, its auth, a client."""

    auth: FakeTokens
    running: Running
    client: Client
    revocations: Revocations

    @property
    def signer(self) -> Signer:
        return self.auth.signer


@pytest.fixture
async def house() -> AsyncIterator[House]:
    fake = FakeTokens(new_signer())
    fake.credentials[KEY] = fake.signer.claims("user", "api_key", session="key-1")
    fake.credentials[DEVELOPER_KEY] = fake.signer.claims("admin", "developer_key", session="d-1")
    async with AsyncExitStack() as stack:
        target = await stack.enter_async_context(tokens_service(fake))
        channel = await stack.enter_async_context(grpc.aio.insecure_channel(target))
        credential = ServiceCredential("test", SECRET)
        revocations = Revocations(trusted=True)
        auth = Authenticator(Exchange(channel, credential), revocations, credential)
        running = await stack.enter_async_context(serving(fake.signer, auth=auth))
        client = await stack.enter_async_context(Client(running.target))
        yield House(fake, running, client, revocations)


async def test_an_api_key_is_exchanged_once_and_its_token_forwarded(house: House) -> None:
    for _ in range(5):
        await house.client.call("User", KEY)
    seen = house.running.sample.seen
    assert seen is not None
    assert seen.who.kind == "api_key"
    assert dict(seen.outgoing())["authorization"].startswith("Bearer eyJ")
    assert KEY not in str(seen.outgoing())
    assert len(house.auth.exchanges) == 1
    assert house.auth.exchanges[0].address == "127.0.0.1"


async def test_many_first_calls_at_once_ask_auth_once(house: House) -> None:
    house.auth.hold = asyncio.Event()
    calls = [asyncio.ensure_future(house.client.call("User", KEY)) for _ in range(20)]
    while not house.auth.exchanges or house.running.around.calls.running < len(calls):
        await asyncio.sleep(0.01)
    calls[0].cancel()  # who asked first may go away: the others still get their answer
    house.auth.hold.set()
    assert len([r for r in await asyncio.gather(*calls[1:]) if r.text == "hello"]) == 19
    assert len(house.auth.exchanges) == 1


async def test_a_wrong_key_is_asked_about_once_in_a_while(house: House) -> None:
    for _ in range(5):
        assert await house.client.refusal("User", "sk-unknown") == "INVALID_CREDENTIAL"
    assert len(house.auth.exchanges) == 1


async def test_a_developer_key_opens_the_developer_surface_only(house: House) -> None:
    assert await house.client.refusal("Developer", DEVELOPER_KEY) == ""
    assert await house.client.refusal("DeveloperRest", DEVELOPER_KEY) == ""
    assert await house.client.refusal("UserRest", DEVELOPER_KEY) == "ACCESS_PROHIBITED"


async def test_the_keys_of_auth_are_fetched_when_a_token_names_a_new_one(house: House) -> None:
    assert await house.client.refusal("User", house.signer.token()) == ""
    assert await house.client.refusal("User", house.signer.token(session="s2")) == ""
    assert house.auth.key_calls == 1
    stranger = new_signer("elsewhere")
    for _ in range(5):
        assert await house.client.refusal("User", stranger.token()) == "INVALID_CREDENTIAL"
    assert house.auth.key_calls <= 2


async def test_a_revoked_session_ends_at_once(house: House) -> None:
    token = house.signer.token(session="s9")
    assert await house.client.refusal("User", token) == ""
    house.revocations.apply("SessionRevoked", "user-u1", 5, "s9")
    assert await house.client.refusal("User", token) == "SESSION_REVOKED"
    assert await house.client.refusal("User", house.signer.token(session="s10")) == ""


async def test_a_deleted_api_key_is_asked_about_again_and_refused(house: House) -> None:
    await house.client.call("User", KEY)
    house.auth.credentials[KEY] = "SESSION_REVOKED"
    house.revocations.apply("ApiKeyRevoked", "user-u1", 5, "key-1")
    assert await house.client.refusal("User", KEY) == "SESSION_REVOKED"


async def test_a_role_change_makes_older_tokens_stale_and_newer_ones_not(house: House) -> None:
    old, new = house.signer.token("admin", user_version=3), house.signer.token("user", user_version=4)
    assert await house.client.refusal("Admin", old) == ""
    house.revocations.apply("UserRoleChanged", "user-u1", 4, "")
    assert await house.client.refusal("Admin", old) == "TOKEN_STALE"
    assert await house.client.refusal("User", new) == ""


async def test_a_role_change_reaches_an_api_key_in_use(house: House) -> None:
    await house.client.call("User", KEY)
    house.auth.credentials[KEY] = house.signer.claims("pending", "api_key", session="key-1", user_version=2)
    house.revocations.apply("UserRoleChanged", "user-u1", 2, "")
    assert await house.client.refusal("User", KEY) == "ACCESS_PROHIBITED"


async def test_an_answer_older_than_the_change_is_asked_for_again(house: House) -> None:
    house.auth.hold = asyncio.Event()
    call = asyncio.ensure_future(house.client.refusal("User", KEY))
    while not house.auth.exchanges:
        await asyncio.sleep(0.01)
    house.revocations.apply("UserRoleChanged", "user-u1", 2, "")
    house.auth.hold.set()
    assert await call == "TOKEN_STALE"  # this auth never learns of the change
    assert len(house.auth.exchanges) == 2


async def test_changed_defaults_make_every_token_stale(house: House) -> None:
    token = house.signer.token(rights_version=1)
    assert await house.client.refusal("User", token) == ""
    house.revocations.apply("DefaultPermissionsChanged", "installation", 2, "")
    assert await house.client.refusal("User", token) == "TOKEN_STALE"
    assert await house.client.refusal("User", house.signer.token(rights_version=2)) == ""


async def test_revocations_of_others_cost_no_question(house: House) -> None:
    await house.client.call("User", KEY)
    for number in range(20):
        house.revocations.apply("UserRoleChanged", f"user-x{number}", 2, "")
        await house.client.call("User", KEY)
    assert len(house.auth.exchanges) == 1


async def test_without_the_feed_auth_confirms_every_moment(house: House) -> None:
    token = house.signer.token(session="s1")
    house.auth.credentials[token] = house.signer.claims()
    house.revocations.feed_is(False)
    for _ in range(3):
        assert await house.client.refusal("User", token) == ""
    assert len(house.auth.exchanges) == 1
    house.auth.credentials[token] = "SESSION_REVOKED"
    await asyncio.sleep(0.8)
    assert await house.client.refusal("User", token) == "SESSION_REVOKED"
    house.revocations.feed_is(True)


async def test_without_auth_a_new_credential_is_unavailable_and_a_known_one_goes_on(
    house: House,
) -> None:
    token = house.signer.token()
    await house.client.call("User", token)
    await house.client.call("User", KEY)
    await house.running.server.announce(serving=True)
    house.auth.credentials[KEY] = "UNAVAILABLE"
    assert await house.client.refusal("User", token) == ""
    assert await house.client.refusal("User", KEY) == ""
    house.auth.credentials["sk-new"] = "UNAVAILABLE"
    assert await house.client.refusal("User", "sk-new") == "UNAVAILABLE"
    house.auth.credentials["sk-new"] = house.signer.claims("user", "api_key")
    assert await house.client.refusal("User", "sk-new") == ""


async def test_a_token_names_the_groups_of_the_caller(house: House) -> None:
    groups = frozenset(str(uuid.uuid4()) for _ in range(3))
    await house.client.call("User", house.signer.token(groups=groups, membership_version=4))
    seen = house.running.sample.seen
    assert seen is not None and seen.who.groups == groups
    assert house.auth.exchanges == []


async def test_whoever_is_in_more_groups_than_a_token_holds_is_asked_about_once(house: House) -> None:
    groups = frozenset(str(uuid.uuid4()) for _ in range(150))
    claims = house.signer.claims(groups=groups, session="s-many", membership_version=4)
    token = house.signer.token(groups=groups, session="s-many", membership_version=4)
    assert len(token) < 4096
    house.auth.credentials[token] = claims
    for _ in range(3):
        await house.client.call("User", token)
    seen = house.running.sample.seen
    assert seen is not None and seen.who.groups == groups
    assert len(house.auth.exchanges) == 1


async def test_a_token_from_before_a_change_of_members_is_stale(house: House) -> None:
    token = house.signer.token(membership_version=1, session="s-moved")
    assert await house.client.refusal("User", token) == ""
    house.revocations.apply("GroupMembersAdded", "group-g", 5, "", [("u1", 2)])
    assert await house.client.refusal("User", token) == "TOKEN_STALE"
    fresh = house.signer.token(membership_version=2, session="s-moved")
    assert await house.client.refusal("User", fresh) == ""
