"""Exchanges of all workspaces, newest first, in pages: for administrators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import CHATS, message_part
from services.chat.domain.workspaces.exchange import Exchange, answer_id, question_id
from services.chat.projections.exchanges import EXCHANGES
from services.chat.projections.workspaces import CONVERSATIONS, WORKSPACES
from services.chat.queries.workspaces.history import exchange_of

PAGE = 20
MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Said:
    """An exchange and where it belongs. `present`: the conversation was not reset since."""

    exchange: Exchange
    scope: str
    present: bool
    workspace: Mapping[str, Any]


async def page(store: EventStore, number: int) -> tuple[list[Said], bool]:
    """A page, counted from 0, and whether there are more."""
    skip = min(max(number, 0), MOST_PAGES) * PAGE
    cursor = store.view(EXCHANGES).find({}).sort("n", -1).skip(skip).limit(PAGE + 1)
    found = await rows(cursor)
    return await _read(store, found[:PAGE]), len(found) > PAGE


async def _read(store: EventStore, found: Sequence[Mapping[str, Any]]) -> list[Said]:
    chats = list({one["c"] for one in found})
    conversations = {
        one["k"]: one for one in await rows(store.view(CONVERSATIONS).find({"k": {"$in": chats}}))
    }
    places = [message_part(one["c"], half(one["n"])) for one in found for half in (question_id, answer_id)]
    parts = {
        part["_id"]: part["b"]
        for part in await rows(store.view(CHATS).find({"_id": {"$in": places}}, {"b": 1}))
    }
    about = {"d": 0, "a": 0}
    ids = list({one["w"] for one in conversations.values()})
    workspaces = {
        one["_id"]: one for one in await rows(store.view(WORKSPACES).find({"_id": {"$in": ids}}, about))
    }
    newest = await _newest(store, ids)
    said = []
    for one in found:
        conversation = conversations.get(one["c"])
        workspace = workspaces.get(conversation["w"]) if conversation else None
        exchange = _exchange(parts, one["c"], one["n"])
        if conversation is None or workspace is None or exchange is None:
            continue  # not of a workspace, or taken away by the chat's owner
        scope = conversation["s"]
        present = newest.get((conversation["w"], scope)) == conversation["g"]
        said.append(Said(exchange, scope, present and not exchange.hidden, workspace))
    return said


async def _newest(store: EventStore, workspaces: Sequence[str]) -> dict[tuple[str, str], int]:
    """The version each scope's present conversation began with."""
    group = {"_id": {"w": "$w", "s": "$s"}, "g": {"$max": "$g"}}
    pipeline = [{"$match": {"w": {"$in": list(workspaces)}}}, {"$group": group}]
    found = await rows(store.view(CONVERSATIONS).aggregate(pipeline))
    return {(one["_id"]["w"], one["_id"]["s"]): one["g"] for one in found}


def _exchange(parts: Mapping[str, bytes], chat_id: str, number: int) -> Exchange | None:
    halves: dict[str, Any] = {}
    for half in (question_id(number), answer_id(number)):
        body = parts.get(message_part(chat_id, half))
        if body is not None:
            message = msgspec.json.decode(body)
            halves[str(message.get("role"))] = message
    return exchange_of(halves)
