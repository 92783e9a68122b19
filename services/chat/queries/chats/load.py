"""Loads what a command decides from, or a whole chat: one query over the primary key each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kernel.mongo import rows
from services.chat.documents.parts import (
    CHATS,
    all_parts,
    details_id,
    is_chat_id,
    message_part,
    state_of,
)
from services.chat.documents.write import LoadedChat, loaded
from services.chat.domain.chats.document import ChatState, Outline
from services.chat.domain.chats.refusals import ChatNotFound

_WITHOUT_VALUES = {"b": 0, "d": 0, "x": 0}
_ONE_REPLY = 100_000
"""Documents a single reply may hold: a long chat is one round trip."""


async def whole_chat(views: Any, chat_id: str) -> LoadedChat:
    """All parts of a chat, whosever it is. Raises ChatNotFound."""
    return _found(await _range(views, chat_id, None), chat_id)


async def whole_state(views: Any, chat_id: str) -> ChatState:
    """The state with all messages, items and details, without any of their values."""
    _check(chat_id)
    return state_of(await _range(views, chat_id, _WITHOUT_VALUES), chat_id)


async def state_with(views: Any, chat_id: str, messages: Iterable[str] = ()) -> ChatState:
    """The state with some messages; with details only when there is no history."""
    _check(chat_id)
    wanted = [chat_id, *(message_part(chat_id, id_) for id_ in messages)]
    query: Any = {"_id": {"$in": wanted}} if len(wanted) > 1 else {"_id": chat_id}
    state = state_of(await rows(views.view(CHATS).find(query, _WITHOUT_VALUES)), chat_id)
    if state.exists and Outline.HISTORY not in state.outline:
        return await state_with_details(views, chat_id)
    return state


async def state_with_details(views: Any, chat_id: str) -> ChatState:
    """The state with details and without messages and items."""
    _check(chat_id)
    query = {"_id": {"$in": [chat_id, details_id(chat_id)]}}
    return state_of(await rows(views.view(CHATS).find(query, _WITHOUT_VALUES)), chat_id)


async def some_messages(views: Any, chat_id: str, messages: Iterable[str]) -> LoadedChat:
    """The head and some messages, with their bodies. Raises ChatNotFound."""
    _check(chat_id)
    wanted = [chat_id, *(message_part(chat_id, id_) for id_ in messages)]
    return _found(await rows(views.view(CHATS).find({"_id": {"$in": wanted}})), chat_id)


async def _range(views: Any, chat_id: str, fields: Any) -> list[Any]:
    _check(chat_id)
    cursor = views.view(CHATS).find(all_parts(chat_id), fields).sort("_id", 1).batch_size(_ONE_REPLY)
    return list(await rows(cursor))


def _check(chat_id: str) -> None:
    if not is_chat_id(chat_id):
        raise ChatNotFound


def _found(parts: list[Any], chat_id: str) -> LoadedChat:
    chat = loaded(parts, chat_id)
    if chat is None:
        raise ChatNotFound
    return chat
