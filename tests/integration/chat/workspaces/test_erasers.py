"""What becomes of workspaces when somebody is deleted: theirs go, others' stay."""

from __future__ import annotations

from collections.abc import Mapping

from kernel.context import CallContext, Caller, system
from kernel.erasure import Eraser
from services.chat.adapters.knowledge import Knowledge
from services.chat.commands.workspaces import members
from services.chat.erasers import Memberships, OwnedChats, OwnedWorkspaces
from tests.integration.chat.workspaces.conftest import House


def as_service(ctx: CallContext) -> CallContext:
    return CallContext(ctx.request_id, Caller("service:chat", "admin", "service", "chat"))


async def erased(eraser: Eraser, user_id: str) -> Mapping[str, int]:
    total: dict[str, int] = {}
    while counts := {kind: n for kind, n in (await eraser.erase(system(), user_id)).items() if n}:
        for kind, n in counts.items():
            total[kind] = total.get(kind, 0) + n
    return total


async def test_workspaces_of_the_person_go_with_their_conversations(house: House) -> None:
    mine = await house.create("ann", name="Mine")
    theirs = await house.create("bob", name="Theirs")
    await house.ask(mine.slug, "hello")
    calls = Knowledge(house.channel)
    assert await erased(OwnedChats(house.store), "ann") == {"chats": 1}
    assert await erased(OwnedWorkspaces(house.store, calls, as_service), "ann") == {"workspaces": 1}
    assert await house.get(mine.slug) is None
    assert await house.get(theirs.slug) is not None
    # The name is free again: the claim went too.
    assert (await house.create("bob", name="Mine")).slug == mine.slug


async def test_the_person_is_no_member_of_others_workspaces(house: House) -> None:
    shared = await house.create("bob", name="Shared")
    stored = await house.store.database["workspaces"].find_one({"g": shared.slug})
    await members.assign(house.store, as_service(system()), stored["_id"], ["ann", "cleo"], keep=True)
    assert await erased(Memberships(house.store, as_service), "ann") == {"memberships": 1}
    stored = await house.store.database["workspaces"].find_one({"g": shared.slug})
    assert [member["u"] for member in stored["a"]] == ["cleo"]
