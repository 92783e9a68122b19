"""A chat as it stood at a version of its stream, or at a moment.

The place among its owner's chats (folder, tags, pins, share) is read as it is now; what was written
is read from the log. The cost grows with what happened until then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kernel.eventstore.model import EventStore
from kernel.eventstore.mongo_store import COMMITS
from kernel.mongo import rows
from services.chat.documents.parts import CHATS, is_chat_id, stream_of
from services.chat.documents.replay import Replay
from services.chat.documents.write import LoadedChat
from services.chat.domain.chats.refusals import ChatNotFound


@dataclass(frozen=True, slots=True)
class Version:
    """What one command did: the version after it, when (epoch ms), who, and the names of its events."""

    version: int
    time: int
    actor: str
    changes: list[str]


_PLACE = ("l", "f", "s", "g", "k")


async def head_of(views: Any, chat_id: str) -> Any:
    """The head of a chat. Raises ChatNotFound."""
    head = await views.view(CHATS).find_one({"_id": chat_id}) if is_chat_id(chat_id) else None
    if head is None:
        raise ChatNotFound
    return head


async def history(views: Any, chat_id: str, before: int, limit: int) -> list[Version]:
    """Versions of a chat before one (0: all), the latest first. Nothing is decrypted for it."""
    query: dict[str, Any] = {"stream": stream_of(chat_id)}
    if before:
        query["version"] = {"$lt": before}
    fields = {"version": 1, "time": 1, "actor": 1, "events.type": 1}
    commits = views.view(COMMITS).find(query, fields).sort([("version", -1)]).limit(limit + 1)
    # A commit of several events begins before `before` and may be the one that was named.
    found = [one for one in await rows(commits) if not before or _last(one) < before]
    return [
        Version(
            version=_last(one),
            time=one["time"],
            actor=one["actor"],
            changes=list(dict.fromkeys(event["type"].rpartition(".")[2] for event in one["events"])),
        )
        for one in found[:limit]
    ]


def _last(commit: Any) -> int:
    return int(commit["version"]) + len(commit["events"]) - 1


async def as_it_stood(
    store: EventStore, chat_id: str, *, version: int | None = None, moment: int | None = None
) -> LoadedChat:
    """The chat after the event of that version, or after all of that moment (epoch ms) and before;
    later than its last is as it is. Raises ChatNotFound: no such chat, or not yet there."""
    head = await head_of(store, chat_id)
    replay = Replay()
    for recorded in await store.load(stream_of(chat_id)):
        if version is not None and recorded.version > version:
            break
        if moment is not None and recorded.time > moment:
            break
        replay.apply(recorded)
    chat = replay.chat()
    if chat is None:
        raise ChatNotFound
    now = {name: head[name] for name in _PLACE if name in head}
    return LoadedChat({**chat.head, **now}, chat.details, chat.messages, chat.items)
