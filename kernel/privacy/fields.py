"""Encryption of the personal fields of an event message, by its proto options.

A `bytes` field holds `enc:1:` and ciphertext, a `string` field `enc:1:` and base64 of it. The
ciphertext is bound to the event's id and the field's number: it cannot be moved to another place.
Empty values stay empty. A value without the mark was stored before its field became personal and is
read as it stands. Fields of a forgotten subject open to the empty value; the rest stays readable.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from parlance.options.v1 import options_pb2

from kernel.privacy.keyring import Key, KeyRing

MARK = "enc:1:"
_MARK_BYTES = MARK.encode()


class SealedFieldBroken(RuntimeError):
    """A ciphertext was changed, or stands where it was not written."""


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """Which fields of an event message are encrypted, and which names the subject."""

    subject: str
    strings: tuple[tuple[str, int], ...]
    blobs: tuple[tuple[str, int], ...]

    @property
    def any(self) -> bool:
        """Whether the event has personal fields at all."""
        return bool(self.strings or self.blobs)


def compile_plan(descriptor: Any) -> FieldPlan:
    """Read the options of an event message. Raises TypeError when they contradict each other."""
    subject, strings, blobs = "", [], []
    for field in descriptor.fields:
        rule = field.GetOptions().Extensions[options_pb2.field]
        if rule.subject:
            if subject or field.type != FieldDescriptor.TYPE_STRING or field.is_repeated:
                raise TypeError(f"{descriptor.full_name}: exactly one string field names the subject")
            subject = field.name
        if not rule.personal:
            continue
        if field.is_repeated:
            raise TypeError(f"{descriptor.full_name}.{field.name}: a personal field cannot be repeated")
        if field.type == FieldDescriptor.TYPE_STRING:
            strings.append((field.name, field.number))
        elif field.type == FieldDescriptor.TYPE_BYTES:
            blobs.append((field.name, field.number))
        else:
            raise TypeError(f"{descriptor.full_name}.{field.name}: a personal field is string or bytes")
    if (strings or blobs) and not subject:
        raise TypeError(f"{descriptor.full_name} has personal fields, but no field names their subject")
    if subject in {name for name, _ in strings}:
        raise TypeError(f"{descriptor.full_name}.{subject} names the key, so it cannot be encrypted")
    return FieldPlan(subject, tuple(strings), tuple(blobs))


def plan_of(message: Message, keys: KeyRing) -> FieldPlan:
    """The plan of a message's type, compiled once per key ring."""
    name = message.DESCRIPTOR.full_name
    plan: FieldPlan | None = keys.plans.get(name)
    if plan is None:
        plan = keys.plans[name] = compile_plan(message.DESCRIPTOR)
    return plan


async def seal_message(message: Message, event_id: str, keys: KeyRing) -> None:
    """Encrypt the personal fields of a message in place."""
    plan = plan_of(message, keys)
    if not plan.any:
        return
    subject = subject_of(message, plan)
    seal_fields(message, event_id, plan, keys.cached(subject) or await keys.get_or_create(subject))


async def open_message(message: Message, event_id: str, keys: KeyRing) -> None:
    """Decrypt the personal fields of a message in place; a key that is at hand costs no query."""
    plan = plan_of(message, keys)
    if not plan.any or not is_sealed(message, plan):
        return
    subject = subject_of(message, plan)
    key = keys.cached(subject) or (await keys.fetch((subject,)))[subject]
    open_fields(message, event_id, plan, key)


def subject_of(message: Message, plan: FieldPlan) -> str:
    """The subject a message names. Raises ValueError when it names none."""
    subject: str = getattr(message, plan.subject)
    if not subject:
        raise ValueError(f"{message.DESCRIPTOR.full_name}.{plan.subject} is empty: whose data is it?")
    return subject


def is_sealed(message: Any, plan: FieldPlan) -> bool:
    """Whether any field holds ciphertext."""
    return any(getattr(message, name).startswith(MARK) for name, _ in plan.strings) or any(
        getattr(message, name).startswith(_MARK_BYTES) for name, _ in plan.blobs
    )


def seal_fields(message: Any, event_id: str, plan: FieldPlan, key: Key) -> None:
    """Encrypt with a key that is at hand."""
    for name, number in plan.strings:
        text = getattr(message, name)
        if text:
            sealed = key.seal(text.encode(), _context(event_id, number))
            setattr(message, name, "" if sealed is None else MARK + base64.b64encode(sealed).decode())
    for name, number in plan.blobs:
        blob = getattr(message, name)
        if blob:
            sealed = key.seal(blob, _context(event_id, number))
            setattr(message, name, b"" if sealed is None else _MARK_BYTES + sealed)


def open_fields(message: Any, event_id: str, plan: FieldPlan, key: Key) -> None:
    """Decrypt with a key that is at hand. Raises SealedFieldBroken."""
    try:
        for name, number in plan.strings:
            text = getattr(message, name)
            if text.startswith(MARK):
                sealed = base64.b64decode(text[len(MARK) :])
                setattr(message, name, key.open(sealed, _context(event_id, number)).decode())
        for name, number in plan.blobs:
            blob = getattr(message, name)
            if blob.startswith(_MARK_BYTES):
                plain = key.open(blob[len(_MARK_BYTES) :], _context(event_id, number))
                setattr(message, name, plain)
    except (InvalidTag, ValueError):
        raise SealedFieldBroken(f"event {event_id}: {name} was changed or moved") from None


def _context(event_id: str, number: int) -> bytes:
    return f"{event_id}:{number}".encode()
