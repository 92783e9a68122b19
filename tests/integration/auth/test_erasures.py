"""The erasure of a person as auth runs it: kept going through crashes, visible to an operator."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from parlance.auth.v1 import audit_pb2, audit_pb2_grpc, erasure_events_pb2, events_pb2, users_pb2

from kernel.bus.model import Delivered
from kernel.context import CallContext, system
from kernel.erasure import EraseSubject, Report, to_log
from services.auth.commands.erasures import Erasures
from services.auth.domain.erasure_events import (
    ErasureCompleted,
    ErasureRetried,
    ErasureStarted,
    SubjectErased,
)
from services.auth.reactions.run_erasure import RunErasure
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person, refused


def deletion(user_id: str, age: float = 100.0) -> Delivered:
    """The event as the bus brings it, `age` seconds after the deletion."""
    return Delivered(
        event=events_pb2.UserDeleted(user_id=user_id),
        id=f"e-{user_id}",
        type="UserDeleted",
        service="auth",
        stream=f"user-{user_id}",
        version=2,
        position=2,
        time=int((time.time() - age) * 1000),
        actor="admin",
        ctx=system(),
    )


class Things:
    """An eraser of things that are made before and during the erasure."""

    name = "things"

    def __init__(self, left: int, at_once: int = 10) -> None:
        self.left = left
        self.at_once = at_once
        self.largest = 0
        self.crash_after: int | None = None

    async def erase(self, ctx: CallContext, user_id: str) -> Mapping[str, int]:
        if self.crash_after is not None:
            if self.crash_after == 0:
                raise asyncio.CancelledError
            self.crash_after -= 1
        done = min(self.left, self.at_once)
        self.left -= done
        self.largest = max(self.largest, done)
        return {"things": done}


async def stored(auth: Auth, user_id: str) -> list[Any]:
    return [recorded.event for recorded in await auth.service.store.load(f"erasure-{user_id}")]


async def erasures_of(auth: Auth, admin: Person, user_id: str, **more: Any) -> list[Any]:
    request = audit_pb2.ListErasuresRequest(user_id=user_id, **more)
    reply = await audit_pb2_grpc.AuditStub(auth.channel).ListErasures(request, metadata=admin.as_caller)
    return list(reply.erasures)


async def until(check: Callable[[], Any], limit: float = 10.0) -> Any:
    end = time.monotonic() + limit
    while True:
        found = await check()
        if found:
            return found
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.05)


async def test_a_crash_between_two_parts_is_made_good_and_counted_as_a_whole(auth: Auth) -> None:
    things = Things(left=35)
    told: list[Mapping[str, int]] = []

    async def report(ctx: CallContext, user_id: str, counts: Mapping[str, int]) -> None:
        told.append(dict(counts))

    database = auth.service.runtime.database
    things.crash_after = 2
    with pytest.raises(asyncio.CancelledError):
        await EraseSubject(database, [things], report, 0.0).handle(deletion("crash-1"))
    assert told == []
    things.crash_after = None
    # Another process takes it up.
    await EraseSubject(database, [things], report, 0.0).handle(deletion("crash-1"))
    assert told == [{"things": 35}]
    assert things.largest == 10
    assert await database["erasure_progress"].find_one({"_id": "crash-1"}) is None


async def test_what_a_call_under_way_has_left_is_found_by_the_second_look(auth: Auth) -> None:
    things = Things(left=1)
    told: list[Mapping[str, int]] = []

    async def report(ctx: CallContext, user_id: str, counts: Mapping[str, int]) -> None:
        told.append(dict(counts))

    async def late() -> None:
        await asyncio.sleep(0.2)
        things.left += 1

    reaction = EraseSubject(auth.service.runtime.database, [things], report, 0.5)
    await asyncio.gather(reaction.handle(deletion("late-1", age=0.0)), late())
    assert things.left == 0
    assert told == [{"things": 2}]


async def test_a_service_reports_once_however_often_it_is_told(auth: Auth) -> None:
    report = to_log(auth.service.store, lambda user, counts: SubjectErased(user, "chat", counts))
    await report(system(), "twice-1", {"chats": 4})
    await report(system(), "twice-1", {"chats": 0})
    assert await stored(auth, "twice-1") == [SubjectErased("twice-1", "chat", {"chats": 4})]


async def test_reports_and_deletion_come_in_any_order_and_again(auth: Auth) -> None:
    keys = auth.service.runtime.keys
    for order in (("chat", "", "auth"), ("", "auth", "chat"), ("auth", "chat", "")):
        user_id = "order-" + "-".join(order)
        erasures = Erasures(auth.service.store, ["auth", "chat"])
        run = RunErasure(keys, erasures)
        for service in (*order, *order):
            if service:
                await erasures.reported(system(), user_id, service, {"things": 1})
            else:
                await run.handle(deletion(user_id))
        events = await stored(auth, user_id)
        assert [type(event) for event in events] == [
            ErasureStarted, SubjectErased, SubjectErased, ErasureCompleted,
        ]  # fmt: skip
        assert events[-1].removed == {"auth.things": 1, "chat.things": 1}


async def test_concurrent_reports_complete_it_once(auth: Auth) -> None:
    services = [f"s{number}" for number in range(8)]
    erasures = Erasures(auth.service.store, services)
    await asyncio.gather(
        *(erasures.reported(system(), "many-1", service, {"things": 1}) for service in services * 2)
    )
    events = await stored(auth, "many-1")
    assert sum(isinstance(event, ErasureCompleted) for event in events) == 1
    assert len(events) == len(services) + 2


async def test_an_operator_sees_who_is_waited_for_and_then_what_was_removed(fresh: Fresh) -> None:
    async with fresh(erasure_settle=0.0) as auth:
        admin = await auth.sign_up()
        person = await auth.sign_up()
        await auth.sign_in(person.email)
        await auth.users.DeleteUser(users_pb2.DeleteUserRequest(user_id=person.id), metadata=admin.as_caller)

        async def own_part_done() -> Any:
            found = await erasures_of(auth, admin, person.id)
            return found if found and list(found[0].waiting_for) == ["chat", "knowledge"] else None

        (running,) = await until(own_part_done)
        assert (running.status, running.asked_by) == ("running", admin.id)
        assert json.loads(running.removed)["auth"]["sessions"] == 2
        assert not running.HasField("completed_at")
        view = auth.service.runtime.database["erasures"]
        await view.update_one({"_id": person.id}, {"$inc": {"started_at": -3_600_000}})
        assert [one.user_id for one in await erasures_of(auth, admin, "", status="stuck")] == [person.id]

        erasures = Erasures(auth.service.store, ["auth", "chat", "knowledge"])
        await erasures.reported(system(), person.id, "chat", {"chats": 2})
        await erasures.reported(system(), person.id, "knowledge", {})
        (done,) = await erasures_of(auth, admin, person.id)
        assert (done.status, list(done.waiting_for)) == ("completed", [])
        assert json.loads(done.removed)["chat"] == {"chats": 2}
        assert done.completed_at >= done.started_at
        assert await erasures_of(auth, admin, "", status="running") == []


async def test_a_replica_that_died_after_the_deletion_leaves_it_to_the_next(fresh: Fresh) -> None:
    async with fresh(erasure_settle=30.0) as auth:
        admin = await auth.sign_up()
        person = await auth.sign_up()
        await auth.users.DeleteUser(users_pb2.DeleteUserRequest(user_id=person.id), metadata=admin.as_caller)
        # It stops in the middle: the first look is done, the second is not.
    async with fresh(erasure_settle=0.0) as auth:

        async def reported() -> Any:
            events = await stored(auth, person.id)
            return [event for event in events if isinstance(event, SubjectErased)]

        (told,) = await until(reported, 30.0)
        assert (told.service, told.counts["sessions"]) == ("auth", 1)


async def test_only_administrators_see_erasures(auth: Auth, admin: Person, person: Person) -> None:
    call = audit_pb2_grpc.AuditStub(auth.channel).ListErasures(
        audit_pb2.ListErasuresRequest(), metadata=person.as_caller
    )
    await refused(call, "ACCESS_PROHIBITED")
    await refused(erasures_of(auth, admin, "", status="done"), "VALIDATION_FAILED")


async def test_a_service_that_gave_up_is_asked_again_and_completes_it(auth: Auth, admin: Person) -> None:
    erasures = Erasures(auth.service.store, ["auth", "chat"])
    await erasures.reported(system(), "again-1", "chat", {})
    stub = audit_pb2_grpc.AuditStub(auth.channel)
    request = audit_pb2.RetryErasureRequest(user_id="again-1")
    assert (await stub.RetryErasure(request, metadata=admin.as_caller)).value
    # The service's own reaction hears it on the bus, and auth's part is reported at last.
    settled = EraseSubject(auth.service.runtime.database, [], _reporting(erasures), 0.0)
    (retried,) = [e for e in await stored(auth, "again-1") if isinstance(e, ErasureRetried)]
    again = deletion("again-1")
    await settled.handle(replace(again, event=erasure_events_pb2.ErasureRetried(user_id=retried.user_id)))
    assert isinstance((await stored(auth, "again-1"))[-1], ErasureCompleted)
    await refused(stub.RetryErasure(request, metadata=admin.as_caller), "NOT_FOUND")
    unknown = audit_pb2.RetryErasureRequest(user_id="nobody")
    await refused(stub.RetryErasure(unknown, metadata=admin.as_caller), "NOT_FOUND")


def _reporting(erasures: Erasures) -> Report:
    async def report(ctx: CallContext, user_id: str, counts: Mapping[str, int]) -> None:
        await erasures.reported(ctx, user_id, "auth", counts)

    return report
