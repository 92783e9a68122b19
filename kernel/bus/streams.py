"""The JetStream streams: settings under which an acknowledged event stays, and their upkeep.

A service's stream mirrors its log: the sequence number of a message is the position of the event.
Only the service's relay creates the stream, because a new one has to begin at the right number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import nats.errors
import nats.js.errors
from nats.js import api

from kernel.bus.nats import Bus, BusUnavailable

_FAULTS = (nats.errors.Error, nats.js.errors.Error, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class StreamSettings:
    """What all streams of an installation share."""

    replicas: int = 1
    max_age: float = 30 * 86_400
    """Seconds an event stays on the bus; longer than any outage of a consumer. The log keeps all."""
    max_bytes: int = 1 << 30
    """A stream that is full takes nothing until old events have aged out."""
    dead_max_bytes: int = 128 << 20
    duplicate_window: float = 120.0
    """Seconds in which a repeated event id is recognised; longer than any pause of a relay."""


@dataclass(frozen=True, slots=True)
class StreamState:
    """What a stream holds. An empty stream has `first` = `last` + 1."""

    first: int
    last: int
    messages: int
    deleted: int
    atomic: bool
    """Whether the servers take batches that are stored wholly or not at all."""


class Streams:
    """Looks after the streams of an installation."""

    def __init__(self, bus: Bus, settings: StreamSettings | None = None) -> None:
        self._bus = bus
        self.settings = settings or StreamSettings()

    async def state(self, service: str) -> StreamState | None:
        """What a service's stream holds; None when it does not exist. Raises BusUnavailable."""
        try:
            info = await self._bus.jetstream.stream_info(self._bus.names.stream(service))
        except nats.js.errors.NotFoundError:
            return None
        except _FAULTS as error:
            raise unavailable(error) from error
        return _state(info)

    async def create(self, service: str, first: int) -> StreamState:
        """Create a service's stream, empty, to begin at position `first`. Raises BusUnavailable."""
        names = self._bus.names
        return await self._add(self._config(names.stream(service), names.subjects(service), first))

    async def adjust(self, service: str) -> None:
        """Bring the settings of an existing stream up to date. Raises BusUnavailable."""
        names = self._bus.names
        wanted = self._config(names.stream(service), names.subjects(service), 1)
        try:
            info = await self._bus.jetstream.stream_info(wanted.name)
            if _differs(info.config, wanted):
                wanted.first_seq = info.config.first_seq
                await self._bus.jetstream.update_stream(wanted)
        except _FAULTS as error:
            raise unavailable(error) from error

    async def recreate(self, service: str, first: int) -> StreamState:
        """Throw a service's stream away and begin anew. The log can refill it. Raises BusUnavailable."""
        try:
            await self._bus.jetstream.delete_stream(self._bus.names.stream(service))
        except nats.js.errors.NotFoundError:
            return await self.create(service, first)
        except _FAULTS as error:
            raise unavailable(error) from error
        return await self.create(service, first)

    async def ensure_dead(self) -> None:
        """Create the stream of dead letters if it is missing. Raises BusUnavailable."""
        names = self._bus.names
        config = self._config(names.dead_stream, names.dead_subjects, 1)
        config.max_bytes = self.settings.dead_max_bytes
        # The record in MongoDB is what counts; a full stream must not hold up a consumer.
        config.discard = api.DiscardPolicy.OLD
        await self._add(config)

    async def event_at(self, service: str, sequence: int) -> tuple[str, str] | None:
        """Event id and position header of one message; None when it is gone. Raises BusUnavailable."""
        try:
            message = await self._bus.jetstream.get_msg(self._bus.names.stream(service), sequence)
        except nats.js.errors.NotFoundError:
            return None
        except _FAULTS as error:
            raise unavailable(error) from error
        headers = message.headers or {}
        return headers.get("Nats-Msg-Id", ""), headers.get("Parlance-Position", "")

    async def _add(self, config: api.StreamConfig) -> StreamState:
        try:
            return _state(await self._bus.jetstream.add_stream(config))
        except nats.js.errors.BadRequestError as error:
            if error.err_code != _NAME_IN_USE:
                raise unavailable(error) from error
        except _FAULTS as error:
            raise unavailable(error) from error
        try:
            return _state(await self._bus.jetstream.stream_info(config.name))
        except _FAULTS as error:
            raise unavailable(error) from error

    def _config(self, name: str, subjects: str, first: int) -> api.StreamConfig:
        return api.StreamConfig(
            name=name,
            subjects=[subjects],
            retention=api.RetentionPolicy.LIMITS,
            storage=api.StorageType.FILE,
            discard=api.DiscardPolicy.NEW,
            deny_delete=True,
            deny_purge=True,
            allow_rollup_hdrs=False,
            max_age=self.settings.max_age,
            max_bytes=self.settings.max_bytes,
            duplicate_window=self.settings.duplicate_window,
            num_replicas=self.settings.replicas,
            # Reads go to the leader: a follower's answer may be behind.
            allow_direct=False,
            allow_atomic=True,
            first_seq=first if first > 1 else None,
        )


_NAME_IN_USE = 10058


def unavailable(error: BaseException) -> BusUnavailable:
    """A fault of the client or server as BusUnavailable."""
    return BusUnavailable(f"{type(error).__name__}: {error}".rstrip(": "))


def _state(info: Any) -> StreamState:
    state = info.state
    first = state.first_seq if state.messages else state.last_seq + 1
    deleted = int(getattr(state, "num_deleted", 0) or 0)
    return StreamState(first, state.last_seq, state.messages, deleted, bool(info.config.allow_atomic))


def _differs(found: api.StreamConfig, wanted: api.StreamConfig) -> bool:
    return (
        found.num_replicas != wanted.num_replicas
        or found.max_bytes != wanted.max_bytes
        or bool(found.allow_atomic) != bool(wanted.allow_atomic)
        or round(found.max_age or 0) != round(wanted.max_age or 0)
        or round(found.duplicate_window or 0) != round(wanted.duplicate_window or 0)
        or sorted(found.subjects or []) != sorted(wanted.subjects or [])
    )
