"""Entries of the trail as a reader sees them: personal data opened, or null when the key is gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError
from parlance.options.v1 import options_pb2

from kernel.audit import AuditedEvent
from kernel.mongo import rows
from kernel.privacy import KeyRing, SubjectKeyMissing
from kernel.privacy.address import open_with
from kernel.privacy.fields import MARK, SealedFieldBroken, is_sealed, open_fields, plan_of, subject_of
from kernel.privacy.keyring import ForgottenSubject, Key
from services.auth.projections.users import COLLECTION as USERS

_LONGEST_TEXT = 300
_LONGEST_JSON = 8192
_MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One act; see AuditEntry of audit.proto. None stands for what was erased or never known."""

    id: str
    time: int
    service: str
    position: int
    actor: str
    actor_name: str | None
    actor_email: str | None
    credential: str
    address: str | None
    category: str
    event: str
    failed: bool
    reason: str
    targets: tuple[str, ...]
    details: Mapping[str, Any]
    correlation: str


class Entries:
    """Opens documents of the trail, many at a time: one query for names, one for keys."""

    def __init__(self, store: Any, keys: KeyRing, events: Sequence[AuditedEvent]) -> None:
        self._store = store
        self._keys = keys
        self._messages = {(event.service, event.name): event.message for event in events}
        self.services = sorted({event.service for event in events})
        """Names of the services that are in the trail."""

    async def open(self, documents: Sequence[Mapping[str, Any]]) -> list[Entry]:
        """In the order of the documents."""
        events = [self._event(document) for document in documents]
        subjects = {_subject(event, self._keys) for event in events if event is not None}
        subjects |= {document["a"] for document in documents if document["x"]}
        keys = await self._keys_of(subjects - {""})
        people = await self._people({document["a"] for document in documents})
        return [
            self._entry(document, event, keys, people)
            for document, event in zip(documents, events, strict=True)
        ]

    def _event(self, document: Mapping[str, Any]) -> Any:
        cls = self._messages.get((document["n"], document["e"]))
        if cls is None or "d" not in document:
            return None
        message = cls()
        try:
            message.ParseFromString(bytes(document["d"]))
        except DecodeError:
            return None
        return message

    async def _keys_of(self, subjects: set[str]) -> dict[str, Key]:
        """A key that is missing without having been dropped hides its data and no others."""
        found: dict[str, Key] = {}
        while True:
            try:
                return found | await self._keys.fetch(subjects)
            except SubjectKeyMissing as missing:
                found[missing.subject] = ForgottenSubject()
                subjects = subjects - {missing.subject}

    async def _people(self, ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        query = {"_id": {"$in": sorted(ids)}}
        found = await rows(self._store.view(USERS).find(query, {"name": 1, "email": 1}))
        return {document["_id"]: document for document in found}

    def _entry(
        self, document: Mapping[str, Any], event: Any, keys: Mapping[str, Key], people: Mapping[str, Any]
    ) -> Entry:
        details = self._details(document["_id"], event, keys)
        person = people.get(document["a"], {})
        address = _address(document, keys)
        if document["o"]:
            address = details.pop("address", None) or None
        return Entry(
            id=document["_id"],
            time=int(document["t"]),
            service=document["n"],
            position=int(document["p"]),
            actor=document["a"],
            actor_name=person.get("name"),
            actor_email=person.get("email"),
            credential=document["k"],
            address=address,
            category=document["c"],
            event=document["e"],
            failed=document["o"],
            reason=str(details.pop("reason", "")) if document["o"] else "",
            targets=tuple(document["g"]),
            details=details,
            correlation=document["r"],
        )

    def _details(self, event_id: str, event: Any, keys: Mapping[str, Key]) -> dict[str, Any]:
        if event is None:
            return {}
        plan = plan_of(event, self._keys)
        sealed = {name for name, _ in plan.strings if getattr(event, name).startswith(MARK)}
        unreadable = False
        if plan.any and is_sealed(event, plan):
            try:
                open_fields(event, event_id, plan, keys[subject_of(event, plan)])
            except SealedFieldBroken:
                unreadable = True
        found: dict[str, Any] = {}
        for field in event.DESCRIPTOR.fields:
            rule = field.GetOptions().Extensions[options_pb2.field]
            value = _shown(field, rule, getattr(event, field.name))
            if field.name in sealed and (unreadable or not value):
                found[field.name] = None
            elif value not in (None, "", [], {}, 0):
                found[field.name] = value
        return found


def _shown(field: Any, rule: Any, value: Any) -> Any:
    """A field's value fit for the trail; None for what is not shown."""
    if getattr(rule, "secret", False):
        return None
    if field.type == FieldDescriptor.TYPE_BYTES:
        return _json(value) if rule.json and not rule.personal else None
    if field.type == FieldDescriptor.TYPE_MESSAGE:
        return dict(value) if field.message_type.GetOptions().map_entry else None
    if field.is_repeated:
        return [_short(item) for item in value[:_MOST_ITEMS]]
    return _short(value)


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return value[:_LONGEST_TEXT] + "…"
    return value


def _json(value: Any) -> Any:
    if not isinstance(value, bytes) or len(value) > _LONGEST_JSON:
        return None
    try:
        return json.loads(value)
    except ValueError:
        return None


def _subject(event: Any, keys: KeyRing) -> str:
    plan = plan_of(event, keys)
    return subject_of(event, plan) if plan.any and is_sealed(event, plan) else ""


def _address(document: Mapping[str, Any], keys: Mapping[str, Key]) -> str | None:
    if not document["x"]:
        return None
    try:
        return open_with(keys[document["a"]], document["a"], int(document["t"]), document["x"]) or None
    except SealedFieldBroken:
        return None
