"""Commit documents: what the log holds, and the way from domain events to it and back.

One commit is one document:

    stream, version   the stream and the version of the first event; together unique
    events            [{id, type, schema, data}], data being the protobuf message, personal fields sealed
    actor, correlation, causation, request, traceparent, time (epoch ms)
    address           the client's, sealed with the actor's key; credential: `<kind>:<id>` it came with
    at                logical time of the database at the insert: orders commits across replicas
    pending           true until the relay has given it a position, then absent
    position          place of the first event in the service's log, set by the relay; the others follow
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson import Timestamp

from kernel.context import CallContext
from kernel.eventstore.codec import Registry
from kernel.eventstore.model import Recorded
from kernel.privacy.address import seal_address
from kernel.privacy.fields import is_sealed, open_fields, seal_fields, subject_of
from kernel.privacy.keyring import KeyRing

Document = dict[str, Any]


class BrokenStream(RuntimeError):
    """A stream's versions are not 1..n: events are missing or stand twice."""


@dataclass(frozen=True, slots=True)
class CommitCodec:
    """Builds and reads commit documents of one service."""

    registry: Registry
    keys: KeyRing

    async def encode(
        self, ctx: CallContext, stream: str, expected: int, events: Sequence[Any]
    ) -> tuple[Document, list[Recorded]]:
        """The document of one commit and its events as recorded. Asks for a key only on a cache miss."""
        now = time.time_ns() // 1_000_000
        correlation = ctx.correlation_id or ctx.request_id
        address = await self._address(ctx, now)
        credential = ctx.credential
        stored: list[Document] = []
        recorded: list[Recorded] = []
        for version, event in enumerate(events, expected + 1):
            kind = self.registry.of(event)
            event_id = str(uuid.uuid4())
            message = kind.to_message(event)
            if kind.plan.any:
                subject = subject_of(message, kind.plan)
                key = self.keys.cached(subject) or await self.keys.get_or_create(subject)
                seal_fields(message, event_id, kind.plan, key)
            data = message.SerializeToString()
            stored.append({"id": event_id, "type": kind.name, "schema": kind.schema, "data": data})
            recorded.append(
                Recorded(
                    event=event,
                    id=event_id,
                    type=kind.name,
                    stream=stream,
                    version=version,
                    time=now,
                    actor=ctx.actor,
                    correlation_id=correlation,
                    causation_id=ctx.causation_id,
                    request_id=ctx.request_id,
                    traceparent=ctx.traceparent,
                    address=address,
                    credential=credential,
                )
            )
        document = {
            "stream": stream,
            "version": expected + 1,
            "events": stored,
            "actor": ctx.actor,
            "correlation": correlation,
            "causation": ctx.causation_id,
            "request": ctx.request_id,
            "traceparent": ctx.traceparent,
            "time": now,
            "at": Timestamp(0, 0),  # the server fills it in: a zero timestamp becomes its logical time
            "pending": True,
        }
        if address:
            document["address"] = address
        if credential:
            document["credential"] = credential
        return document, recorded

    async def _address(self, ctx: CallContext, time_ms: int) -> str:
        caller = ctx.caller
        if caller is None or not ctx.address or caller.kind == "service":
            return ""  # nobody's, or another process of this installation
        key = self.keys.cached(caller.id) or await self.keys.get_or_create(caller.id)
        return seal_address(key, caller.id, time_ms, ctx.address)

    async def decode(self, documents: Iterable[Mapping[str, Any]], after: int = 0) -> list[Recorded]:
        """The events of commits of one stream in order, decrypted and upcast, after a version.

        Raises UnknownEvent, BrokenEvent, BrokenStream or SubjectKeyMissing; never skips an event.
        """
        parsed = []
        subjects = set()
        expected = 0
        for document in documents:
            if document["version"] != expected and (expected or document["version"] > after + 1):
                raise BrokenStream(f"{document['stream']} has no commit at version {expected}")
            expected = document["version"] + len(document["events"])
            for offset, stored in enumerate(document["events"]):
                if document["version"] + offset <= after:
                    continue
                kind, message = self.registry.parse(
                    stored["type"], stored["schema"], stored["data"], stored["id"]
                )
                sealed = kind.plan.any and is_sealed(message, kind.plan)
                subject = subject_of(message, kind.plan) if sealed else ""
                if sealed:
                    subjects.add(subject)
                parsed.append((document, offset, stored, kind, message, subject))
        keys = await self.keys.fetch(subjects) if subjects else {}
        events = []
        for document, offset, stored, kind, message, subject in parsed:
            if subject:
                open_fields(message, stored["id"], kind.plan, keys[subject])
            event = self.registry.build(kind, stored["schema"], message)
            events.append(_recorded(document, offset, stored, kind.name, event))
        return events


def _recorded(
    document: Mapping[str, Any], offset: int, stored: Mapping[str, Any], name: str, event: Any
) -> Recorded:
    first = document.get("position")
    return Recorded(
        event=event,
        id=stored["id"],
        type=name,
        stream=document["stream"],
        version=document["version"] + offset,
        time=document["time"],
        actor=document["actor"],
        correlation_id=document["correlation"],
        causation_id=document["causation"],
        request_id=document["request"],
        traceparent=document["traceparent"],
        position=None if first is None else first + offset,
        address=document.get("address", ""),
        credential=document.get("credential", ""),
    )
