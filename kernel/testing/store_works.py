"""Commands on the account book, and commits as stored, for tests of event stores."""

from __future__ import annotations

import hashlib
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from kernel.testing.account_book import Account, evolve
from kernel.testing.account_events import AccountOpened

CTX = CallContext(request_id="r-1", correlation_id="c-1", causation_id="e-0", traceparent="00-1-2-01")
OPENED = AccountOpened(
    owner_id="anna",
    name="Anna Müller",
    portrait=b"\x00\xffpicture",
    tags=("a", "b"),
    labels={"colour": "green"},
    note="",
    limit=-7,
)


def adding(stream: str, *events: Any) -> Any:
    """Work that appends to the end of a stream, wherever that is."""

    async def work(tx: Transaction) -> int:
        _, version = await tx.fold(stream, Account(), evolve)
        return await tx.append(stream, version, events)

    return work


def at(stream: str, expected: int, *events: Any) -> Any:
    """Work that appends at a version the caller names."""

    async def work(tx: Transaction) -> int:
        return await tx.append(stream, expected, events)

    return work


def claiming(value: str, owner: str) -> Any:
    """Work that takes a mail address."""

    async def work(tx: Transaction) -> None:
        await tx.claim("mail", value, owner)

    return work


def releasing(value: str, owner: str) -> Any:
    """Work that gives a mail address back."""

    async def work(tx: Transaction) -> None:
        await tx.release("mail", value, owner)

    return work


def stored(stream: str, version: int, name: str, schema: int, data: bytes) -> dict[str, Any]:
    """A commit document of one event, as stored."""
    event = {"id": hashlib.sha256(data).hexdigest(), "type": name, "schema": schema, "data": data}
    return {
        "stream": stream,
        "version": version,
        "events": [event],
        "actor": "old",
        "correlation": "",
        "causation": "",
        "request": "",
        "traceparent": "",
        "time": 1,
        "pending": True,
    }
