"""Sections of settings in a service: typed, current, told of changes.

A holder begins with the section's defaults and has auth's values as soon as auth was asked. From then
on it follows `ConfigChanged` on the bus: every process has a change well within a second. While the
bus is silent the sections are read again every `SILENT` seconds, else every `CALM` seconds in case a
word was lost. While auth cannot be reached, what was read last holds.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

import grpc.aio
from google.protobuf.message import Message
from parlance.auth.v1 import config_events_pb2, configuration_pb2
from parlance.options.v1 import options_pb2

from kernel.bus.model import Envelope
from kernel.bus.nats import Bus
from kernel.bus.streams import Streams
from kernel.bus.tail import Tail
from kernel.bus.tasks import together
from kernel.livesettings.sections import rule_of

SOURCE = "auth"
SILENT = 0.75
CALM = 30.0
_TIMEOUT = 3.0
_BACK = 60.0
M = TypeVar("M", bound=Message)
Heard = Callable[[Any], Awaitable[None] | None]
Read = Callable[[configuration_pb2.ReadRequest], Awaitable[configuration_pb2.ReadReply]]
_log = logging.getLogger(__name__)


class Live(Generic[M]):
    """One section. `value` is the present message; do not change it."""

    def __init__(
        self, section: type[M], refresh: Callable[[list[str]], Awaitable[bool]] | None = None
    ) -> None:
        self.name = rule_of(section).name
        self._refresh = refresh
        self.value: M = defaults_of(section)
        self.version = -1
        """Of the stream `config-<name>`; 0 while nothing was changed, -1 before auth was asked."""
        self._section = section
        self._loaded = asyncio.Event()
        self._heard: list[Heard] = []

    def on_change(self, heard: Heard) -> None:
        """Be called with each new message, the first one included."""
        self._heard.append(heard)

    async def loaded(self, timeout: float | None = None) -> M:
        """The message once auth was asked. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            await self._loaded.wait()
        return self.value

    async def latest(self) -> M:
        """The message as auth has it now; while auth is away, the present one. For what is about to be
        refused because of a setting that may just have been changed."""
        if self._refresh is not None:
            await self._refresh([self.name])
        return self.value

    async def take(self, version: int, message: bytes) -> None:
        """A state that was read; an older one than the present is ignored."""
        if version <= self.version:
            return
        self.value, self.version = self._section.FromString(message), version
        self._loaded.set()
        for heard in self._heard:
            done = heard(self.value)
            if inspect.isawaitable(done):
                await done


class LiveSettings:
    """All sections one process follows. `run` it as a task; without sections there is nothing to do."""

    def __init__(self, bus: Bus, read: Read) -> None:
        self._bus = bus
        self._read = read
        self._held: dict[str, Live[Any]] = {}
        self._stale: set[str] = set()
        self._wake = asyncio.Event()
        self._healthy = False

    @property
    def wanted(self) -> bool:
        """Whether any section is followed."""
        return bool(self._held)

    def of(self, section: type[M]) -> Live[M]:
        """The holder of a section, one per process. Raises TypeError for what is not a section."""
        name = rule_of(section).name
        if name not in self._held:
            self._held[name] = Live(section, self._refresh)
            self._look(name)
        return self._held[name]

    async def run(self) -> None:
        """Follow until cancelled."""
        tail = Tail(
            self._bus,
            Streams(self._bus),
            SOURCE,
            self._changed,
            kinds=[("config", "ConfigChanged")],
            since=_BACK,
            silence=SILENT,
            on_health=self._health,
        )
        await together(tail.run(), self._keep())

    async def _keep(self) -> None:
        while True:
            try:
                async with asyncio.timeout(CALM if self._healthy else SILENT):
                    await self._wake.wait()
            except TimeoutError:
                self._stale.update(self._held)
            self._wake.clear()
            names = sorted(self._stale)
            self._stale.clear()
            if not await self._refresh(names):
                self._stale.update(names)
                await asyncio.sleep(SILENT / 3)
                self._wake.set()

    async def _refresh(self, names: list[str]) -> bool:
        try:
            reply = await self._read(configuration_pb2.ReadRequest(sections=names))
        except grpc.aio.AioRpcError as error:
            _log.debug("settings cannot be read now: %s", error.code())
            return False
        for section in reply.sections:
            try:
                await self._held[section.name].take(section.version, section.message)
            except Exception:  # noqa: BLE001 - a listener's defect must not end the others' settings
                _log.exception("a listener failed on new settings of %s", section.name)
        return True

    async def _changed(self, event: Envelope) -> None:
        # Only the name is read: secrets stay sealed here and are asked for at auth.
        name = config_events_pb2.ConfigChanged.FromString(event.data).section
        if name in self._held and event.version > self._held[name].version:
            self._look(name)

    def _health(self, healthy: bool) -> None:
        self._healthy = healthy
        self._look(*self._held)

    def _look(self, *names: str) -> None:
        self._stale.update(names)
        self._wake.set()


def reader(auth: grpc.aio.Channel, authorization: str) -> Read:
    """Reads sections at auth as this service."""
    call = auth.unary_unary(
        "/parlance.auth.v1.Configuration/Read",
        configuration_pb2.ReadRequest.SerializeToString,
        configuration_pb2.ReadReply.FromString,
    )

    async def read(request: configuration_pb2.ReadRequest) -> configuration_pb2.ReadReply:
        reply: configuration_pb2.ReadReply = await call(
            request, metadata=(("authorization", authorization),), timeout=_TIMEOUT
        )
        return reply

    return read


def defaults_of(section: type[M]) -> M:
    """What a section starts with, as far as the contract says it: texts, numbers and switches."""
    message = section()
    given = json.loads(rule_of(section).defaults or "{}")
    for field in section.DESCRIPTOR.fields:
        rule = field.GetOptions().Extensions[options_pb2.field]
        value = given.get(rule.name or field.name)
        if isinstance(value, str | int | float | bool) and not field.is_repeated:
            json_value = json.dumps(value).encode() if rule.json else value
            setattr(message, field.name, json_value)
    return message
