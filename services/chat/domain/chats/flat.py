"""The flat list `chat.messages` that some clients post beside the history.

Clients that post one make it the shown branch, item for item. Such a list is not stored: it is
read off the tree and follows it. Any other list is kept as it is, by item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.chat.domain.chats.append import array, batches
from services.chat.domain.chats.document import Item, Links, branch
from services.chat.domain.chats.events import MessageListChanged

Tree = Mapping[str, tuple[bytes, Links]]
"""Message id -> digest of its content, and its links."""


def follows(items: Sequence[Item], nodes: Tree, current: str | None) -> bool:
    """Whether the list is the branch that leads to `current`, item for item."""
    path = branch({key: links for key, (_, links) in nodes.items()}, current)
    return len(path) == len(items) and all(
        nodes[key] == (item.digest, item.links) for key, item in zip(path, items, strict=True)
    )


def list_changes(
    chat_id: str, owner_id: str, stored: Sequence[bytes], items: Sequence[Item]
) -> list[MessageListChanged]:
    """The events that make the stored list (digests of its items) the given one: what both begin
    with stays."""
    same = 0
    for old, item in zip(stored, items, strict=False):
        if old != item.whole:
            break
        same += 1
    if same == len(items):
        shorter = len(stored) > same
        return [MessageListChanged(chat_id, owner_id, same, b"[]")] if shorter else []
    rest = items[same:]
    return [
        MessageListChanged(chat_id, owner_id, same + part.start, array(item.raw for item in rest[part]))
        for part in batches(len(item.raw) for item in rest)
    ]
