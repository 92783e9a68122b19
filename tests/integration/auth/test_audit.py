"""The audit trail as an administrator reads it: who, what, from where, with what outcome."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from parlance.auth.v1 import accounts_pb2, audit_pb2, audit_pb2_grpc, users_pb2

from kernel.refusals import Act, Counted
from services.auth.adapters.accounts import Accounts
from services.auth.adapters.refused import RefusedActs
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person, refused

ADDRESS = "203.0.113.77"


@pytest.fixture
def trail(auth: Auth) -> Any:
    return audit_pb2_grpc.AuditStub(auth.channel)


async def entries(trail: Any, admin: Person, **filters: Any) -> list[Any]:
    reply = await trail.List(audit_pb2.ListAuditRequest(**filters), metadata=admin.as_caller)
    return list(reply.entries)


async def until(trail: Any, admin: Person, wanted: Callable[[list[Any]], bool], **filters: Any) -> list[Any]:
    """What is listed once it is as wanted; the trail follows a moment after."""
    limit = time.monotonic() + 10
    while True:
        found = await entries(trail, admin, **filters)
        if wanted(found):
            return found
        assert time.monotonic() < limit, f"not in the trail: {found}"
        await asyncio.sleep(0.1)


async def change_role(auth: Auth, admin: Person, person: Person, role: str) -> None:
    metadata = (*admin.as_caller, *auth.from_address(ADDRESS))
    await auth.users.UpdateUser(users_pb2.UpdateUserRequest(user_id=person.id, role=role), metadata=metadata)


async def test_an_act_is_listed_with_actor_address_target_and_outcome(
    auth: Auth, admin: Person, person: Person, trail: Any
) -> None:
    await change_role(auth, admin, person, "pending")
    found = await until(trail, admin, bool, target=person.id, event="UserRoleChanged")
    entry = found[0]
    assert (entry.actor, entry.actor_name, entry.actor_email) == (admin.id, "Ada Admin", admin.email)
    assert entry.address == ADDRESS
    assert (entry.category, entry.outcome, entry.service) == ("permission", "success", "auth")
    assert entry.credential.startswith("session:")
    assert json.loads(entry.details) == {"user_id": person.id, "role": "pending"}
    # In the database nothing personal can be read.
    stored = await auth.service.runtime.database["audit"].find_one({"_id": entry.id})
    assert ADDRESS not in str(stored)
    assert admin.email not in str(stored)


async def test_every_filter_narrows_the_list(auth: Auth, admin: Person, person: Person, trail: Any) -> None:
    await change_role(auth, admin, person, "pending")
    await until(trail, admin, bool, target=person.id, event="UserRoleChanged")
    both = await until(trail, admin, lambda found: len(found) >= 3, target=person.id)
    names = {entry.event for entry in both}
    assert names == {"UserRegistered", "SessionStarted", "UserRoleChanged"}
    assert {e.event for e in await entries(trail, admin, target=person.id, actor=admin.id)} == {
        "UserRoleChanged"
    }
    assert {e.event for e in await entries(trail, admin, target=person.id, category="session")} == {
        "SessionStarted"
    }
    assert await entries(trail, admin, target=person.id, outcome="failure") == []
    changed = next(entry for entry in both if entry.event == "UserRoleChanged")
    at = str(changed.time)
    assert {e.event for e in await entries(trail, admin, target=person.id, since=at)} == {"UserRoleChanged"}
    assert "UserRoleChanged" not in {e.event for e in await entries(trail, admin, target=person.id, until=at)}
    assert [e.event for e in await entries(trail, admin, target=person.id, address=ADDRESS)] == [
        "UserRoleChanged"
    ]


async def test_pages_neither_repeat_nor_skip_while_the_trail_grows(
    auth: Auth, admin: Person, person: Person, trail: Any
) -> None:
    for number in range(8):
        await change_role(auth, admin, person, ("pending", "user")[number % 2])
    await until(trail, admin, lambda found: len(found) == 8, target=person.id, event="UserRoleChanged")
    seen: list[str] = []
    cursor = ""
    while True:
        request = audit_pb2.ListAuditRequest(
            target=person.id, event="UserRoleChanged", cursor=cursor, limit=3
        )
        reply = await trail.List(request, metadata=admin.as_caller)
        seen += [entry.id for entry in reply.entries]
        await change_role(auth, admin, person, ("pending", "user")[len(seen) % 2])
        if not reply.HasField("next"):
            break
        cursor = reply.next
    assert len(seen) == len(set(seen)) == 8


async def test_a_refused_sign_in_is_a_failure_that_tells_no_name_and_no_password(
    auth: Auth, admin: Person, person: Person, trail: Any
) -> None:
    wrong = "never this pass phrase"
    for email in (person.email, "nobody-at-all@example.test"):
        request = accounts_pb2.SignInRequest(email=email, password=wrong)
        await refused(auth.accounts.SignIn(request, metadata=auth.from_address(ADDRESS)), "CREDENTIALS_WRONG")
    known = await until(trail, admin, bool, actor=person.id, event="SignInRefused")
    assert (known[0].outcome, known[0].reason, known[0].address) == ("failure", "CREDENTIALS_WRONG", ADDRESS)
    details = json.loads(known[0].details)
    assert (details["method"], details["count"]) == ("password", 1)
    strangers = [
        entry
        for entry in await entries(trail, admin, event="SignInRefused")
        if entry.actor == "" and json.loads(entry.details).get("account")
    ]
    assert strangers[0].address == ADDRESS
    everything = str(await auth.service.store.commits.find({}).to_list(None))
    assert "nobody-at-all" not in everything
    assert wrong not in everything


async def test_who_may_not_read_the_trail_is_in_it(
    auth: Auth, admin: Person, person: Person, trail: Any
) -> None:
    metadata = (*person.as_caller, *auth.from_address(ADDRESS))
    await refused(trail.List(audit_pb2.ListAuditRequest(), metadata=metadata), "ACCESS_PROHIBITED")
    found = await until(trail, admin, bool, actor=person.id, event="AccessRefused")
    details = json.loads(found[0].details)
    assert details["method"] == "/parlance.auth.v1.Audit/List"
    assert (found[0].reason, found[0].address) == ("ACCESS_PROHIBITED", ADDRESS)


async def test_reading_and_exporting_are_in_the_trail(auth: Auth, admin: Person, trail: Any) -> None:
    await entries(trail, admin, category="key", address="198.51.100.3")
    found = await until(
        trail,
        admin,
        lambda listed: any("198.51.100.3" in entry.details.decode() for entry in listed),
        event="AuditTrailRead",
    )
    assert found[0].actor == admin.id
    assert found[0].category == "audit"


async def test_the_export_has_what_the_list_has(
    auth: Auth, admin: Person, person: Person, trail: Any
) -> None:
    await change_role(auth, admin, person, "pending")
    listed = await until(trail, admin, lambda found: len(found) >= 3, target=person.id)
    parts = [
        part
        async for part in trail.Export(
            audit_pb2.ExportAuditRequest(target=person.id), metadata=admin.as_caller
        )
    ]
    assert parts[0].head.content_type.startswith("text/csv")
    text = b"".join(part.chunk for part in parts[1:]).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in rows] == [entry.id for entry in listed]
    assert rows[0]["actor_email"] == admin.email


async def test_a_deleted_person_is_null_in_the_trail(auth: Auth, admin: Person, trail: Any) -> None:
    gone = await auth.sign_up(name="Gone Soon", metadata=auth.from_address(ADDRESS))
    before = await until(trail, admin, lambda found: len(found) >= 2, target=gone.id)
    registered = next(entry for entry in before if entry.event == "UserRegistered")
    assert json.loads(registered.details)["name"] == "Gone Soon"
    assert registered.address == ADDRESS
    await auth.users.DeleteUser(users_pb2.DeleteUserRequest(user_id=gone.id), metadata=admin.as_caller)

    def erased(found: list[Any]) -> bool:
        one = next(entry for entry in found if entry.event == "UserRegistered")
        return json.loads(one.details).get("name", "") is None

    after = await until(trail, admin, erased, target=gone.id)
    registered = next(entry for entry in after if entry.event == "UserRegistered")
    details = json.loads(registered.details)
    assert (details["name"], details["email"], details["user_id"]) == (None, None, gone.id)
    assert not registered.HasField("actor_name")
    assert not registered.HasField("actor_email")
    assert not registered.HasField("address")
    assert any(entry.event == "UserDeleted" and entry.actor == admin.id for entry in after)


async def test_watching_follows_live_and_resumes_after_a_cursor(
    auth: Auth, admin: Person, person: Person, trail: Any
) -> None:
    call = trail.Watch(audit_pb2.WatchAuditRequest(), metadata=admin.as_caller)
    pending = asyncio.ensure_future(anext(aiter(call)))
    await asyncio.sleep(1.0)
    await change_role(auth, admin, person, "pending")
    await change_role(auth, admin, person, "user")
    seen = [await asyncio.wait_for(pending, 10)]
    while len([e for e in seen if e.event == "UserRoleChanged"]) < 2:
        seen.append(await asyncio.wait_for(anext(aiter(call)), 10))
    call.cancel()
    roles = [entry for entry in seen if entry.event == "UserRoleChanged"]
    again = trail.Watch(audit_pb2.WatchAuditRequest(cursor=roles[0].cursor), metadata=admin.as_caller)
    async for entry in again:
        assert entry.id != roles[0].id
        if entry.id == roles[1].id:
            break
    again.cancel()


async def test_a_made_up_cursor_or_word_is_refused(admin: Person, trail: Any) -> None:
    for wrong in ({"cursor": "bm9uZQ"}, {"category": "all"}, {"outcome": "?"}, {"since": "soon"}):
        call = trail.List(audit_pb2.ListAuditRequest(**wrong), metadata=admin.as_caller)
        await refused(call, "VALIDATION_FAILED")


async def test_no_question_scans_the_trail(auth: Auth) -> None:
    from services.auth.queries.audit import Filters

    collection = auth.service.runtime.database["audit"]
    for filters in (
        Filters(),
        Filters(actor="a"),
        Filters(target="t"),
        Filters(category="key"),
        Filters(event="UserDeleted"),
        Filters(outcome="failure"),
        Filters(since=1, until=2),
    ):
        plan = await collection.find(filters.query()).sort([("t", -1), ("_id", -1)]).limit(100).explain()
        text = json.dumps(plan["queryPlanner"]["winningPlan"], default=str)
        assert "IXSCAN" in text, filters
        assert '"SORT"' not in text, filters
        assert "COLLSCAN" not in text, filters


async def test_a_shorter_retention_counts_from_the_next_start(fresh: Fresh) -> None:
    async def kept_for(auth: Auth) -> Any:
        return (await auth.service.runtime.database["audit"].index_information()).get("retention")

    async with fresh(audit_days=30) as auth:
        admin = await auth.sign_up()
        await until(audit_pb2_grpc.AuditStub(auth.channel), admin, bool, target=admin.id)
        assert (await kept_for(auth))["expireAfterSeconds"] == 30 * 86_400
    async with fresh(audit_days=7) as auth:
        assert (await kept_for(auth))["expireAfterSeconds"] == 7 * 86_400
    async with fresh(audit_days=0) as auth:
        assert await kept_for(auth) is None


async def test_addresses_of_strangers_are_forgotten_with_the_days_of_the_trail(auth: Auth) -> None:
    runtime = auth.service.runtime
    day = 86_400
    then = time.time() - 40 * day
    old = RefusedActs(runtime.store, Accounts(runtime.store, 1 << 20), runtime.keys, lambda: then)
    act = Act("CREDENTIALS_WRONG", "password", address=ADDRESS, account="nobody", sign_in=True)
    await old.record("auth", [Counted(act, 1, 1, 1)], None)
    now = RefusedActs(runtime.store, Accounts(runtime.store, 1 << 20), runtime.keys)
    await now.record("auth", [Counted(act, 1, 1, 1)], None)
    assert await now.forget_strangers(45) == 0
    assert await now.forget_strangers(30) == 1
    assert await now.forget_strangers(30) == 0
    streams = await auth.service.store.commits.distinct("stream", {"stream": {"$regex": "^refusals-"}})
    events = [event for stream in sorted(streams) for event in await auth.service.store.load(stream)]
    mine = [recorded.event for recorded in events if getattr(recorded.event, "first_at", 0) == 1]
    assert [event.address for event in mine] == ["", ADDRESS]
    assert mine[0].account == mine[1].account
    assert "nobody" not in str(mine)
