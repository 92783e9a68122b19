"""API keys of people and developer keys of the installation."""

from __future__ import annotations

import re

from parlance.auth.v1 import accounts_pb2, developer_keys_pb2, users_pb2

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
