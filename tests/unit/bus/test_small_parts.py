"""Reasons of dead letters, acknowledgement subjects, the check of servers, decoding."""

import asyncio
import tempfile
from dataclasses import dataclass
from typing import Any

import pytest
from parlance.testing.v1 import events_pb2
from pymongo.errors import AutoReconnect, DuplicateKeyError

from kernel.bus import faults
from kernel.bus.check import weakness
from kernel.bus.dead import reason_of
from kernel.bus.decode import Decoder, Undecodable, event_kind
from kernel.bus.model import Envelope, Unprocessable
from kernel.bus.pull import pending_after, sequence_of
from kernel.bus.tasks import end, together
from kernel.errors import Refusal
from kernel.privacy import KeyRing, MemoryKeys

SAFE: dict[str, Any] = {
    "version": "2.15.1",
    "jetstream": {"config": {"sync_always": True, "store_dir": "/data/jetstream"}},
}


@dataclass
class Message:
    reply: str


@pytest.mark.parametrize(
    "reply",
    [
        "$JS.ACK.PARLANCE_AUTH.consumer.1.42.7.1700000000000000000.5",
        "$JS.ACK.domain.hash.PARLANCE_AUTH.consumer.1.42.7.1700000000000000000.5",
        "$JS.ACK.domain.hash.PARLANCE_AUTH.consumer.1.42.7.1700000000000000000.5.token",
    ],
)
def test_sequence_and_pending_are_read_from_every_form_of_acknowledgement_subject(reply: str) -> None:
    assert sequence_of(Message(reply)) == 42
    assert pending_after(Message(reply)) == 5


def test_the_text_of_an_unexpected_error_is_not_kept() -> None:
    try:
        raise KeyError("ada@example.org")
    except KeyError as error:
        reason = reason_of(error)
    assert reason.startswith("KeyError at test_small_parts.py:")
    assert reason_of(Unprocessable("no such file")) == "no such file"
    assert reason_of(Refusal("NOT_FOUND", "ada is gone")) == "Refusal NOT_FOUND"


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (AutoReconnect("down"), True),
        (TimeoutError(), True),
        (Refusal("UNAVAILABLE"), True),
        (Refusal("NOT_FOUND"), False),
        (DuplicateKeyError("twice"), False),
        (ValueError("no"), False),
    ],
)
def test_an_outage_is_told_from_a_fault_of_the_event(error: Exception, passing: bool) -> None:
    assert faults.is_passing(error) is passing


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"version": "2.12.2"}, "older than 2.12.3"),
        ({"version": "2.9.10"}, "older than"),
        ({"jetstream": {}}, "JetStream is off"),
        ({"jetstream": {"config": {"store_dir": "/data"}}}, "sync_interval: always"),
        ({"jetstream": {"config": {"sync_always": True, "store_dir": tempfile.gettempdir()}}}, "temporary"),
    ],
)
def test_weak_servers_are_named(change: dict[str, Any], words: str) -> None:
    found = weakness(SAFE | change)
    assert words in found if words else found == ""


def test_a_kind_of_event_is_read_from_its_message() -> None:
    kind = event_kind(events_pb2.MoneyMoved)
    assert (kind.service, kind.aggregate, kind.name, kind.schema) == ("testing", "account", "MoneyMoved", 2)
    with pytest.raises(TypeError):
        event_kind(type("NotAnEvent", (), {"DESCRIPTOR": events_pb2.AccountOpened.LabelsEntry.DESCRIPTOR}))


@pytest.mark.parametrize(
    ("kind", "schema", "data", "words"),
    [
        ("Unheard", 1, b"", "unknown type testing.Unheard"),
        ("MoneyMoved", 3, b"", "newer"),
        ("MoneyMoved", 2, b"\xff", "payload"),
        ("AccountOpened", 1, events_pb2.AccountOpened(owner_id="x", name="enc:1:AAAA"), "personal fields"),
    ],
)
async def test_what_cannot_be_decoded_says_why(kind: str, schema: int, data: Any, words: str) -> None:
    payload = data if isinstance(data, bytes) else data.SerializeToString()
    keys = KeyRing(MemoryKeys(), bytes(32))
    await keys.get_or_create("x")
    decoder = Decoder("c", (events_pb2.MoneyMoved, events_pb2.AccountOpened), keys)
    with pytest.raises(Undecodable, match=words):
        await decoder.decode(_envelope(kind, schema, payload))


async def test_a_field_from_a_newer_version_is_no_fault() -> None:
    decoder = Decoder("c", (events_pb2.MoneyMoved,), KeyRing(MemoryKeys(), bytes(32)))
    payload = events_pb2.MoneyMoved(cents=5).SerializeToString() + b"\xa0\x06\x01"
    delivered = await decoder.decode(_envelope("MoneyMoved", 2, payload))
    assert delivered.event.cents == 5


async def test_coroutines_fall_together_with_the_first_error() -> None:
    ended = []

    async def waits() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    async def fails() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await together(waits(), fails())
    assert ended == [True]


async def test_a_task_that_swallows_a_cancellation_is_cancelled_again() -> None:
    swallowed = []

    async def stubborn() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            swallowed.append(True)
        await asyncio.sleep(60)

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    await end(task)
    assert task.cancelled()
    assert swallowed == [True]


def _envelope(kind: str, schema: int, data: bytes) -> Envelope:
    return Envelope("testing", 1, "e", kind, schema, "account-1", 1, 0, "", "", "", "", data)
