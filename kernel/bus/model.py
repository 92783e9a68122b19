"""The words of the bus: what a delivery holds, and the two kinds of followers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Write


@dataclass(frozen=True, slots=True)
class Envelope:
    """A recorded event as it travels: everything but the payload's meaning.

    `data` is the protobuf message as stored, personal fields encrypted. `position` counts from 1
    without gaps in the log of `service`. `time` is epoch milliseconds.
    """

    service: str
    position: int
    id: str
    type: str
    schema: int
    stream: str
    version: int
    time: int
    actor: str
    correlation: str
    causation: str
    traceparent: str
    data: bytes
    address: str = ""
    """The client's, sealed (kernel.privacy.address)."""
    credential: str = ""
    """`<kind>:<id>` of the session or key that was used."""


class Unprocessable(Exception):
    """Raised by a handler for an event that no retry will help: it becomes a dead letter at once.

    The text is kept with the dead letter, so it must not hold personal data.
    """


@dataclass(frozen=True, slots=True)
class Delivered:
    """An event as it comes from the bus. `event` is the protobuf message, decrypted.

    `service` is the origin (auth, chat, …); `position` its place in that service's log. `ctx` is a
    context for work the event causes (causation = event id, correlation and trace continued).
    """

    event: Any
    id: str
    type: str
    service: str
    stream: str
    version: int
    position: int
    time: int
    actor: str
    ctx: CallContext
    address: str = ""
    """The client's, sealed (kernel.privacy.address)."""
    credential: str = ""
    data: bytes = field(default=b"", repr=False)
    """The message as stored, personal fields sealed."""
    schema: int = 1


class Reaction(ABC):
    """Work an event triggers: at least once, in order per stream, effect first, then ack.

    `handle` must be idempotent. An exception is retried with backoff; after `attempts` the event
    goes to the dead-letter stream with its reason and the next one is taken. Outages and conflicts
    are tried again without counting (kernel.bus.faults).
    """

    name: str
    follows: tuple[type[Any], ...]
    """Protobuf event classes, of any service."""
    attempts: int = 5
    concurrency: int = 1
    """How many streams may be worked on at once."""
    from_start: bool = True
    """Whether a new reaction is also given what happened before it first ran."""

    @abstractmethod
    async def handle(self, delivered: Delivered) -> None:
        """Do the work of one event."""


class Follower(ABC):
    """A view fed by the bus (own or other services' events), exactly once in effect.

    The writes and the position reached are stored in one transaction.
    """

    name: str
    follows: tuple[type[Any], ...]
    collections: tuple[str, ...]
    indexes: Mapping[str, Sequence[Any]] = {}

    @abstractmethod
    def project(self, delivered: Delivered) -> Iterable[Write]:
        """The writes one event causes."""


class RecallingFollower(Follower):
    """A follower whose writes depend on what its view holds already, as counts do.

    Events are taken in batches: `recall` reads what a batch needs of the view, then `project_from` is
    called for each event in order. It notes in `memory` what an event changes, once its writes are
    found, so that the next event sees it. Nobody else writes to the view meanwhile.
    """

    @abstractmethod
    async def recall(self, batch: Sequence[Delivered], view: Callable[[str], Any]) -> Any:
        """What `project_from` needs; `view(name)` is the collection to read. Raises only what the
        database raises."""

    @abstractmethod
    def project_from(self, delivered: Delivered, memory: Any) -> Iterable[Write]:
        """The writes one event causes."""

    def project(self, delivered: Delivered) -> Iterable[Write]:
        """Not without memory."""
        raise TypeError(f"{self.name} projects from memory")
