"""What a posted document cannot know.

A client posts its whole copy of a history. A copy that was taken before somebody else wrote lacks
what was written since, and shows the older content of what was edited since. Taken at its word it
would undo that. So a message is unseen, and stays as it stands, when

* another writer wrote it (a person's sessions and keys are writers of their own),
* it is newer than anything of other writers that the document shows as it stands,
* the document shares messages with the chat, or the message was the first of an empty chat: anything
  else is another history, and replaces all,
* the document brings something new, a message, a content or another key: one that only takes messages
  away means it.

An unseen message whose parent the document takes away comes below the next one above that stays.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from services.chat.domain.chats.document import Links, Node, Stored

Unseen = tuple[dict[str, None], frozenset[str]]
"""Messages the document lacks, in order, and those it has in an earlier content."""


def unseen(
    stored: Mapping[str, Stored],
    tree: Mapping[str, Node],
    writer: str,
    *,
    changes: bool = False,
    emptied: int = 0,
) -> Unseen:
    """What stays as it stands although `tree`, posted by `writer`, says otherwise. `changes`: the document
    changes something beside the tree. `emptied`: the version at which the chat was empty, if it was."""
    others = {id_: node for id_, node in stored.items() if node.writer != writer}
    if not writer or not others or (not emptied and tree.keys().isdisjoint(stored)):
        return {}, frozenset()
    shown = [s.version for id_, s in others.items() if id_ in tree and tree[id_].digest == s.digest]
    newest = max(shown, default=0)
    fresh = {id_: node for id_, node in others.items() if node.version > newest}
    stale = frozenset(id_ for id_, s in fresh.items() if id_ in tree and tree[id_].digest in s.previous)
    if not changes and not any(_is_new(stored, node) for node in tree.values() if node.id not in stale):
        return {}, frozenset()
    return dict.fromkeys(id_ for id_ in fresh if id_ not in tree), stale


def place(id_: str, stored: Mapping[str, Stored], tree: Mapping[str, Node], kept: Container[str]) -> Links:
    """The links of an unseen message: below the first message above it that stays, without children that
    go or that the document has elsewhere."""
    links = stored[id_].links
    parent, passed = links.parent, set[str]()
    while parent is not None and parent in stored and parent not in tree and parent not in kept:
        passed.add(parent)
        parent = stored[parent].links.parent
        if parent in passed:  # a circle
            parent = None
    children = links.children
    if children is not None:
        children = tuple(child for child in children if _is_child(child, id_, stored, tree, kept))
    return Links(parent, links.has_parent, children, links.joins)


def _is_child(
    child: str, id_: str, stored: Mapping[str, Stored], tree: Mapping[str, Node], kept: Container[str]
) -> bool:
    if child in tree:
        return tree[child].links.parent == id_
    return child in kept or child not in stored


def _is_new(stored: Mapping[str, Stored], node: Node) -> bool:
    return node.id not in stored or stored[node.id].digest != node.digest
