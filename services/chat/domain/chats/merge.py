"""What a posted document cannot know.

A client posts its whole copy of a history. A copy that was taken before somebody else wrote lacks
what was written since, and shows the older content of what was edited since. Taken at its word it
would undo that. So a message is unseen, and stays as it stands, when

* another writer wrote it (a person's sessions and keys are writers of their own),
* it is newer than anything of other writers that the document shows as it stands,
* the document shares messages with the chat and brings something new: a document that only takes
  messages away means it.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.chat.domain.chats.document import Node, Stored

Unseen = tuple[dict[str, None], frozenset[str]]
"""Messages the document lacks, in order, and those it has in the content before the last."""


def unseen(stored: Mapping[str, Stored], tree: Mapping[str, Node], writer: str) -> Unseen:
    """What stays as it stands although `tree`, posted by `writer`, says otherwise."""
    others = {id_: node for id_, node in stored.items() if node.writer != writer}
    if not writer or not others or tree.keys().isdisjoint(stored):
        return {}, frozenset()
    shown = [s.version for id_, s in others.items() if id_ in tree and tree[id_].digest == s.digest]
    newest = max(shown, default=0)
    fresh = {id_: node for id_, node in others.items() if node.version > newest}
    stale = frozenset(
        id_ for id_, s in fresh.items() if id_ in tree and s.previous and tree[id_].digest == s.previous
    )
    if not any(_is_new(stored, node) for node in tree.values() if node.id not in stale):
        return {}, frozenset()
    kept: dict[str, None] = {}
    for id_, node in fresh.items():
        parent = node.links.parent
        if id_ not in tree and (parent is None or parent in tree or parent in kept):
            kept[id_] = None
    return kept, stale


def _is_new(stored: Mapping[str, Stored], node: Node) -> bool:
    return node.id not in stored or stored[node.id].digest != node.digest
