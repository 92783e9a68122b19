"""Histories of edits by several writers, beside a model of what may never be lost.

Two clients hold copies of a chat and post them whole, stale or not, each time with something new; others
add, edit and delete single messages. Clients hear of what is taken out (a stale copy would bring it
back), and not of what is added or edited. The model knows for each message what it has to say,
whoever posted what since.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

CLIENTS = ("laptop", "phone")


@dataclass
class Model:
    """`said`: the content every message there is must have. `doubtful`: messages a document took out. They
    may stay, since a document that lacks what others wrote last looks like one that never knew it."""

    said: dict[str, str] = field(default_factory=dict)
    doubtful: dict[str, str] = field(default_factory=dict)
    copies: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: int = 0

    def fresh_id(self) -> str:
        """An id no message has had."""
        self.made += 1
        return f"m{self.made:03d}"

    def words(self, text: str) -> str:
        """A content no message has had."""
        self.made += 1
        return f"{text} {self.made}"

    def look(self, client: str, document: dict[str, Any]) -> None:
        """A client reads the chat."""
        self.copies[client] = copy.deepcopy(document)

    def is_strange(self, client: str, document: dict[str, Any]) -> bool:
        """Whether the copy has nothing in common with the chat: posted, it would be another history."""
        held = self.copies[client]["history"]["messages"]
        return not any(id_ in document["history"]["messages"] for id_ in held)

    def settle(self, document: dict[str, Any]) -> None:
        """What was doubtful is gone, or there: then everybody sees it again."""
        stayed = {id_: said for id_, said in self.doubtful.items() if id_ in document["history"]["messages"]}
        self.said |= stayed
        self.doubtful = {}
        for client in CLIENTS if stayed else ():
            self.look(client, document)

    def post(
        self, client: str, parent: int, edits: list[tuple[int, str]], removes: list[int]
    ) -> dict[str, Any]:
        """The document a client posts: its copy with a new message, some edited and some taken out."""
        held = self.copies[client]
        nodes = held["history"]["messages"]
        for place in removes:
            if len(nodes) > 1:
                id_ = sorted(nodes)[place % len(nodes)]
                if id_ in self.said:
                    self.doubtful[id_] = self.said[id_]
                self.take_out(id_)
        for place, text in edits if nodes else ():
            id_ = sorted(nodes)[place % len(nodes)]
            nodes[id_]["content"] = self.said[id_] = self.words(text)
        above = sorted(nodes)[parent % len(nodes)] if nodes else None
        new = self.fresh_id()
        nodes[new] = node(new, above)
        if above is not None:
            nodes[above]["childrenIds"].append(new)
        held["history"]["currentId"] = new
        for id_, one in nodes.items():
            self.said.setdefault(id_, one["content"])
        return copy.deepcopy(held)

    def take_out(self, id_: str) -> None:
        """A message is gone, and everybody hears of it."""
        self.said.pop(id_, None)
        for held in self.copies.values():
            nodes = held["history"]["messages"]
            if id_ in nodes:
                self._without(nodes, id_)
            if held["history"]["currentId"] == id_:
                held["history"]["currentId"] = None

    def _without(self, nodes: dict[str, Any], id_: str) -> None:
        taken = nodes.pop(id_)
        above = nodes.get(taken["parentId"])
        if above is not None:
            above["childrenIds"].remove(id_)
            above["childrenIds"] += taken["childrenIds"]
        for child in taken["childrenIds"]:
            nodes[child]["parentId"] = taken["parentId"]


def node(id_: str, parent: str | None) -> dict[str, Any]:
    """A message as a client makes it."""
    return {"id": id_, "parentId": parent, "childrenIds": [], "role": "user", "content": f"first of {id_}"}


def first_document(model: Model) -> dict[str, Any]:
    """A chat to begin with: a question and an answer."""
    question, answer = model.fresh_id(), model.fresh_id()
    nodes = {question: node(question, None), answer: node(answer, question)}
    nodes[question]["childrenIds"].append(answer)
    for id_, one in nodes.items():
        model.said[id_] = one["content"]
    return {"title": "Tides", "models": ["m"], "history": {"messages": nodes, "currentId": answer}}


def sound(document: dict[str, Any]) -> None:
    """Every message hangs below one that is there, or at the top; nobody lists a child that is gone."""
    nodes = document["history"]["messages"]
    for id_, one in nodes.items():
        assert one["parentId"] is None or one["parentId"] in nodes, (id_, one["parentId"])
        assert set(one["childrenIds"]) <= set(nodes), id_
        if one["parentId"] is not None:
            assert id_ in nodes[one["parentId"]]["childrenIds"], id_
