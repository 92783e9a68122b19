"""What an event makes of a chat: the state of a command, read from the stream instead of the view.

Events carry messages as JSON; how that is read is a parameter, so that the domain stays free of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from services.chat.domain.answers.events import AnswerCompleted, AnswerFailed, AnswerStarted, AnswerStopped
from services.chat.domain.chats.append import join, read_links
from services.chat.domain.chats.document import EARLIER, ChatState, Links, Node, Outline, Stored
from services.chat.domain.chats.events import (
    ChatCreated,
    ChatDeleted,
    ChatDetailsChanged,
    ChatOutlineChanged,
    ChatRenamed,
    ChatVariablesChanged,
    CurrentMessageChanged,
    HistoryDetailsChanged,
    MessageListChanged,
    MessagesAppended,
    MessagesCleared,
    MessagesRelinked,
    MessagesRemoved,
    MessagesRevised,
)
from services.chat.domain.folders.events import ChatLeftFolder, ChatMoved
from services.chat.domain.reading.events import ChatMarkedUnread, ChatRead
from services.chat.domain.sharing.events import ChatReadersChanged, ChatShared, ChatUnshared
from services.chat.domain.shelves.events import (
    ChatArchived,
    ChatMetaChanged,
    ChatPinned,
    ChatTagged,
    ChatUnarchived,
    ChatUnpinned,
    ChatUntagged,
)
from services.chat.domain.versions.events import ChatRestored

_BESIDE = (
    ChatPinned,
    ChatUnpinned,
    ChatArchived,
    ChatUnarchived,
    ChatTagged,
    ChatUntagged,
    ChatMetaChanged,
    ChatShared,
    ChatReadersChanged,
    ChatUnshared,
    ChatMoved,
    ChatLeftFolder,
    ChatRestored,
    ChatRead,
    ChatMarkedUnread,
    AnswerStarted,
    AnswerCompleted,
    AnswerFailed,
    AnswerStopped,
)
"""What does not touch the document."""


class Reader(Protocol):
    """Reads the JSON that events carry."""

    def nodes(self, ids: Sequence[str], raw: bytes) -> list[Node]:
        """A JSON array of messages, split."""

    def pieces(self, raw: bytes) -> Mapping[str, bytes]:
        """Digests of the values of a JSON object."""

    def digests(self, raw: bytes) -> list[bytes]:
        """Digests of the items of a JSON array."""

    def digest(self, raw: bytes) -> bytes:
        """Digest of a JSON value; empty for nothing."""


class Evolve:
    """`evolve(state, event) -> state`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __call__(self, state: ChatState, event: Any) -> ChatState:
        """The state after one event."""
        return self._apply(replace(state, version=state.version + 1), event)

    def _apply(self, state: ChatState, event: Any) -> ChatState:
        match event:
            case ChatCreated():
                return self._created(state, event)
            case MessagesAppended():
                state = self._appended(state, event)
                last = event.message_ids[-1]
                return replace(state, current=last) if event.becomes_current else state
            case MessagesRevised():
                return self._revised(state, event)
            case MessagesRemoved(message_ids=gone):
                left = {id_: node for id_, node in state.nodes.items() if id_ not in gone}
                return replace(state, nodes=left)
            case MessagesRelinked():
                links = zip(event.message_ids, read_links(event.links), strict=True)
                return replace(state, nodes=_linked(state.nodes, dict(links)))
            case MessagesCleared():
                bare = replace(state, nodes={}, current="", outline=Outline(event.outline))
                return replace(bare, emptied=state.version)
            case CurrentMessageChanged():
                return replace(state, current=event.current_id, outline=Outline(event.outline))
            case ChatOutlineChanged():
                return replace(state, outline=Outline(event.outline))
            case ChatRenamed():
                return replace(state, title=event.title)
            case ChatDetailsChanged():
                kept = {key: d for key, d in state.details.items() if key not in event.removed}
                return replace(state, details=kept | dict(self._reader.pieces(event.changed)))
            case HistoryDetailsChanged():
                return replace(state, history=self._reader.digest(event.history))
            case MessageListChanged():
                items = tuple(self._reader.digests(event.items))
                return replace(state, items=state.items[: event.start] + items)
            case ChatVariablesChanged():
                return replace(state, variables=self._reader.digest(event.variables))
            case ChatDeleted():
                return replace(state, exists=False)
        if isinstance(event, _BESIDE):
            return state
        raise TypeError(f"no chat knows {type(event).__name__}")

    def _created(self, state: ChatState, event: ChatCreated) -> ChatState:
        state = ChatState(
            exists=True,
            chat_id=event.chat_id,
            owner_id=event.owner_id,
            title=event.title,
            outline=Outline(event.outline),
            current=event.current_id,
            version=state.version,
            variables=self._reader.digest(event.variables),
            details=self._reader.pieces(event.details),
            history=self._reader.digest(event.history),
            emptied=0 if event.message_ids else state.version,
        )
        return self._appended(state, event)

    def _appended(self, state: ChatState, event: ChatCreated | MessagesAppended) -> ChatState:
        nodes = self._reader.nodes(event.message_ids, event.messages)
        links = {id_: node.links for id_, node in state.nodes.items()}
        join(links, {node.id: node.links for node in nodes})
        added = {n.id: Stored(n.digest, n.links, state.version, event.writer) for n in nodes}
        return replace(state, nodes=_linked({**state.nodes, **added}, links))

    def _revised(self, state: ChatState, event: MessagesRevised) -> ChatState:
        nodes = dict(state.nodes)
        for new in self._reader.nodes(event.message_ids, event.messages):
            old = nodes[new.id]
            before = (*old.previous, old.digest)[-EARLIER:]
            nodes[new.id] = Stored(new.digest, old.links, state.version, event.writer, before)
        return replace(state, nodes=nodes)


def _linked(nodes: Mapping[str, Stored], links: Mapping[str, Links]) -> dict[str, Stored]:
    return {
        id_: replace(node, links=links[id_]) if id_ in links and links[id_] != node.links else node
        for id_, node in nodes.items()
    }
