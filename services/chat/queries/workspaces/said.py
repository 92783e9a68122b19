"""Exchanges with what is known of where they were said, read some at a time from their chats."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import CHATS, message_part
from services.chat.domain.workspaces.conversation import Conversation
from services.chat.domain.workspaces.exchange import Exchange, answer_id, question_id
from services.chat.projections.threads import THREADS
from services.chat.projections.workspaces import CONVERSATIONS, WORKSPACES
from services.chat.queries.workspaces.history import exchange_of

AT_ONCE = 20
"""Exchanges in memory at a time: one may hold attachments of megabytes."""
Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """An exchange and where it belongs. `present`: the conversation was not reset since."""

    exchange: Exchange
    conversation: Conversation
    present: bool
    workspace: Found
    thread: Found | None


async def in_parts(store: EventStore, entries: AsyncIterator[Found]) -> AsyncIterator[list[Said]]:
    """The exchanges of entries of the view, AT_ONCE or fewer together."""
    some: list[Found] = []
    async for entry in entries:
        some.append(entry)
        if len(some) == AT_ONCE:
            yield await read(store, some)
            some = []
    if some:
        yield await read(store, some)


async def read(store: EventStore, entries: Sequence[Found]) -> list[Said]:
    """The exchanges of entries of the view, in their order."""
    conversations = await _conversations(store, {one["c"] for one in entries})
    entries = [one for one in entries if one["c"] in conversations]  # others' chats may use such ids
    bodies = await _bodies(store, entries)
    ids = {one["w"] for one in conversations.values()}
    workspaces = await _by_id(store, WORKSPACES, ids, {"d": 0, "a": 0})
    threads = await _by_id(store, THREADS, {one["t"] for one in conversations.values() if "t" in one}, None)
    newest = await _newest(store, conversations.values())
    said = []
    for entry in entries:
        of = conversations[entry["c"]]
        workspace, thread = workspaces.get(of["w"]), threads.get(of.get("t", ""))
        exchange = _exchange(bodies, entry["c"], int(entry["n"]))
        if workspace is None or exchange is None or ("t" in of and thread is None):
            continue  # deleted meanwhile, or taken away by the chat's owner
        place = Conversation(of.get("s", ""), of.get("t", ""), of.get("o", ""))
        present = newest[_place(of)] == of["g"] and not exchange.hidden
        said.append(Said(exchange, place, present, workspace, thread))
    return said


async def _conversations(store: EventStore, chats: set[str]) -> dict[str, Found]:
    found = await rows(store.view(CONVERSATIONS).find({"k": {"$in": list(chats)}}))
    return {one["k"]: one for one in found}


async def _bodies(store: EventStore, entries: Sequence[Found]) -> dict[str, bytes]:
    places = [
        message_part(one["c"], half(int(one["n"]))) for one in entries for half in (question_id, answer_id)
    ]
    found = await rows(store.view(CHATS).find({"_id": {"$in": places}}, {"b": 1}))
    return {part["_id"]: part["b"] for part in found}


async def _by_id(store: EventStore, view: str, ids: set[str], fields: Any) -> dict[str, Found]:
    if not ids:
        return {}
    found = await rows(store.view(view).find({"_id": {"$in": list(ids)}}, fields))
    return {one["_id"]: one for one in found}


async def _newest(store: EventStore, conversations: Any) -> dict[tuple[str, ...], int]:
    """The version each present conversation began with, by its place."""
    newest: dict[tuple[str, ...], int] = {}
    for place, one in {_place(one): one for one in conversations}.items():
        query = {"t": one["t"], "o": one["o"]} if "t" in one else {"w": one["w"], "s": one["s"]}
        found = await rows(store.view(CONVERSATIONS).find(query, {"g": 1}).sort("g", -1).limit(1))
        newest[place] = found[0]["g"] if found else 0
    return newest


def _place(conversation: Found) -> tuple[str, ...]:
    if "t" in conversation:
        return ("t", conversation["t"], conversation["o"])
    return ("s", conversation["w"], conversation["s"])


def _exchange(bodies: Mapping[str, bytes], chat_id: str, number: int) -> Exchange | None:
    halves: dict[str, Any] = {}
    for half in (question_id(number), answer_id(number)):
        body = bodies.get(message_part(chat_id, half))
        if body is not None:
            message = msgspec.json.decode(body)
            halves[str(message.get("role"))] = message
    return exchange_of(number, halves)
