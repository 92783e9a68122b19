"""Changing a chat by a document: what is posted is compared with what stands, and only the
difference is recorded.

Top-level keys that are not posted stay. `history` is replaced as a whole, with one exception: a
message that the document cannot know is kept (see `merge`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.chat.domain.chats.append import appended, array, batches, ids, join, relinked
from services.chat.domain.chats.create import write_object
from services.chat.domain.chats.document import (
    CURRENT,
    HISTORY,
    MESSAGES,
    OF_HISTORY,
    OF_LIST,
    ChatState,
    Item,
    Links,
    Node,
    Outline,
    Piece,
    Posted,
)
from services.chat.domain.chats.events import (
    ChatDetailsChanged,
    ChatOutlineChanged,
    ChatRenamed,
    ChatVariablesChanged,
    CurrentMessageChanged,
    HistoryDetailsChanged,
    MessageListChanged,
    MessagesCleared,
    MessagesRemoved,
    MessagesRevised,
)
from services.chat.domain.chats.flat import Tree, follows, list_changes
from services.chat.domain.chats.merge import place, unseen
from services.chat.domain.chats.refusals import ChatNotFound


@dataclass(frozen=True, slots=True)
class Change:
    """A posted change and who posts it.

    `shown` holds the items of the flat list as it reads now; only used when `needs_shown`.
    """

    caller_id: str
    writer: str
    posted: Posted
    variables: Piece | None = None
    shown: Sequence[Item] = ()


def needs_shown(state: ChatState, posted: Posted) -> bool:
    """Whether a flat list that follows the branch may have to be written down as it reads now: the
    document brings another history and no list."""
    kept = posted.items is None and MESSAGES not in posted.details
    moves = posted.history is not None or HISTORY in posted.details
    return kept and moves and Outline.LIST_FOLLOWS in state.outline


def decide_update(state: ChatState, change: Change) -> list[Any]:
    """The events that make the stored document the posted one; none when nothing differs."""
    if not state.exists or state.owner_id != change.caller_id:
        raise ChatNotFound
    work = _Work(state, change)
    work.change_details()
    work.change_history()
    work.change_list()
    work.change_outline()
    return work.events


class _Work:
    """One decision in the making: what stands after the events so far, and what shall stand."""

    def __init__(self, state: ChatState, change: Change) -> None:
        self.state = state
        self.posted = change.posted
        self.change = change
        self.key = (state.chat_id, state.owner_id)
        self.stands = (state.outline, state.current)
        self.outline = state.outline
        self.current = state.current
        self.tree: Tree = {id_: (node.digest, node.links) for id_, node in state.nodes.items()}
        self.copy: Tree = self.tree
        """The tree as the document shows it, without what it cannot know."""
        self.events: list[Any] = []

    def change_details(self) -> None:
        """Top-level keys, title, variables."""
        posted, state, variables = self.posted, self.state, self.change.variables
        changed = {key: p.raw for key, p in posted.details.items() if state.details.get(key) != p.digest}
        structured = ((HISTORY, posted.history), (MESSAGES, posted.items))
        removed = tuple(key for key, value in structured if value is not None and key in state.details)
        if changed or removed:
            self.events.append(ChatDetailsChanged(*self.key, write_object(changed), removed))
        if posted.title is not None and posted.title != state.title:
            self.events.append(ChatRenamed(*self.key, posted.title))
        if variables is not None and variables.digest != state.variables:
            self.events.append(ChatVariablesChanged(*self.key, variables.raw))

    def change_history(self) -> None:
        """The tree and what stands beside it in `history`."""
        history = self.posted.history
        if history is None and HISTORY not in self.posted.details:
            return
        details = history.details if history else Piece(b"", b"")
        if details.digest != self.state.history:
            self.events.append(HistoryDetailsChanged(*self.key, details.raw))
        self.outline &= ~OF_HISTORY
        self.outline |= history.outline if history else Outline.NONE
        self.current = (history.current or "") if history else ""
        self._change_tree((history.tree or {}) if history else {})

    def _change_tree(self, tree: Mapping[str, Node]) -> None:
        stored, writer = self.state.nodes, self.change.writer
        kept, stale = unseen(stored, tree, writer, changes=bool(self.events), emptied=self.state.emptied)
        removed = tuple(id_ for id_ in stored if id_ not in tree and id_ not in kept)
        added = [node for id_, node in tree.items() if id_ not in stored]
        revised = [
            node
            for id_, node in tree.items()
            if id_ in stored and stored[id_].digest != node.digest and id_ not in stale
        ]
        if removed and len(removed) == len(stored):
            bare = self.outline & ~CURRENT | Outline.CURRENT_NULL
            self.events.append(MessagesCleared(*self.key, int(bare), writer))
            self.stands = (bare, "")
        elif removed:
            self.events.append(MessagesRemoved(*self.key, removed, writer))
        for part in batches(len(node.raw) for node in revised):
            group = revised[part]
            raw = array(node.raw for node in group)
            self.events.append(MessagesRevised(*self.key, ids(group), raw, writer))
        links = {id_: stored[id_].links for id_ in stored.keys() - removed}
        self._append(added, links)
        wanted = {id_: node.links for id_, node in tree.items()}
        for id_ in kept:
            wanted[id_] = place(id_, stored, tree, kept)
            parent = wanted[id_].parent
            if parent is not None and parent in wanted:
                wanted[parent] = wanted[parent].with_child(id_)
        self.events += relinked(*self.key, links, wanted)
        self.copy = {id_: (node.digest, node.links) for id_, node in tree.items()}
        digests = {id_: node.digest for id_, node in tree.items()}
        digests |= {id_: stored[id_].digest for id_ in (*kept, *stale)}
        self.tree = {id_: (digests[id_], own) for id_, own in wanted.items()}

    def _append(self, added: Sequence[Node], links: dict[str, Links]) -> None:
        """Append `added`, and let `links` be what the events make of them."""
        shows = Outline.HISTORY | Outline.TREE | Outline.CURRENT_TEXT
        current = bool(added) and self.current == added[-1].id and shows in self.outline & self.stands[0]
        events = appended(*self.key, added, self.change.writer, becomes_current=current)
        by_id = {node.id: node.links for node in added}
        for event in events:
            join(links, {id_: by_id[id_] for id_ in event.message_ids})
        if current:
            self.stands = (self.stands[0], self.current)
        self.events += events

    def change_list(self) -> None:
        """The flat list beside the history."""
        items, state = self.posted.items, self.state
        shown = self.current if Outline.CURRENT_TEXT in self.outline else None
        if items is None and MESSAGES in self.posted.details:
            self.outline &= ~OF_LIST
            self._drop_list()
        elif items is not None:
            self.outline |= OF_LIST
            if follows(items, self.tree, shown) or follows(items, self.copy, shown):
                self._drop_list()
            else:
                self.outline &= ~Outline.LIST_FOLLOWS
                self.events += list_changes(*self.key, state.items, items)
        elif needs_shown(state, self.posted) and not follows(self.change.shown, self.tree, shown):
            self.outline &= ~Outline.LIST_FOLLOWS
            self.events += list_changes(*self.key, (), self.change.shown)

    def _drop_list(self) -> None:
        if self.state.items:
            self.events.append(MessageListChanged(*self.key, 0, b"[]"))

    def change_outline(self) -> None:
        """What the events so far have not said about current message and pieces."""
        outline, current = self.stands
        if current != self.current or (outline ^ self.outline) & CURRENT:
            self.events.append(CurrentMessageChanged(*self.key, self.current, int(self.outline)))
        elif outline != self.outline:
            self.events.append(ChatOutlineChanged(*self.key, int(self.outline)))
