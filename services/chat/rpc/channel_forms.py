"""What the bodies of channel calls say. Raises Malformed for a body that is not what it should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from kernel.identity.grants import Grant, parsed, stored
from services.chat.domain.channels.channel import Form
from services.chat.domain.channels.message import WEBHOOK
from services.chat.domain.channels.refusals import Malformed

NAMELESS = Form("")
NULL = b"null"


def form_of(form: Any) -> Form:
    """The words of a form."""
    return Form(
        name=form.name,
        description=form.description if form.HasField("description") else None,
        is_private=form.is_private if form.HasField("is_private") else None,
        data=json_object(form, "data"),
        meta=json_object(form, "meta"),
    )


def json_object(form: Any, name: str) -> bytes:
    """A JSON object, or null when there is none. Raises Malformed."""
    raw = bytes(getattr(form, name)) if form.HasField(name) else b""
    value = decoded(raw, name)
    if value is None:
        return NULL
    if not isinstance(value, dict):
        raise Malformed(f"{name} must be an object.")
    return msgspec.json.encode(value)


def merged(before: bytes, form: Any, name: str) -> bytes:
    """The keys of a form over those that stand."""
    return msgspec.json.encode(
        {**(decoded(before, name) or {}), **(decoded(json_object(form, name), name) or {})}
    )


def grants_of(raw: bytes | None, kept: Sequence[Grant]) -> bytes | None:
    """Grants as events keep them; None when the form has none. Raises Refusal INVALID_ARGUMENT."""
    value = decoded(raw or b"", "access_grants")
    return None if value is None else msgspec.json.encode(stored(parsed(value, kept)))


def decoded(raw: bytes, name: str) -> Any:
    """A JSON value; None for nothing. Raises Malformed."""
    if not raw:
        return None
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Malformed(f"{name} is not valid JSON.") from error


def meta_of(form: Any) -> bytes:
    """The meta of a person's message: a JSON object, or null. Raises Malformed: also for a person who
    would be taken for a webhook."""
    raw = json_object(form, "meta")
    if WEBHOOK in (decoded(raw, "meta") or {}):
        raise Malformed(f"meta.{WEBHOOK} is kept for webhooks.")
    return raw
