"""Commands on single messages. The state holds only the messages a command names.

A flat list that is the shown branch follows these changes; one of its own stays as it was posted.
The details are needed only where the outline has no history (see `_without_odd_history`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.chat.domain.chats.append import appended, array, relinked
from services.chat.domain.chats.document import (
    CURRENT,
    HISTORY,
    OF_LIST,
    ChatState,
    Links,
    Node,
    Outline,
)
from services.chat.domain.chats.events import (
    ChatDetailsChanged,
    CurrentMessageChanged,
    MessageListChanged,
    MessagesCleared,
    MessagesRemoved,
    MessagesRevised,
)
from services.chat.domain.chats.refusals import ChatNotFound, MessageExists, MessageNotFound

_SHOWN = Outline.HISTORY | Outline.TREE | Outline.CURRENT_TEXT


def owned(state: ChatState, caller_id: str) -> ChatState:
    """The state, when the chat exists and is the caller's."""
    if not state.exists or state.owner_id != caller_id:
        raise ChatNotFound
    return state


def decide_add(
    state: ChatState, caller_id: str, node: Node, writer: str, parent: str | None = None
) -> list[Any]:
    """Add a message and make it the current one. `parent` is what the client named, if it did: it
    has to be there. The state holds the messages `node.id` and `parent`, if the chat has them."""
    owned(state, caller_id)
    if parent is not None and parent not in state.nodes:
        raise MessageNotFound
    return decide_add_all(state, caller_id, [node], writer)


def decide_add_all(state: ChatState, caller_id: str, nodes: Sequence[Node], writer: str) -> list[Any]:
    """Add messages, at least one, and make the last the current one. The state holds those of them
    that the chat has: then it is refused."""
    owned(state, caller_id)
    if any(node.id in state.nodes for node in nodes):
        raise MessageExists
    key = (state.chat_id, state.owner_id)
    ready = _SHOWN in state.outline
    events: list[Any] = [*appended(*key, nodes, writer, becomes_current=ready)]
    if not ready:
        outline = state.outline & ~CURRENT | _SHOWN
        events += [*_without_odd_history(state), CurrentMessageChanged(*key, nodes[-1].id, int(outline))]
    return events


def decide_edit(state: ChatState, caller_id: str, node: Node, writer: str) -> list[Any]:
    """Give a message the content of `node`."""
    stored = owned(state, caller_id).nodes.get(node.id)
    if stored is None:
        raise MessageNotFound
    if stored.digest == node.digest:
        return []
    return [MessagesRevised(state.chat_id, state.owner_id, (node.id,), array([node.raw]), writer)]


def decide_remove(state: ChatState, caller_id: str, message_id: str, writer: str) -> list[Any]:
    """Take a message out; its children take its place. The state holds it, its parent and children."""
    stored = owned(state, caller_id).nodes.get(message_id)
    if stored is None:
        raise MessageNotFound
    key = (state.chat_id, state.owner_id)
    gone, parent = stored.links, stored.links.parent
    now = {id_: node.links for id_, node in state.nodes.items() if id_ != message_id}
    wanted = dict(now)
    children = [child for child in gone.children or () if child in now]
    for child in children:
        wanted[child] = Links(parent, True, now[child].children, now[child].joins)
    if parent in now:
        wanted[parent] = _replaced(now[parent], message_id, children)
    events: list[Any] = [MessagesRemoved(*key, (message_id,), writer), *relinked(*key, now, wanted)]
    if state.current == message_id and Outline.CURRENT_TEXT in state.outline:
        parent = parent if parent in now else None
        text = Outline.CURRENT_TEXT if parent is not None else Outline.CURRENT_NULL
        outline = state.outline & ~CURRENT | text
        events.append(CurrentMessageChanged(*key, parent or "", int(outline)))
    return events


def decide_clear(state: ChatState, caller_id: str, writer: str) -> list[Any]:
    """Take all messages out; the history stays, empty, and so does the flat list if there is one."""
    owned(state, caller_id)
    key = (state.chat_id, state.owner_id)
    outline = state.outline & ~CURRENT | Outline.HISTORY | Outline.TREE | Outline.CURRENT_NULL
    events: list[Any] = _without_odd_history(state)
    if Outline.LIST in outline and Outline.LIST_FOLLOWS not in outline:
        events.append(MessageListChanged(*key, 0, b"[]"))
        outline |= OF_LIST
    return [*events, MessagesCleared(*key, int(outline), writer)]


def _without_odd_history(state: ChatState) -> list[Any]:
    # A `history` of another form stood among the details; now there is a real one.
    if Outline.HISTORY in state.outline or HISTORY not in state.details:
        return []
    return [ChatDetailsChanged(state.chat_id, state.owner_id, b"{}", (HISTORY,))]


def _replaced(links: Links, message_id: str, children: list[str]) -> Links:
    if links.children is None:
        return links
    own: list[str] = []
    for child in links.children:
        own += children if child == message_id else [child]
    return Links(links.parent, links.has_parent, tuple(dict.fromkeys(own)), links.joins)
