"""A chat as it stood at a version of its stream, or at a moment.

The place among its owner's chats (folder, tags, pins, share) is read as it is now; what was written
is read from the log. The cost grows with what happened until then.
"""

from __future__ import annotations

from typing import Any

from kernel.eventstore.model import EventStore
from services.chat.documents.parts import CHATS, is_chat_id, stream_of
from services.chat.documents.replay import Replay
from services.chat.documents.write import LoadedChat
from services.chat.domain.chats.refusals import ChatNotFound

_PLACE = ("l", "f", "s", "g", "k")


async def head_of(views: Any, chat_id: str) -> Any:
    """The head of a chat. Raises ChatNotFound."""
    head = await views.view(CHATS).find_one({"_id": chat_id}) if is_chat_id(chat_id) else None
    if head is None:
        raise ChatNotFound
    return head


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
