"""A webhook of a channel: who runs the channel keeps it, who has its token posts."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from services.chat.domain.channels.channel import Actor, Channel, manage
from services.chat.domain.channels.refusals import Malformed, WebhookNotFound
from services.chat.domain.channels.webhook_events import (
    ChannelWebhookChanged,
    ChannelWebhookCreated,
    ChannelWebhookDeleted,
)

MOST = 20
"""Webhooks of one channel."""
_IMAGES = ("https://", "http://", "data:image/", "/")


@dataclass(frozen=True, slots=True)
class Webhook:
    """What a command needs to know of a webhook."""

    id: str
    channel_id: str
    name: str
    profile_image_url: str | None


def hash_of(token: str) -> bytes:
    """What is kept of a token. It is random and long, so that a fast hash will do."""
    return hashlib.sha256(token.encode()).digest()


def admit(stored: bytes | None, token: str) -> None:
    """Raises WebhookNotFound when the token is another, or there is none."""
    if not hmac.compare_digest(stored or b"", hash_of(token)):
        raise WebhookNotFound


def create(
    channel: Channel, actor: Actor, wanted: Webhook, token: str, present: int, at: int
) -> list[ChannelWebhookCreated]:
    """A new one beside `present` others. Raises ChannelAccessDenied, Malformed."""
    manage(channel, actor)
    if present >= MOST:
        raise Malformed(f"A channel has at most {MOST} webhooks.")
    name, image = _named(wanted.name), _pictured(wanted.profile_image_url)
    return [ChannelWebhookCreated(wanted.id, channel.id, actor.id, name, image, token, at)]


def change(
    channel: Channel, actor: Actor, webhook: Webhook, name: str, image: str | None, at: int
) -> list[ChannelWebhookChanged]:
    """Other words; nothing when they are so. Raises ChannelAccessDenied, Malformed."""
    manage(channel, actor)
    name, image = _named(name), _pictured(image)
    if (name, image) == (webhook.name, webhook.profile_image_url):
        return []
    return [ChannelWebhookChanged(webhook.id, channel.id, name, image, at)]


def delete(channel: Channel, actor: Actor, webhook: Webhook, at: int) -> list[ChannelWebhookDeleted]:
    """Raises ChannelAccessDenied."""
    manage(channel, actor)
    return [ChannelWebhookDeleted(webhook.id, channel.id, at)]


def _named(name: str) -> str:
    if not name.strip():
        raise Malformed("A webhook needs a name.")
    return name.strip()


def _pictured(image: str | None) -> str | None:
    if image and not image.lower().startswith(_IMAGES):
        raise Malformed("The image of a webhook is an http(s) address or an image of its own.")
    return image or None
