"""What happens in channels, as the domain says it; field by field as in channel_events.proto."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelCreated:
    """See the proto."""

    channel_id: str
    owner_id: str
    kind: str
    name: str
    description: str | None
    is_private: bool | None
    data: bytes
    meta: bytes
    grants: bytes
    members: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class ChannelChanged:
    """See the proto."""

    channel_id: str
    name: str
    description: str | None
    is_private: bool | None
    data: bytes
    meta: bytes
    at: int


@dataclass(frozen=True, slots=True)
class ChannelAccessChanged:
    """See the proto."""

    channel_id: str
    grants: bytes
    at: int


@dataclass(frozen=True, slots=True)
class ChannelMembersAdded:
    """See the proto."""

    channel_id: str
    members: tuple[str, ...]
    invited_by: str
    at: int


@dataclass(frozen=True, slots=True)
class ChannelMembersRemoved:
    """See the proto."""

    channel_id: str
    members: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class ChannelDeleted:
    """See the proto."""

    channel_id: str
    at: int


@dataclass(frozen=True, slots=True)
class ChannelMessagePosted:
    """See the proto."""

    message_id: str
    channel_id: str
    author_id: str
    content: str
    data: bytes
    meta: bytes
    parent_id: str | None
    reply_to_id: str | None
    at: int


@dataclass(frozen=True, slots=True)
class ChannelMessageEdited:
    """See the proto."""

    message_id: str
    channel_id: str
    author_id: str
    content: str
    data: bytes
    meta: bytes
    edited_by: str
    at: int


@dataclass(frozen=True, slots=True)
class ChannelMessagePinned:
    """See the proto."""

    message_id: str
    channel_id: str
    pinned: bool
    pinned_by: str
    at: int


@dataclass(frozen=True, slots=True)
class ChannelReactionAdded:
    """See the proto."""

    message_id: str
    channel_id: str
    user_id: str
    name: str
    at: int


@dataclass(frozen=True, slots=True)
class ChannelReactionRemoved:
    """See the proto."""

    message_id: str
    channel_id: str
    user_id: str
    name: str
    at: int


@dataclass(frozen=True, slots=True)
class ChannelMessageDeleted:
    """See the proto."""

    message_id: str
    channel_id: str
    at: int
