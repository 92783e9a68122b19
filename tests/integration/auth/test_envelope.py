"""What the log keeps of a call beside its events: who, with what, and from where."""

from __future__ import annotations

from typing import Any

from parlance.auth.v1 import accounts_pb2, users_pb2

from kernel.privacy.address import open_address
from tests.integration.auth.harness import PASSWORD, Auth, Person

ADDRESS = "203.0.113.41"


async def last_commit(auth: Auth, **query: Any) -> Any:
    commits = auth.service.store.commits
    return await commits.find_one(query, sort=[("_id", -1)])


async def test_a_sign_in_is_an_act_of_the_account_from_its_address(auth: Auth, person: Person) -> None:
    request = accounts_pb2.SignInRequest(email=person.email, password=PASSWORD)
    await auth.accounts.SignIn(request, metadata=auth.from_address(ADDRESS))
    commit = await last_commit(auth, actor=person.id)
    assert [event["type"] for event in commit["events"]] == ["SessionStarted"]
    assert commit["credential"] == f"session:{commit['stream'].removeprefix('session-')}"
    assert ADDRESS not in str(commit)
    keys = auth.service.runtime.keys
    assert await open_address(keys, person.id, commit["time"], commit["address"]) == ADDRESS


async def test_an_administrators_act_names_session_and_address(
    auth: Auth, admin: Person, person: Person
) -> None:
    change = users_pb2.UpdateUserRequest(user_id=person.id, role="pending")
    metadata = (*admin.as_caller, *auth.from_address(ADDRESS))
    await auth.users.UpdateUser(change, metadata=metadata)
    commit = await last_commit(auth, stream=f"user-{person.id}")
    assert commit["actor"] == admin.id
    assert commit["credential"].startswith("session:")
    keys = auth.service.runtime.keys
    assert await open_address(keys, admin.id, commit["time"], commit["address"]) == ADDRESS


async def test_an_address_nobody_vouches_for_is_not_believed(auth: Auth, person: Person) -> None:
    metadata = (*person.as_caller, ("x-client-address", ADDRESS), ("x-edge", "gateway:guessed"))
    await auth.accounts.UpdateTimezone(
        accounts_pb2.UpdateTimezoneRequest(timezone="Europe/Berlin"), metadata=metadata
    )
    commit = await last_commit(auth, stream=f"user-{person.id}")
    keys = auth.service.runtime.keys
    assert await open_address(keys, person.id, commit["time"], commit["address"]) == "127.0.0.1"
