"""A small account book on the event store: registry, state and views for the kernel's own tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from parlance.testing.v1 import events_pb2
from pymongo import DeleteMany, IndexModel, InsertOne, ReplaceOne, UpdateOne

from kernel.eventstore.codec import Registry
from kernel.eventstore.mapping import Fields
from kernel.eventstore.model import Projection, Recorded, Write
from kernel.testing import account_events
from kernel.testing.account_events import AccountClosed, AccountOpened, MoneyMoved


@dataclass(frozen=True)
class Account:
    """What an account's events add up to."""

    name: str = ""
    cents: int = 0
    open: bool = False


def evolve(state: Account, event: Any) -> Account:
    """The next state."""
    match event:
        case AccountOpened(name=name):
            return Account(name, 0, True)
        case MoneyMoved(cents=cents):
            return replace(state, cents=state.cents + cents)
        case AccountClosed():
            return replace(state, open=False)
    return state


def event_registry() -> Registry:
    """The event types, with the change from whole units to cents."""
    return Registry(account_events, events_pb2, upcasters={("MoneyMoved", 1): _units_to_cents})


class Balances(Projection):
    """One document per account, with the version it reflects."""

    name = "balances"
    collections = ("balances",)
    indexes = {"balances": [IndexModel("owner")]}  # noqa: RUF012 - declared by the base class

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes one event causes."""
        stream, version = recorded.stream, recorded.version
        match recorded.event:
            case AccountOpened(owner_id=owner, name=name):
                account = {"_id": stream, "_stream": stream, "version": version}
                account |= {"owner": owner, "name": name, "cents": 0, "open": True}
                yield Write("balances", ReplaceOne({"_id": stream}, account, upsert=True))
            case MoneyMoved(cents=cents):
                change = {"$inc": {"cents": cents}, "$set": {"version": version}}
                yield Write("balances", UpdateOne({"_id": stream}, change))
            case AccountClosed():
                change = {"$set": {"version": version, "open": False}}
                yield Write("balances", UpdateOne({"_id": stream}, change))


class Movements(Projection):
    """One document per movement of an open account; gone when it closes."""

    name = "movements"
    collections = ("movements",)

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes one event causes."""
        match recorded.event:
            case MoneyMoved(cents=cents):
                document = {"_id": recorded.id, "_stream": recorded.stream, "cents": cents}
                yield Write("movements", InsertOne(document))
            case AccountClosed():
                yield Write("movements", DeleteMany({"_stream": recorded.stream}))


def _units_to_cents(fields: Fields) -> Fields:
    return fields | {"cents": fields["units"] * 100}
