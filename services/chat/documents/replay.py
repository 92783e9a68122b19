"""A chat as it stood: its events put together again, without the view.

What it was said with and how it was told apart (digests, order numbers) is left out: the result is
for reading. What does not touch the document (pins, tags, shares) is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kernel.eventstore.model import Recorded
from services.chat.documents.parts import escape, link_fields
from services.chat.documents.read import JsonReader, body_of, split_array, split_object
from services.chat.documents.write import LoadedChat, Part
from services.chat.domain.chats import events as e
from services.chat.domain.chats.append import read_links


class Replay:
    """Events in, chat out."""

    def __init__(self) -> None:
        self._reader = JsonReader()
        self._head: dict[str, Any] = {}
        self._details: dict[str, Any] = {"d": {}}
        self._messages: dict[str, dict[str, Any]] = {}
        self._items: list[Part] = []

    def chat(self) -> LoadedChat | None:
        """The chat after what was applied; None when there is none."""
        if not self._head:
            return None
        return LoadedChat(self._head, self._details, self._messages, self._items)

    def apply(self, recorded: Recorded) -> None:
        """One event, in the order of the log."""
        event = recorded.event
        if self._change(event):
            self._head |= {"m": recorded.time, "r": recorded.time, "v": recorded.version}
        if isinstance(event, e.ChatCreated):
            self._head["m"] = self._head["r"] = event.updated_at

    def _change(self, event: Any) -> bool:
        match event:
            case e.ChatCreated():
                self._create(event)
            case e.ChatDeleted():
                self._head = {}
                return False
            case e.MessagesAppended():
                self._append(event.message_ids, event.messages)
                if event.becomes_current:
                    self._head["i"] = event.message_ids[-1]
            case e.MessagesRevised():
                for node in self._reader.nodes(event.message_ids, event.messages):
                    self._messages[node.id] = {**self._messages[node.id], "b": body_of(node)}
            case e.MessagesRemoved():
                self._remove(event.message_ids)
            case e.MessagesRelinked():
                for id_, links in zip(event.message_ids, read_links(event.links), strict=True):
                    part = self._messages.get(id_)
                    if part is not None:
                        self._messages[id_] = {"_id": id_, "b": part["b"], **link_fields(links)}
            case e.MessagesCleared():
                self._messages = {}
                self._head |= {"i": "", "o": event.outline}
            case e.CurrentMessageChanged():
                self._head |= {"i": event.current_id, "o": event.outline}
            case e.ChatOutlineChanged():
                self._head["o"] = event.outline
            case e.ChatRenamed():
                self._head["t"] = event.title
            case e.ChatDetailsChanged():
                for key in event.removed:
                    self._details["d"].pop(escape(key), None)
                self._details["d"] |= _named(event.changed)
            case e.HistoryDetailsChanged():
                self._details["x"] = event.history
            case e.MessageListChanged():
                self._items[event.start :] = [{"b": raw} for raw in split_array(event.items)]
            case e.ChatVariablesChanged():
                self._head["w"] = event.variables
            case _:
                return False
        return True

    def _create(self, event: e.ChatCreated) -> None:
        self._head = {
            "_id": event.chat_id,
            "u": event.owner_id,
            "t": event.title,
            "c": event.created_at,
            "l": 0,
            "o": event.outline,
            "i": event.current_id,
        }
        if event.variables not in (b"", b"{}"):
            self._head["w"] = event.variables
        self._details = {"d": _named(event.details)}
        if event.history:
            self._details["x"] = event.history
        for node in self._reader.nodes(event.message_ids, event.messages):
            self._messages[node.id] = {"_id": node.id, "b": body_of(node), **link_fields(node.links)}

    def _append(self, ids: tuple[str, ...], raw: bytes) -> None:
        nodes = self._reader.nodes(ids, raw)
        for node in nodes:
            self._messages.pop(node.id, None)
            self._messages[node.id] = {"_id": node.id, "b": body_of(node), **link_fields(node.links)}
        for node in nodes:
            parent = node.links.parent
            above = self._messages.get(parent) if parent is not None and parent not in ids else None
            if above is not None and "z" not in above and node.id not in above.get("k", ()):
                above["k"] = [*above.get("k", ()), node.id]

    def _remove(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self._messages.pop(id_, None)


def _named(raw: bytes) -> dict[str, bytes]:
    return {escape(key): value for key, value in split_object(raw).items()}
