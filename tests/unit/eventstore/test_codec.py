"""Events and their protos are checked against each other when the registry is built."""

from collections.abc import Mapping
from dataclasses import dataclass, make_dataclass
from types import ModuleType
from typing import Any, Literal, NewType

import pytest
from parlance.testing.v1 import events_pb2

from kernel.eventstore.codec import BrokenEvent, Registry, RegistryMismatch, UnknownEvent
from kernel.testing import account_events
from kernel.testing.account_book import event_registry
from kernel.testing.account_events import AccountClosed, AccountOpened, MoneyMoved

STEP = {("MoneyMoved", 1): lambda fields: fields}
FULL: dict[str, Any] = {
    "owner_id": str,
    "name": str,
    "portrait": bytes,
    "tags": tuple[str, ...],
    "labels": Mapping[str, str],
    "note": str | None,
    "limit": int,
}


def module(*classes: type[Any]) -> ModuleType:
    made = ModuleType("events")
    for one in (*classes, AccountOpened, MoneyMoved, AccountClosed):
        made.__dict__.setdefault(one.__name__, one)
    return made


def opened(**changes: Any) -> type[Any]:
    fields = {name: hint for name, hint in (FULL | changes).items() if hint is not None}
    return make_dataclass("AccountOpened", list(fields.items()), frozen=True)


def test_every_kind_of_field_survives_the_way_to_bytes_and_back() -> None:
    registry = event_registry()
    for event in (
        AccountOpened("anna", "Anna", b"\x00\x01", ("a",), {"k": "v"}, None, -(2**62)),
        AccountOpened("anna", note=""),
        MoneyMoved(7),
    ):
        kind = registry.of(event)
        data = kind.to_message(event).SerializeToString()
        again, message = registry.parse(kind.name, kind.schema, data, "id")
        assert registry.build(again, kind.schema, message) == event


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"name": None}, "name"),
        ({"surplus": str}, "surplus"),
        ({"limit": str}, "limit"),
        ({"tags": tuple[int, ...]}, "tags"),
        ({"tags": str}, "tags"),
        ({"labels": dict[str, int]}, "labels"),
        ({"note": int | None}, "note"),
        ({"name": str | None}, "name"),
        ({"portrait": str}, "portrait"),
    ],
)
def test_a_field_that_does_not_fit_is_named_at_construction(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(RegistryMismatch, match=f"AccountOpened.*{named}"):
        Registry(module(opened(**changes)), events_pb2, upcasters=STEP)


def test_hints_that_stand_on_a_scalar_fit() -> None:
    Owner = NewType("Owner", str)
    fitting = opened(owner_id=Owner, name=Literal["a", "b"], tags=list[str], labels=dict[str, str])
    registry = Registry(module(fitting), events_pb2, upcasters=STEP)
    kind = registry.types["AccountOpened"]
    event = fitting(owner_id="o", name="a", portrait=b"", tags=["t"], labels={}, note=None, limit=0)
    assert kind.from_message(kind.to_message(event)) == event


def test_an_event_message_without_a_dataclass_is_named() -> None:
    lacking = module()
    del lacking.__dict__["AccountClosed"]
    with pytest.raises(RegistryMismatch, match="AccountClosed"):
        Registry(lacking, events_pb2, upcasters=STEP)


def test_a_raised_schema_needs_its_upcaster_and_an_upcaster_its_schema() -> None:
    with pytest.raises(RegistryMismatch, match=r"MoneyMoved.*schema 1"):
        Registry(account_events, events_pb2)
    with pytest.raises(RegistryMismatch, match="AccountClosed"):
        Registry(account_events, events_pb2, upcasters=STEP | {("AccountClosed", 1): lambda f: f})


def test_a_renamed_event_is_read_under_its_new_name() -> None:
    registry = Registry(account_events, events_pb2, upcasters=STEP, renamed={"AccountShut": "AccountClosed"})
    data = events_pb2.AccountClosed(reason="r").SerializeToString()
    kind, message = registry.parse("AccountShut", 1, data, "id")
    assert registry.build(kind, 1, message) == AccountClosed("r")
    with pytest.raises(RegistryMismatch, match="Nowhere"):
        Registry(account_events, events_pb2, upcasters=STEP, renamed={"AccountShut": "Nowhere"})


def test_what_cannot_be_read_is_an_error_that_says_so() -> None:
    registry = event_registry()
    with pytest.raises(UnknownEvent, match="Strange"):
        registry.parse("Strange", 1, b"", "id")
    with pytest.raises(UnknownEvent, match="schema 9"):
        registry.parse("AccountOpened", 9, b"", "id")
    with pytest.raises(BrokenEvent, match="event id-7"):
        registry.parse("AccountOpened", 1, b"\xff\xff", "id-7")


def test_a_class_that_is_no_event_cannot_be_appended() -> None:
    @dataclass(frozen=True)
    class State:
        n: int

    with pytest.raises(UnknownEvent, match="State"):
        event_registry().of(State(1))
