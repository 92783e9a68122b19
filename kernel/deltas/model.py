"""What a run's deltas are on the bus: one subject a run, and batches of numbered events.

    parlance-deltas.<run id>      in the stream PARLANCE_DELTAS: memory, bounded in age and bytes

The events of a run are numbered from 1. A batch may come twice (its acknowledgement was lost), and
some may be missing (too old): the numbers tell. The last batch says how the run ended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

BATCH = 192 * 1024
"""Bytes of events after which a batch is full."""
MAX_EVENT = 640 * 1024
"""Bytes one event may have; the bus takes messages of up to one MiB."""
_RUN = re.compile(r"[A-Za-z0-9-]{8,64}")


class DamagedBatch(Exception):
    """A message of the stream that is no batch."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Events `first`, `first` + 1, … of a run; with `end` they were the last."""

    first: int
    events: tuple[bytes, ...] = ()
    end: str = ""

    @property
    def next(self) -> int:
        """The number after the batch."""
        return self.first + len(self.events)

    def since(self, number: int) -> Batch:
        """What of the batch has this number or a later one."""
        if number <= self.first:
            return self
        return Batch(number, self.events[number - self.first :], self.end)


class _Wire(msgspec.Struct, array_like=True):
    first: int
    events: list[bytes]
    end: str = ""


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Wire).decode


def is_run(text: str) -> bool:
    """Whether a text can be the id of a run, and so part of a subject."""
    return _RUN.fullmatch(text) is not None


def encode(batch: Batch) -> bytes:
    """A batch as a message."""
    return _encode(_Wire(batch.first, list(batch.events), batch.end))


def decode(message: bytes) -> Batch:
    """The batch of a message. Raises DamagedBatch."""
    try:
        wire = _decode(message)
    except msgspec.DecodeError as error:
        raise DamagedBatch(str(error)) from None
    return Batch(wire.first, tuple(wire.events), wire.end)


def batch_of(log: Sequence[bytes], sent: int, end: str) -> Batch:
    """The next batch of a log of events of which `sent` are on the bus; `end` goes with the last."""
    size, upto = 0, sent
    while upto < len(log) and (upto == sent or size + len(log[upto]) <= BATCH):
        size += len(log[upto])
        upto += 1
    return Batch(sent + 1, tuple(log[sent:upto]), end if upto == len(log) else "")
