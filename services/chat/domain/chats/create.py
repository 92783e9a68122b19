"""Creating a chat from a document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from services.chat.domain.chats.append import appended, array, batches, ids, join, relinked
from services.chat.domain.chats.document import Links, Node, Outline, Posted
from services.chat.domain.chats.events import ChatCreated, MessageListChanged
from services.chat.domain.chats.flat import follows, list_changes

DEFAULT_TITLE = "New Chat"


@dataclass(frozen=True, slots=True)
class Creation:
    """Who creates which chat, and when (epoch milliseconds)."""

    chat_id: str
    owner_id: str
    writer: str
    created_at: int
    updated_at: int
    variables: bytes = b"{}"
    folder_id: str = ""


def decide_create(creation: Creation, posted: Posted) -> list[Any]:
    """The events that create a chat holding exactly the posted document."""
    history = posted.history
    nodes: list[Node] = list((history.tree or {}).values()) if history else []
    outline = history.outline if history else Outline.NONE
    chat_id, owner = creation.chat_id, creation.owner_id
    lists: list[MessageListChanged] = []
    if posted.items is not None:
        outline |= Outline.LIST
        current = history.current if history else None
        if follows(posted.items, {n.id: (n.digest, n.links) for n in nodes}, current):
            outline |= Outline.LIST_FOLLOWS
        else:
            lists = list_changes(chat_id, owner, (), posted.items)
    parts = list(batches(len(node.raw) for node in nodes)) or [slice(0)]
    first = nodes[parts[0]]
    created = ChatCreated(
        chat_id=chat_id,
        owner_id=owner,
        title=posted.title or DEFAULT_TITLE,
        details=write_object({key: piece.raw for key, piece in posted.details.items()}),
        history=history.details.raw if history else b"",
        outline=int(outline),
        current_id=(history.current or "") if history else "",
        variables=creation.variables,
        folder_id=creation.folder_id,
        message_ids=ids(first),
        messages=array(node.raw for node in first),
        writer=creation.writer,
        created_at=creation.created_at,
        updated_at=creation.updated_at,
    )
    rest = appended(chat_id, owner, nodes[parts[0].stop :], creation.writer)
    wanted = {node.id: node.links for node in nodes}
    links: dict[str, Links] = {}
    for group in (created.message_ids, *(event.message_ids for event in rest)):
        join(links, {id_: wanted[id_] for id_ in group})
    return [created, *rest, *relinked(chat_id, owner, links, wanted), *lists]


def write_object(pieces: dict[str, bytes]) -> bytes:
    """JSON object of raw JSON values."""
    return b"{" + b",".join(_key(key) + b":" + raw for key, raw in pieces.items()) + b"}"


def _key(key: str) -> bytes:
    return json.dumps(key, ensure_ascii=False).encode()
