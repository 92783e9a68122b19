"""How a service is put together: a Runtime goes in, an App comes out, `serve` runs it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from google.protobuf.message import Message

from kernel.bus.model import Follower, Reaction
from kernel.context import CallContext
from kernel.deltas.stream import Deltas
from kernel.erasure import Eraser
from kernel.eventstore.model import EventStore, Projection
from kernel.identity.revocations import Revocations
from kernel.live.listener import Listener
from kernel.live.sender import LiveEvents
from kernel.livesettings.live import Live, LiveSettings
from kernel.refusals import Refusals
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import Tracing

if TYPE_CHECKING:
    import grpc.aio

M = TypeVar("M", bound=Message)


@dataclass(slots=True)
class Servicer:
    """One gRPC service: its full name and the object that answers.

    The object has one coroutine per method, named as in the proto, called with
    `(request, ctx: CallContext)`. Unary: returns the reply. Server-streaming: an async generator of
    replies. Client-streaming: `request` is an async iterator of requests.
    """

    full_name: str
    implementation: Any


@dataclass(slots=True)
class App:
    """What a service consists of; the kernel starts and stops all of it."""

    servicers: list[Servicer] = field(default_factory=list)
    projections: list[Projection] = field(default_factory=list)
    followers: list[Follower] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    erasers: list[Eraser] = field(default_factory=list)
    """What removes a deleted person's things; the service runs them with kernel.erasure.EraseSubject."""
    background: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    """Coroutines that run until cancelled."""
    on_stop: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    ready: Callable[[], Awaitable[str]] | None = None
    """Returns "" when ready, else what is missing."""

    @classmethod
    def of_areas(cls, areas: Iterable[App]) -> App:
        """A service put together from its areas; it stops the last first,
        and is ready when all are."""
        whole, readiness = cls(), []
        for area in areas:
            whole.servicers += area.servicers
            whole.projections += area.projections
            whole.followers += area.followers
            whole.reactions += area.reactions
            whole.erasers += area.erasers
            whole.background += area.background
            whole.on_stop += area.on_stop
            if area.ready is not None:
                readiness.append(area.ready)

        async def ready() -> str:
            return "; ".join([missing for one in readiness if (missing := await one())])

        whole.ready = ready if readiness else None
        return whole


@dataclass(slots=True)
class Runtime:
    """What the kernel gives a service's `build(runtime) -> App`."""

    name: str
    settings: Any
    store: EventStore
    database: Any
    """The service's own MongoDB database (asynchronous), for plain documents."""
    keys: Any
    """kernel.privacy.KeyRing: per-subject keys; `forget(subject)` erases."""
    channel: Callable[[str], grpc.aio.Channel]
    """Channel to another service by name, balanced and kept alive. Use generated stubs with
    `metadata=ctx.outgoing(), timeout=ctx.remaining(…)`."""
    publish: Callable[[str, bytes], Awaitable[None]]
    """Core NATS message (not stored): cache invalidation, presence."""
    subscribe: Callable[[str, Callable[[str, bytes], Awaitable[None]]], Awaitable[None]]
    service_context: Callable[[CallContext], CallContext]
    """A context with this service's own credential, for work without a caller (reactions)."""
    metrics: Metrics = field(default_factory=Metrics)
    """For what only the service knows: `metrics.first_token(backend, seconds)`, own gauges."""
    tracing: Tracing = field(default_factory=Tracing)
    """`with tracing.span("name", ctx.traceparent) as traceparent:` around slow steps."""
    live_settings: LiveSettings | None = None
    """See `live`."""
    revocations: Revocations = field(default_factory=Revocations)
    """What this process knows to be taken back; for auth, which waits until it is heard of."""
    refusals: Refusals = field(default_factory=Refusals)
    """For refusals the kernel does not see (`note`): they end in the audit trail."""
    live_events: LiveEvents = field(default_factory=LiveEvents)
    """Tells connected clients at once: `to_user`, `to_room`. Not stored."""
    live_listener: Listener | None = None
    """Hears live events in this process, for what streams them to callers."""
    deltas: Deltas | None = None
    """Deltas of answers on the bus (kernel.deltas)."""

    def live(self, section: type[M]) -> Live[M]:
        """A section of the installation's settings, kept current from `build` on: `.value`, `.on_change`.

        Auth itself reads its sections directly (`parts.config`).
        """
        if self.live_settings is None:
            raise RuntimeError("this runtime follows no settings")
        return self.live_settings.of(section)
