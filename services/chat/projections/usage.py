"""Follower of the own messages: the `usage` views, figures by day, model and person.

usage_messages  <chat>/<message>   q question · x model · t when it counts (s) · i, o tokens
                <chat>#            m the first question
                <chat>#copy        r the request that made the chat as a copy of another
usage_totals    <day>/<model>      d day · x model · n answers · i, o tokens · s by slot: n, i, o
usage_people    <user>/<day>/<model>  u user · as above; with the model "" the questions: q, s by slot: q
usage_chats     <chat>/<day>/<model>  c chat · u user · d · x · n · s by slot: n ·
                                      f, l first and last answer (s) · z true: the chat is gone

Days and slots are those of services.chat.domain.usage.counting. What was used stays used, so removed
messages and chats change no figure; a message that comes back counts once, since its entry stays as
long as its chat. Copies of chats count for nothing but what is new in them: their messages have entries
that are marked (z). Messages of erased people cannot be read; UsageUnnamed stands for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from bson import Int64
from parlance.chat.v1 import events_pb2, usage_events_pb2
from pymongo import ASCENDING, DeleteMany, IndexModel, ReplaceOne, UpdateMany, UpdateOne

from kernel.bus.model import Delivered, RecallingFollower
from kernel.eventstore.model import Write
from services.chat.documents.parts import all_parts, details_id, message_part
from services.chat.documents.usage_rows import CHATS, MESSAGES, PEOPLE, TOTALS, Additions
from services.chat.domain.usage.counting import DAY, SLOT, Counted, read

_COPIED = b'"originalChatId"'

_array = msgspec.json.Decoder(list[Any])
_object = msgspec.json.Decoder(dict[str, msgspec.Raw])


@dataclass(slots=True)
class Memory:
    """What the view holds of the messages of a batch (`copies`: the marked ones), the requests that made
    chats as copies, and the rows of people who are unnamed in it."""

    messages: dict[str, Counted] = field(default_factory=dict)
    copies: set[str] = field(default_factory=set)
    copying: dict[str, str] = field(default_factory=dict)
    people: dict[str, list[Any]] = field(default_factory=dict)


class UsageView(RecallingFollower):
    """See the module."""

    name = "usage"
    follows = (
        events_pb2.ChatCreated,
        events_pb2.MessagesAppended,
        events_pb2.MessagesRevised,
        events_pb2.ChatDeleted,
        usage_events_pb2.UsageUnnamed,
    )
    collections = (MESSAGES, TOTALS, PEOPLE, CHATS)

    def __init__(self) -> None:
        def index(*keys: str, name: str) -> IndexModel:
            return IndexModel([(key, ASCENDING) for key in keys], name=name)

        self.indexes = {
            TOTALS: [index("d", "x", name="by_day")],
            PEOPLE: [
                index("d", "u", "x", "n", name="by_day"),
                index("u", "d", name="by_person"),
                index("x", "d", "u", "n", name="by_model"),
            ],
            CHATS: [
                index("x", "d", "n", "c", "u", "l", name="by_model"),
                index("d", "n", "c", "x", name="by_day"),
                index("u", "d", "n", "c", "x", name="by_person"),
                index("c", name="by_chat"),
            ],
        }

    async def recall(self, batch: Sequence[Delivered], view: Callable[[str], Any]) -> Memory:
        """Entries of the messages that are written in the batch."""
        memory = Memory()
        wanted: set[str] = set()
        for one in batch:
            event = one.event
            if isinstance(event, usage_events_pb2.UsageUnnamed):
                rows = view(PEOPLE).find({"u": event.user_id, "n": {"$gt": 0}})
                memory.people[event.user_id] = await rows.to_list()
            elif not isinstance(event, events_pb2.ChatDeleted):
                wanted.add(_copy_id(event.chat_id))
                wanted.update(message_part(event.chat_id, id_) for id_ in event.message_ids)
        if wanted:
            for row in await view(MESSAGES).find({"_id": {"$in": sorted(wanted)}}).to_list():
                if "r" in row:
                    memory.copying[row["_id"]] = row["r"]
                    continue
                memory.messages[row["_id"]] = _counted(row)
                if row.get("z"):
                    memory.copies.add(row["_id"])
        return memory

    def project_from(self, delivered: Delivered, memory: Memory) -> Iterable[Write]:
        """See RecallingFollower."""
        event = delivered.event
        match event:
            case events_pb2.ChatDeleted():
                return [
                    Write(MESSAGES, DeleteMany(all_parts(event.chat_id))),
                    Write(CHATS, UpdateMany({"c": event.chat_id}, {"$set": {"z": True}})),
                ]
            case usage_events_pb2.UsageUnnamed():
                return list(_unnamed(delivered, memory.people.pop(event.user_id, [])))
        return self._written(delivered, memory)

    def _written(self, delivered: Delivered, memory: Memory) -> list[Write]:
        event = delivered.event
        if not event.messages:  # its writer was erased
            return []
        writes, added = list[Write](), Additions()
        copying, request = _copy_id(event.chat_id), delivered.ctx.correlation_id
        if isinstance(event, events_pb2.ChatCreated) and _is_copy(event.details):
            # A long copy is this event and some that append, all of one request.
            memory.copying[copying] = request
            writes.append(Write(MESSAGES, ReplaceOne({"_id": copying}, {"_id": copying, "r": request}, True)))
        appends = not isinstance(event, events_pb2.MessagesRevised)
        copied = appends and memory.copying.get(copying) == request
        fresh: dict[str, Counted] = {}
        asked: list[tuple[int, str]] = []
        for id_, message in zip(event.message_ids, _array.decode(event.messages), strict=True):
            key = message_part(event.chat_id, id_)
            before = fresh.get(key) or memory.messages.get(key)
            now = read(message)
            if not now.counts and (before is None or not before.counts):
                continue
            now = now.since(before, delivered.time // 1000)
            if now == before:
                continue
            fresh[key] = now
            if now.question:
                asked.append((now.at, id_))
            copy = copied or key in memory.copies
            writes.append(Write(MESSAGES, ReplaceOne({"_id": key}, _entry(key, now, copy), upsert=True)))
            if not copy:
                added.message(event.owner_id, event.chat_id, before, now)
        memory.messages |= fresh
        if copied:
            memory.copies |= fresh.keys()
        if asked:
            first = {"$setOnInsert": {"m": min(asked, key=lambda one: one[0])[1]}}
            writes.append(Write(MESSAGES, UpdateOne({"_id": details_id(event.chat_id)}, first, upsert=True)))
        return [*writes, *added.writes()]


def _is_copy(details: bytes) -> bool:
    return _COPIED in details and "originalChatId" in _object.decode(details)


def _copy_id(chat_id: str) -> str:
    return f"{details_id(chat_id)}copy"


def _counted(row: Any) -> Counted:
    return Counted(bool(row.get("q")), row.get("x", ""), row["t"], row.get("i", 0), row.get("o", 0))


def _entry(key: str, now: Counted, copy: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"_id": key, "t": Int64(now.at)}
    if now.question:
        entry["q"] = True
    if now.model:
        entry |= {"x": now.model, "i": Int64(now.input_tokens), "o": Int64(now.output_tokens)}
    if copy:
        entry["z"] = True
    return entry


def _unnamed(delivered: Delivered, rows: Sequence[Any]) -> Iterator[Write]:
    """The person's own rows go; the totals lose what they say and gain what the event says, which is the
    same unless the view is being replayed or was behind."""
    event, added = delivered.event, Additions()
    for row in rows:
        for slot, part in row["s"].items():
            less = [-part.get(name, 0) for name in ("n", "i", "o")]
            added.answers("", row["d"], int(slot), row["x"], *less)
    for day, model, slot, n, i, o in json.loads(event.answers):
        added.answers("", day, slot, model, n, i, o)
    for chat, day, model, slot, n in json.loads(event.chats):
        at = day * DAY + slot * SLOT
        added.chat(chat, "", day, model, slot, n, at, gone=True)
    yield Write(PEOPLE, DeleteMany({"u": event.user_id}))
    yield Write(CHATS, DeleteMany({"u": event.user_id}))
    yield from added.writes()
