"""Channels and their messages as clients see them: one set of objects for replies and live events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from google.protobuf.message import Message
from parlance.auth.v1 import directory_pb2

from kernel.identity.grants import restored, serialised
from kernel.people import Person
from services.chat.domain.channels.message import WEBHOOK
from services.chat.queries.channels.find import Found

M = TypeVar("M", bound=Message)
Json = dict[str, Any]
People = Mapping[str, Person]
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def filled(message: M, values: Mapping[str, Any]) -> M:
    """A message from an object with its fields; None stays unset, JSON fields are encoded."""
    fields = message.DESCRIPTOR.fields_by_name
    for name, value in values.items():
        field = fields[name]
        if value is None:
            continue
        if field.type == field.TYPE_BYTES:
            setattr(message, name, _encode(value))
        elif field.type == field.TYPE_MESSAGE:
            target = getattr(message, name)
            if field.is_repeated:
                for one in value:
                    filled(target.add(), one)
            else:
                target.SetInParent()
                filled(target, value)
        else:
            setattr(message, name, value)
    return message


def channel(document: Found) -> Json:
    """A channel."""
    return {
        "id": document["_id"],
        "user_id": document["u"],
        "type": document["t"] or None,
        "name": document["n"],
        "description": document["d"],
        "is_private": document["p"],
        "data": _decode(document["a"]),
        "meta": _decode(document["e"]),
        "access_grants": serialised(restored(document["g"]), "channel", document["_id"]),
        "created_at": int(document["c"]),
        "updated_at": int(document["m"]),
        "updated_by": None,
        "archived_at": None,
        "archived_by": None,
        "deleted_at": None,
        "deleted_by": None,
    }


def person(card: directory_pb2.Card) -> Json:
    """A member beside a conversation."""
    return {
        "status_emoji": card.status_emoji or None,
        "status_message": card.status_message or None,
        "status_expires_at": card.status_expires_at or None,
        "id": card.user_id,
        "name": card.name,
        "is_active": card.is_active,
    }


def member(card: directory_pb2.Card) -> Json:
    """A member in a list."""
    return {
        **person(card),
        "email": card.email,
        "role": card.role,
        "profile_image_url": card.profile_image_url,
        "presence_state": None,
    }


def membership(channel_id: str, user_id: str, invited_by: str, at: int) -> Json:
    """The row of a member."""
    return {
        "id": f"{channel_id}/{user_id}",
        "channel_id": channel_id,
        "user_id": user_id,
        "status": "joined",
        "is_active": True,
        "is_channel_muted": False,
        "is_channel_pinned": False,
        "invited_at": at,
        "invited_by": invited_by,
        "joined_at": at,
        "last_read_at": at,
        "created_at": at,
        "updated_at": at,
    }


def author(user_id: str, people: People) -> Json | None:
    """Who wrote something; None for who is gone."""
    person = people.get(user_id)
    return None if person is None else {"id": person.id, "name": person.name, "role": person.role}


def writer(document: Found, people: People) -> Json | None:
    """Who a message is of: the webhook that wrote it, else its author."""
    meta = _decode(document["e"])
    webhook = meta.get(WEBHOOK) if isinstance(meta, dict) else None
    if isinstance(webhook, dict):
        return {"id": webhook["id"], "name": webhook["name"], "role": WEBHOOK}
    return author(document["u"], people)


def message(document: Found, *, whole: bool = True) -> Json:
    """A message; not `whole`: whether there are data stands for the data."""
    data = _decode(document["a"])
    return {
        "id": document["_id"],
        "user_id": document["u"],
        "app_id": None,
        "channel_id": document["c"],
        "reply_to_id": document["q"],
        "parent_id": document["p"],
        "is_pinned": "pa" in document,
        "pinned_by": document.get("pb"),
        "pinned_at": int(document["pa"]) if "pa" in document else None,
        "content": document["x"],
        "data": data if whole else bool(data),
        "meta": _decode(document["e"]),
        "created_at": int(document["at"]),
        "updated_at": int(document["m"]),
        "etag": str(int(document["m"])),
    }


def row(
    document: Found,
    people: People,
    quoted: Mapping[str, Found],
    replies: Mapping[str, tuple[int, int]],
    *,
    whole: bool = False,
) -> Json:
    """A message with everything around it."""
    count, latest = replies.get(document["_id"], (0, None))
    quote = quoted.get(document["q"]) if document["q"] else None
    return {
        **message(document, whole=whole),
        "user": writer(document, people),
        "reply_to_message": None if quote is None else quotation(quote, people),
        "latest_reply_at": latest,
        "reply_count": count,
        "reactions": reactions(document, people),
    }


def quotation(document: Found, people: People) -> Json:
    """A message that another one quotes."""
    return {**message(document, whole=False), "user": writer(document, people)}


def reactions(document: Found, people: People) -> list[Json]:
    """Reactions by name, in the order they first came."""
    by_name: dict[str, list[Json]] = {}
    for one in document["r"]:
        by = people.get(one["u"])
        who = {"id": one["u"], "name": by.name if by is not None else ""}
        by_name.setdefault(one["n"], []).append(who)
    return [{"name": name, "users": users, "count": len(users)} for name, users in by_name.items()]


def people_in(documents: Sequence[Found]) -> set[str]:
    """Everybody whose name is shown with some messages."""
    return {one["u"] for one in documents} | {r["u"] for one in documents for r in one["r"]}
