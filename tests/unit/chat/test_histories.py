"""Random histories of several writers against a model: nothing is lost, what is shown equals its replay."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.unit.chat.chat_in_memory import ChatInMemory
from tests.unit.chat.histories import CLIENTS, Model, first_document, node, sound

places = st.integers(0, 30)
clients = st.sampled_from(CLIENTS)
texts = st.sampled_from(["one", "two", "three", "four"])
edits = st.lists(st.tuples(places, texts), max_size=2)


class Histories(RuleBasedStateMachine):
    """One chat; every rule is a request."""

    @initialize()
    def create(self) -> None:
        self.model = Model()
        self.chat = ChatInMemory(first_document(self.model), writer="laptop")
        for client in CLIENTS:
            self.model.look(client, self.chat.document)

    @rule(client=clients)
    def look(self, client: str) -> None:
        self.model.look(client, self.chat.document)

    @rule(client=clients, parent=places, edited=edits, removed=st.lists(places, max_size=1))
    def post(self, client: str, parent: int, edited: list[Any], removed: list[int]) -> None:
        if self.model.is_strange(client, self.chat.document):
            self.model.look(client, self.chat.document)
        self.chat.post(self.model.post(client, parent, edited, removed), writer=client)
        self.model.settle(self.chat.document)

    @rule(below=places)
    def add(self, below: int) -> None:
        ids = sorted(self.model.said)
        new = node(self.model.fresh_id(), ids[below % len(ids)] if ids else None)
        self.chat.add(new, "key", new["parentId"])
        self.model.said[new["id"]] = new["content"]

    @rule(place=places, content=texts)
    def edit(self, place: int, content: str) -> None:
        ids = sorted(self.model.said)
        if ids:
            id_ = ids[place % len(ids)]
            stands = self.chat.document["history"]["messages"][id_]
            self.model.said[id_] = self.model.words(content)
            self.chat.edit(id_, {**stands, "content": self.model.said[id_]}, "key")

    @rule(place=places)
    def delete(self, place: int) -> None:
        ids = sorted(self.model.said)
        if ids:
            self.chat.remove(ids[place % len(ids)])
            self.model.take_out(ids[place % len(ids)])

    @invariant()
    def everything_is_said(self) -> None:
        nodes = self.chat.document["history"]["messages"]
        assert {id_: one["content"] for id_, one in nodes.items()} == self.model.said

    @invariant()
    def the_tree_is_sound(self) -> None:
        sound(self.chat.document)

    @invariant()
    def what_is_shown_equals_its_replay(self) -> None:
        shown, replayed = self.chat.state, self.chat.replayed
        assert (shown.nodes, shown.details, shown.items) == (replayed.nodes, replayed.details, replayed.items)
        assert (shown.version, shown.outline, shown.current) == (
            replayed.version,
            replayed.outline,
            replayed.current,
        )


def test_nothing_is_lost_whatever_several_writers_do() -> None:
    many = settings(max_examples=200, stateful_step_count=25, deadline=None, derandomize=True)
    run_state_machine_as_test(Histories, settings=many)
