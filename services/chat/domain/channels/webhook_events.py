"""What happens to webhooks of channels; field by field as in channel_webhook_events.proto."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ChannelWebhookCreated:
    """See the proto."""

    webhook_id: str
    channel_id: str
    owner_id: str
    name: str
    profile_image_url: str | None
    token: str = field(repr=False)
    at: int


@dataclass(frozen=True, slots=True)
class ChannelWebhookChanged:
    """See the proto."""

    webhook_id: str
    channel_id: str
    name: str
    profile_image_url: str | None
    at: int


@dataclass(frozen=True, slots=True)
class ChannelWebhookDeleted:
    """See the proto."""

    webhook_id: str
    channel_id: str
    at: int
