"""Adding messages: how many go into one event, and what that does to the links of others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.chat.domain.chats.document import Links, Node
from services.chat.domain.chats.events import MessagesAppended, MessagesRelinked

BATCH_BYTES = 512 * 1024
"""Messages of one event hold at most this many bytes, unless it is a single one."""


def array(values: Iterable[bytes]) -> bytes:
    """JSON array of raw JSON values."""
    return b"[" + b",".join(values) + b"]"


def batches(sizes: Iterable[int]) -> Iterator[slice]:
    """Slices of consecutive things that go into one event."""
    start, filled, end = 0, 0, 0
    for size in sizes:
        if end > start and filled + size > BATCH_BYTES:
            yield slice(start, end)
            start, filled = end, 0
        filled += size
        end += 1
    if end > start:
        yield slice(start, end)


def appended(
    chat_id: str, owner_id: str, nodes: Sequence[Node], writer: str, *, becomes_current: bool = False
) -> list[MessagesAppended]:
    """The events that add `nodes` in order; the last one may become the current message."""
    events = []
    for part in batches(len(node.raw) for node in nodes):
        group = nodes[part]
        current = becomes_current and part.stop == len(nodes)
        raw = array(node.raw for node in group)
        events.append(MessagesAppended(chat_id, owner_id, ids(group), raw, current, writer))
    return events


def ids(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The nodes' ids, in order."""
    return tuple(node.id for node in nodes)


def join(links: dict[str, Links], added: Mapping[str, Links]) -> None:
    """Put the messages of one event into `links`, as MessagesAppended promises."""
    for message, own in added.items():
        parent = own.parent
        if parent is not None and parent in links and parent not in added:
            links[parent] = links[parent].with_child(message)
    links.update(added)


def relinked(
    chat_id: str, owner_id: str, now: Mapping[str, Links], wanted: Mapping[str, Links]
) -> list[MessagesRelinked]:
    """The event that turns links `now` into the `wanted` ones; none when they are."""
    changed = {message: links for message, links in wanted.items() if now.get(message) != links}
    if not changed:
        return []
    packed = json.dumps([write_links(links) for links in changed.values()]).encode()
    return [MessagesRelinked(chat_id, owner_id, tuple(changed), packed)]


def write_links(links: Links) -> dict[str, object]:
    """Links as MessagesRelinked carries them."""
    out: dict[str, object] = {}
    if links.has_parent:
        out["parentId"] = links.parent
    if links.children is not None:
        out["childrenIds"] = list(links.children)
    if not links.joins:
        out["joins"] = False
    return out


def read_links(packed: bytes) -> list[Links]:
    """The links of a MessagesRelinked, in the order of its ids."""
    found = []
    for entry in json.loads(packed):
        children = entry.get("childrenIds")
        found.append(
            Links(
                entry.get("parentId"),
                "parentId" in entry,
                None if children is None else tuple(children),
                entry.get("joins", True),
            )
        )
    return found
