"""A channel: an ordinary one, a group, or a direct conversation of the people in it.

Ordinary channels are open to whom their grants name. Groups and direct conversations are open to their
members alone; a group's owner and administrators choose them, those of a direct conversation stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from services.chat.domain.channels.events import (
    ChannelAccessChanged,
    ChannelChanged,
    ChannelCreated,
    ChannelDeleted,
    ChannelMembersAdded,
    ChannelMembersRemoved,
)
from services.chat.domain.channels.refusals import ChannelAccessDenied, CreationProhibited, Malformed

ORDINARY = ""
GROUP = "group"
DIRECT = "dm"
KINDS = (ORDINARY, GROUP, DIRECT)
MEMBERS = 1000
"""Members one command names at most, and a direct conversation has."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What a command needs to know of a channel."""

    id: str
    owner_id: str
    kind: str

    @property
    def closed(self) -> bool:
        """Whether only members are let in."""
        return self.kind != ORDINARY


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it."""

    id: str
    admin: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What a channel is called and carries. `data` and `meta` are JSON objects or null."""

    name: str
    description: str | None = None
    is_private: bool | None = None
    data: bytes = b"null"
    meta: bytes = b"null"


def create(
    channel_id: str, kind: str, actor: Actor, form: Form, grants: bytes, others: Sequence[str], at: int
) -> list[ChannelCreated]:
    """A new channel. Raises CreationProhibited, Malformed."""
    if kind not in KINDS:
        raise Malformed("A channel has no type, or the type group or dm.")
    if kind == ORDINARY and not actor.admin:
        raise CreationProhibited
    members = () if kind == ORDINARY else _each([actor.id, *others])
    if kind == DIRECT and len(members) < 2:
        raise Malformed("A direct conversation needs somebody else.")
    name = form.name.strip().lower()
    if not name and kind != DIRECT:
        raise Malformed("A channel needs a name.")
    return [
        ChannelCreated(
            channel_id=channel_id,
            owner_id=actor.id,
            kind=kind,
            name=name,
            description=form.description,
            is_private=form.is_private,
            data=form.data,
            meta=form.meta,
            grants=grants if kind == ORDINARY else b"[]",
            members=members,
            at=at,
        )
    ]


def change(channel: Channel, actor: Actor, form: Form, at: int) -> list[ChannelChanged]:
    """Other words for it. Raises ChannelAccessDenied, Malformed."""
    manage(channel, actor)
    name = form.name.strip().lower()
    if not name and channel.kind != DIRECT:
        raise Malformed("A channel needs a name.")
    changed = (name, form.description, form.is_private, form.data, form.meta)
    return [ChannelChanged(channel.id, *changed, at=at)]


def share(channel: Channel, actor: Actor, grants: bytes, at: int) -> list[ChannelAccessChanged]:
    """Other grants. Raises ChannelAccessDenied: also for what has members."""
    manage(channel, actor)
    if channel.closed:
        raise ChannelAccessDenied
    return [ChannelAccessChanged(channel.id, grants, at)]


def add_members(
    channel: Channel, actor: Actor, wanted: Sequence[str], present: Collection[str], at: int
) -> list[ChannelMembersAdded]:
    """`present` are those of `wanted` that are members. Raises ChannelAccessDenied, Malformed."""
    _choose(channel, actor)
    fresh = tuple(one for one in _each(wanted) if one not in present)
    return [ChannelMembersAdded(channel.id, fresh, actor.id, at)] if fresh else []


def remove_members(
    channel: Channel, actor: Actor, wanted: Sequence[str], present: Collection[str], at: int
) -> list[ChannelMembersRemoved]:
    """Everybody may leave a group. Raises ChannelAccessDenied, Malformed."""
    if channel.kind != GROUP or list(wanted) != [actor.id]:
        _choose(channel, actor)
    gone = tuple(one for one in _each(wanted) if one in present)
    return [ChannelMembersRemoved(channel.id, gone, at)] if gone else []


def delete(channel: Channel, actor: Actor, at: int) -> list[ChannelDeleted]:
    """Raises ChannelAccessDenied."""
    manage(channel, actor)
    return [ChannelDeleted(channel.id, at)]


def manage(channel: Channel, actor: Actor) -> None:
    """Owners and administrators run a channel. Raises ChannelAccessDenied."""
    if not actor.admin and actor.id != channel.owner_id:
        raise ChannelAccessDenied


def key_of(members: Iterable[str]) -> str:
    """What identifies the direct conversation of some people."""
    return hashlib.sha256("/".join(sorted(members)).encode()).hexdigest()


def _choose(channel: Channel, actor: Actor) -> None:
    manage(channel, actor)
    if channel.kind != GROUP:
        raise ChannelAccessDenied


def _each(ids: Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(ids))
    if len(found) > MEMBERS:
        raise Malformed(f"At most {MEMBERS} people at once.")
    return found
