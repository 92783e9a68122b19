"""One chat without a database: commands decide, events go through view and evolve alike."""

from __future__ import annotations

import json
from typing import Any

from kernel.eventstore.model import Recorded
from services.chat.documents.limits import Limits
from services.chat.documents.parts import state_of, stream_of
from services.chat.documents.read import JsonReader, digest, read_document, read_item, read_node
from services.chat.documents.write import LoadedChat, loaded, write_document, write_shown
from services.chat.domain.chats.create import Creation, decide_create
from services.chat.domain.chats.document import ChatState, Piece
from services.chat.domain.chats.evolve import Evolve
from services.chat.domain.chats.messages import decide_add, decide_clear, decide_edit, decide_remove
from services.chat.domain.chats.update import Change, decide_update, needs_shown
from services.chat.projections.chats import ChatsView
from tests.unit.chat.view_in_memory import ViewInMemory

CHAT, OWNER = "3f1a7a52-9d5e-4a8e-8a44-3c64c4a6b0de", "owner-1"
LIMITS = Limits()


def packed(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


class ChatInMemory:
    """Commands as their handlers run them; `events` are all that were recorded."""

    def __init__(self, document: Any, writer: str = "w1") -> None:
        self.events: list[Any] = []
        self.replayed = ChatState()
        self._evolve = Evolve(JsonReader())
        self._view, self._projection = ViewInMemory(), ChatsView()
        creation = Creation(CHAT, OWNER, writer, 1_000, 1_000)
        self.record(decide_create(creation, read_document(packed(document), LIMITS)))

    @property
    def state(self) -> ChatState:
        return state_of(self._view.parts(CHAT), CHAT)

    @property
    def loaded(self) -> LoadedChat:
        chat = loaded(self._view.parts(CHAT), CHAT)
        assert chat is not None
        return chat

    @property
    def document(self) -> Any:
        return json.loads(write_document(self.loaded))

    def record(self, events: list[Any]) -> list[Any]:
        for event in events:
            self.replayed = self._evolve(self.replayed, event)
            version = len(self.events) + 1
            recorded = Recorded(event, "id", type(event).__name__, stream_of(CHAT), version, 2_000, OWNER)
            self._view.apply(self._projection.project(recorded))
            self.events.append(event)
        return events

    def post(
        self, document: Any, writer: str = "w1", caller: str = OWNER, variables: Any = None
    ) -> list[Any]:
        posted = read_document(packed(document), LIMITS, whole_items=True)
        shown = []
        if needs_shown(self.state, posted):
            shown = [read_item(raw) for raw in write_shown(self.loaded)]
        piece = None if variables is None else Piece(packed(variables), digest(packed(variables)))
        return self.record(decide_update(self.state, Change(caller, writer, posted, piece, shown)))

    def add(self, message: Any, writer: str = "w1", parent: str | None = None) -> list[Any]:
        node = read_node(message["id"], packed(message))
        return self.record(decide_add(self.state, OWNER, node, writer, parent))

    def edit(self, id_: str, message: Any, writer: str = "w1") -> list[Any]:
        return self.record(decide_edit(self.state, OWNER, read_node(id_, packed(message)), writer))

    def remove(self, id_: str) -> list[Any]:
        return self.record(decide_remove(self.state, OWNER, id_, "w1"))

    def clear(self) -> list[Any]:
        return self.record(decide_clear(self.state, OWNER, "w1"))


def message(
    id_: str, parent: str | None = None, children: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    role = "user" if len(id_) % 2 else "assistant"
    links = {"parentId": parent, "childrenIds": list(children)}
    return {"id": id_, **links, "role": role, "content": f"text of {id_}", **more}


def conversation(*ids: str, **more: Any) -> dict[str, Any]:
    """A chat document of one branch, as stock clients post it."""
    nodes = {}
    for place, id_ in enumerate(ids):
        parent = ids[place - 1] if place else None
        nodes[id_] = message(id_, parent, ids[place + 1 : place + 2])
    return {
        "id": "",
        "title": "Trip",
        "models": ["m"],
        "history": {"messages": nodes, "currentId": ids[-1] if ids else None},
        "messages": list(nodes.values()),
        **more,
    }
