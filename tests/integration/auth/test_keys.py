"""API keys of people and developer keys of the installation."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from parlance.auth.v1 import accounts_pb2, developer_keys_pb2, keys_pb2, users_pb2

from services.auth.domain.developer import ACCOUNT_ID
from services.auth.rpc import permission_tree
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person, bearer, refused


async def _create(auth: Auth, person: Person) -> str:
    reply = await auth.accounts.CreateApiKey(accounts_pb2.CreateApiKeyRequest(), metadata=person.as_caller)
    return str(reply.api_key)


async def test_api_key_is_shown_once_then_masked_and_stored_nowhere(auth: Auth, admin: Person) -> None:
    key = await _create(auth, admin)
    assert re.fullmatch(r"sk-[0-9a-f]{32}", key)
    shown = await auth.accounts.GetApiKey(accounts_pb2.GetApiKeyRequest(), metadata=admin.as_caller)
    assert shown.api_key == f"sk-{'*' * 28}{key[-4:]}"
    database = auth.service.runtime.database
    for name in await database.list_collection_names():
        async for document in database[name].find({}):
            assert key not in repr(document) and key.encode() not in repr(document).encode()


async def test_api_key_opens_what_its_owner_may_but_no_session(auth: Auth, admin: Person) -> None:
    key = await _create(auth, admin)
    page = await auth.users.ListUsers(users_pb2.ListUsersRequest(), metadata=bearer(key))
    assert page.total >= 1
    call = auth.accounts.GetSession(accounts_pb2.GetSessionRequest(), metadata=bearer(key))
    await refused(call, "ACCESS_PROHIBITED")


async def test_a_new_api_key_replaces_the_one_before(auth: Auth, admin: Person) -> None:
    before, after = await _create(auth, admin), await _create(auth, admin)
    await refused(auth.exchange(before), "INVALID_CREDENTIAL")
    assert (await auth.exchange(after)).caller.kind == "api_key"


async def test_deleting_an_api_key_twice_is_fine_and_it_stops_working(auth: Auth, admin: Person) -> None:
    key = await _create(auth, admin)
    for _ in range(2):
        done = await auth.accounts.DeleteApiKey(accounts_pb2.DeleteApiKeyRequest(), metadata=admin.as_caller)
        assert done.value
    await refused(auth.exchange(key), "INVALID_CREDENTIAL")
    call = auth.accounts.GetApiKey(accounts_pb2.GetApiKeyRequest(), metadata=admin.as_caller)
    await refused(call, "API_KEY_NOT_FOUND")


async def test_plain_users_need_the_permission_for_making_and_for_using_a_key(fresh: Fresh) -> None:
    async with fresh(default_role="user") as auth:
        admin, person = await auth.sign_up(), await auth.sign_up()
        make = auth.accounts.CreateApiKey(accounts_pb2.CreateApiKeyRequest(), metadata=person.as_caller)
        await refused(make, "API_KEY_CREATION_NOT_ALLOWED")
        tree = permission_tree.to_message(["features.api_keys"])
        await auth.users.UpdateDefaultPermissions(tree, metadata=admin.as_caller)
        # The session token is exchanged anew after the change, here by signing in again.
        person.token = (await auth.sign_in(person.email)).token
        key = await _create(auth, person)
        assert (await auth.exchange(key)).caller.user_id == person.id
        tree.features.api_keys = False
        await auth.users.UpdateDefaultPermissions(tree, metadata=admin.as_caller)
        await refused(auth.exchange(key), "API_KEY_NOT_ALLOWED")


async def test_developer_key_is_made_listed_used_and_revoked(auth: Auth, admin: Person) -> None:
    keys = auth.developer_keys
    made = await keys.CreateDeveloperKey(
        developer_keys_pb2.CreateDeveloperKeyRequest(name="ci"), metadata=admin.as_caller
    )
    assert re.fullmatch(r"[A-Z0-9]{7}(-[A-Z0-9]{7}){3}", made.secret)
    check = developer_keys_pb2.CheckDeveloperKeyRequest()
    assert (await keys.CheckDeveloperKey(check, metadata=bearer(made.secret))).authenticated
    caller = (await auth.exchange(made.secret)).caller
    assert (caller.user_id, caller.role, caller.kind) == (ACCOUNT_ID, "admin", "developer_key")
    listed = await keys.ListDeveloperKeys(
        developer_keys_pb2.ListDeveloperKeysRequest(), metadata=admin.as_caller
    )
    entry = next(key for key in listed.keys if key.id == made.key.id)
    assert (entry.name, entry.created_by, entry.hint) == ("ci", admin.id, made.secret[-4:])
    assert entry.last_used_at > 0
    await keys.RevokeDeveloperKey(
        developer_keys_pb2.RevokeDeveloperKeyRequest(id=made.key.id), metadata=admin.as_caller
    )
    await refused(auth.exchange(made.secret), "INVALID_CREDENTIAL")


async def test_a_developer_key_opens_neither_the_other_surface_nor_the_making_of_keys(
    auth: Auth, admin: Person
) -> None:
    made = await auth.developer_keys.CreateDeveloperKey(
        developer_keys_pb2.CreateDeveloperKeyRequest(), metadata=auth.as_service
    )
    key = bearer(made.secret)
    await refused(auth.users.ListUsers(users_pb2.ListUsersRequest(), metadata=key), "ACCESS_PROHIBITED")
    another = auth.developer_keys.CreateDeveloperKey(
        developer_keys_pb2.CreateDeveloperKeyRequest(), metadata=key
    )
    await refused(another, "ACCESS_PROHIBITED")


async def test_a_session_is_no_developer_key(auth: Auth, admin: Person) -> None:
    call = auth.developer_keys.CheckDeveloperKey(
        developer_keys_pb2.CheckDeveloperKeyRequest(), metadata=admin.as_caller
    )
    await refused(call, "ACCESS_PROHIBITED")


async def test_the_command_line_prints_a_working_key_alone_on_a_line(auth: Auth, admin: Person) -> None:
    import asyncio
    import os
    import sys

    settings = auth.service.settings
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.auth.developer_key"),
        stdout=asyncio.subprocess.PIPE,
        env={
            **os.environ,
            "PARLANCE_AUTH_PORT": str(auth.service.port),
            "PARLANCE_DATA_DIR": str(settings.data_dir),
        },
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    lines = out.decode().splitlines()
    assert len(lines) == 1
    assert (await auth.exchange(lines[0])).caller.kind == "developer_key"


async def _add(auth: Auth, person: Person, name: str = "ci", **fields: Any) -> Any:
    request = keys_pb2.AddApiKeyRequest(name=name, **fields)
    return await auth.keys.AddApiKey(request, metadata=person.as_caller)


async def test_an_account_has_several_named_keys_beside_the_single_one(auth: Auth, admin: Person) -> None:
    single = await _create(auth, admin)
    one, two = await _add(auth, admin), await _add(auth, admin, "laptop", scopes=["read", "read"])
    for secret in (single, one.api_key, two.api_key):
        assert (await auth.exchange(secret)).caller.user_id == admin.id
    listed = (await auth.keys.ListApiKeys(keys_pb2.ListApiKeysRequest(), metadata=admin.as_caller)).keys
    by_id = {key.id: key for key in listed}
    assert (by_id[one.key.id].name, by_id[two.key.id].scopes) == ("ci", ["read"])
    assert by_id[one.key.id].last_used_at > 0 and not by_id[one.key.id].HasField("expires_at")
    assert one.api_key[-4:] == by_id[one.key.id].hint
    assert one.api_key not in str(listed)
    remove = keys_pb2.RemoveApiKeyRequest(id=one.key.id)
    assert (await auth.keys.RemoveApiKey(remove, metadata=admin.as_caller)).value
    await refused(auth.exchange(one.api_key), "INVALID_CREDENTIAL")
    assert (await auth.exchange(two.api_key)).caller.scopes == ["read"]
    assert (await auth.exchange(single)).caller.scopes == []
    await refused(auth.keys.RemoveApiKey(remove, metadata=admin.as_caller), "API_KEY_NOT_FOUND")


async def test_a_key_limited_to_reading_reads_and_changes_nothing(auth: Auth, admin: Person) -> None:
    key = bearer((await _add(auth, admin, scopes=["read"])).api_key)
    assert (await auth.users.ListUsers(users_pb2.ListUsersRequest(), metadata=key)).total > 0
    change = users_pb2.UpdateUserRequest(user_id=admin.id, name="Changed")
    await refused(auth.users.UpdateUser(change, metadata=key), "API_KEY_NOT_ALLOWED")
    unlimited = bearer((await _add(auth, admin)).api_key)
    another = auth.keys.AddApiKey(keys_pb2.AddApiKeyRequest(name="more"), metadata=unlimited)
    await refused(another, "ACCESS_PROHIBITED")


async def test_a_key_expires(auth: Auth, admin: Person) -> None:
    now = int(time.time())
    made = await _add(auth, admin, expires_at=now + 2)
    granted = await auth.exchange(made.api_key)
    assert granted.expires_at == now + 2, "no access token outlives its key"
    time.sleep(max(0.0, now + 2 - time.time()))
    await refused(auth.exchange(made.api_key), "INVALID_CREDENTIAL")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "  "},
        {"scopes": ["everything"]},
        {"expires_at": 1},
        {"expires_at": 1 << 60},
    ],
)
async def test_a_key_that_makes_no_sense_is_refused(
    auth: Auth, admin: Person, fields: dict[str, Any]
) -> None:
    await refused(_add(auth, admin, **fields), "VALIDATION_FAILED")


async def test_nobody_removes_or_sees_anothers_key(fresh: Fresh) -> None:
    async with fresh(default_role="admin") as auth:
        owner, other = await auth.sign_up(), await auth.sign_up()
        made = await _add(auth, owner)
        listed = await auth.keys.ListApiKeys(keys_pb2.ListApiKeysRequest(), metadata=other.as_caller)
        assert not listed.keys
        remove = keys_pb2.RemoveApiKeyRequest(id=made.key.id)
        await refused(auth.keys.RemoveApiKey(remove, metadata=other.as_caller), "API_KEY_NOT_FOUND")
        delete = users_pb2.DeleteUserRequest(user_id=other.id)
        other_key = (await _add(auth, other)).api_key
        await auth.users.DeleteUser(delete, metadata=owner.as_caller)
        await refused(auth.exchange(other_key), "INVALID_CREDENTIAL")


async def test_keys_have_a_limit(auth: Auth, person: Person, admin: Person) -> None:
    await auth.users.UpdateUser(
        users_pb2.UpdateUserRequest(user_id=person.id, role="admin"), metadata=admin.as_caller
    )
    for number in range(50):
        await _add(auth, person, f"key {number}")
    await refused(_add(auth, person, "one too many"), "VALIDATION_FAILED")


async def test_a_scim_token_is_made_listed_and_revoked(auth: Auth, admin: Person) -> None:
    create = keys_pb2.CreateScimTokenRequest(provider="okta", name="first")
    made = await auth.keys.CreateScimToken(create, metadata=admin.as_caller)
    assert re.fullmatch(r"scim-[0-9a-f]{40}", made.token)
    caller = (await auth.exchange(made.token)).caller
    assert (caller.kind, caller.provider, caller.session_id) == ("scim_token", "okta", made.key.id)
    assert caller.scopes == ["scim"]
    create = keys_pb2.CreateScimTokenRequest(provider="okta", view="all")
    second = await auth.keys.CreateScimToken(create, metadata=auth.as_service)
    assert (await auth.exchange(second.token)).caller.scopes == ["scim", "scim:all"]
    await refused(
        auth.users.ListUsers(users_pb2.ListUsersRequest(), metadata=bearer(made.token)), "ACCESS_PROHIBITED"
    )
    revoke = keys_pb2.RevokeScimTokenRequest(id=made.key.id)
    await auth.keys.RevokeScimToken(revoke, metadata=admin.as_caller)
    await refused(auth.exchange(made.token), "INVALID_CREDENTIAL")
    assert (await auth.exchange(second.token)).caller.provider == "okta"
    listed = await auth.keys.ListScimTokens(keys_pb2.ListScimTokensRequest(), metadata=admin.as_caller)
    assert [key.view for key in listed.tokens if key.id in (made.key.id, second.key.id)] == ["all"]
    again = auth.keys.RevokeScimToken(revoke, metadata=admin.as_caller)
    await refused(again, "API_KEY_NOT_FOUND")


@pytest.mark.parametrize(
    "fields", [{"provider": "a b"}, {"provider": "x|y"}, {"provider": "x", "view": "some"}]
)
async def test_a_scim_token_needs_a_provider_and_a_known_view(
    auth: Auth, admin: Person, fields: dict[str, str]
) -> None:
    create = keys_pb2.CreateScimTokenRequest(**fields)
    await refused(auth.keys.CreateScimToken(create, metadata=admin.as_caller), "VALIDATION_FAILED")
