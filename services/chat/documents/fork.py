"""The part of a chat that leads to one message, as a chat of its own."""

from __future__ import annotations

from typing import Any

import msgspec

from services.chat.documents.parts import links_of
from services.chat.documents.write import LoadedChat, Part
from services.chat.domain.chats.document import CURRENT, Outline, branch
from services.chat.domain.chats.refusals import ChatBusy, MessageNotFound, NothingToFork

_SHOWN = Outline.HISTORY | Outline.TREE | Outline.CURRENT_TEXT


class _Message(msgspec.Struct):
    role: Any = None
    done: Any = None


_message = msgspec.json.Decoder(_Message)


def fork(chat: LoadedChat, message_id: str) -> LoadedChat:
    """The chat with the messages from the first to this one alone (empty: to the current one), which is
    the current one. Raises NothingToFork, MessageNotFound, ChatBusy."""
    leaf = message_id or chat.current
    if not leaf:
        raise NothingToFork
    if leaf not in chat.messages:
        raise MessageNotFound
    path = branch({id_: links_of(part) for id_, part in chat.messages.items()}, leaf)
    if any(_being_written(chat.messages[id_]) for id_ in path):
        raise ChatBusy
    below = dict(zip(path, [*([one] for one in path[1:]), []], strict=True))
    messages = {id_: _with_children(chat.messages[id_], below[id_]) for id_ in path}
    outline = chat.outline & ~CURRENT | _SHOWN
    if Outline.LIST in outline:
        outline |= Outline.LIST_FOLLOWS
    return LoadedChat({**chat.head, "i": leaf, "o": int(outline)}, chat.details, messages, [])


def _with_children(part: Part, children: list[str]) -> Part:
    return {**part, "k": children} if "k" in part else part


def _being_written(part: Part) -> bool:
    message = _message.decode(part["b"])
    return message.role == "assistant" and message.done is False
