"""What becomes of accounts: the last administrator, addresses, answers to repeated requests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from parlance.auth.v1 import scim_pb2, scim_pb2_grpc

from kernel.context import system
from services.auth.adapters.scim import Scope
from services.auth.commands import update_user
from services.auth.commands.parts import Parts
from services.auth.domain.refusals import EmailTaken, LastAdmin
from services.auth.rpc.scim_resources import Asking, Life
from services.auth.scim.errors import ScimError
from services.auth.scim.resources import USER
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person

CTX = system()
OKTA = Asking(CTX, Scope("okta", False), "")
EVERYTHING = Asking(CTX, Scope("okta", True), "")
OFF = {"Operations": [{"op": "replace", "path": "active", "value": False}]}


@pytest_asyncio.fixture
async def service(fresh: Fresh) -> AsyncIterator[Auth]:
    """A service of the test's own."""
    async with fresh(default_role="user") as auth:
        yield auth


def parts_of(auth: Auth) -> Parts:
    parts: Parts = auth.service.app.servicers[0].implementation._parts
    return parts


async def test_the_last_active_administrator_stays_whoever_made_them(service: Auth) -> None:
    parts = parts_of(service)
    users = Life(parts, USER)
    owner = await service.sign_up()
    with pytest.raises(LastAdmin):
        await users.patch(EVERYTHING, owner.id, OFF)
    made = (await users.create(OKTA, {"userName": "deputy"})).resource["id"]
    await update_user.handle(parts, CTX, update_user.UpdateUser(made, owner.id, role="admin"))
    assert (await users.patch(EVERYTHING, owner.id, OFF)).resource["active"] is False
    with pytest.raises(LastAdmin):
        await users.patch(OKTA, made, OFF)
    with pytest.raises(LastAdmin):
        await users.delete(OKTA, made)
    shown = await users.read(OKTA, made)
    assert shown.resource.get("active", True) is True
    with pytest.raises(ScimError):
        await users.delete(EVERYTHING, owner.id)


async def test_the_address_follows_a_userName_that_is_one(service: Auth) -> None:
    parts = parts_of(service)
    await service.sign_up()
    users = Life(parts, USER)

    async def email(user_id: str) -> str:
        account = await parts.accounts.fresh(user_id)
        assert account is not None
        return account.user.email

    one = (await users.create(OKTA, {"userName": "Jo@Okta.Example"})).resource["id"]
    assert await email(one) == "jo@okta.example"
    rename = {"Operations": [{"op": "replace", "path": "userName", "value": "kim@okta.example"}]}
    await users.patch(OKTA, one, rename)
    assert await email(one) == "kim@okta.example"
    mail = {"Operations": [{"op": "add", "path": "emails", "value": [{"value": "k@okta.example"}]}]}
    await users.patch(OKTA, one, mail)
    assert await email(one) == "k@okta.example"
    two = await users.create(OKTA, {"userName": "no address"})
    assert (await email(two.resource["id"])).endswith(".invalid")
    assert "emails" not in two.resource
    body = {"userName": "three", "emails": [{"value": "k@okta.example"}, {"value": "3@okta.example"}]}
    three = (await users.create(OKTA, body)).resource
    assert (await email(three["id"]), three["emails"]) == ("3@okta.example", body["emails"])
    alone = {"Operations": [{"op": "replace", "path": "emails", "value": body["emails"][:1]}]}
    await users.patch(OKTA, three["id"], alone)
    assert await email(three["id"]) == "3@okta.example"
    entra = Asking(CTX, Scope("entra", False), "")
    with pytest.raises(EmailTaken):
        await users.create(entra, {"userName": "four", "emails": body["emails"]})


async def test_a_repeated_request_gets_the_first_answer(auth: Auth, admin: Person) -> None:
    stub = scim_pb2_grpc.ScimStub(auth.channel)
    request = scim_pb2.CreateScimResourceRequest(resource=b'{"userName":"only once"}', origin="https://x")
    metadata = (*admin.as_caller, ("idempotency-key", "scim-once"))
    first: Any = await stub.CreateScimUser(request, metadata=metadata)
    again: Any = await stub.CreateScimUser(request, metadata=metadata)
    assert first == again and first.etag
