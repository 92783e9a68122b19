"""What connected readers of a channel are told at once: the live event `events:channel`.

    {"channel_id", "message_id", "data": {"type", "data"}, "user", "channel"}

Types: message, message:reply, message:update, message:delete, message:reaction:add,
message:reaction:remove, channel:created. Sent after the commit; who is not there reads the API.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from kernel.live.events import LiveEventTooLarge
from kernel.live.sender import LiveEvents

EVENT = "events:channel"
_encode = msgspec.json.Encoder().encode


def room(channel_id: str) -> str:
    """The room of a channel."""
    return f"channel:{channel_id}"


class ChannelLive:
    """See the module."""

    def __init__(self, live: LiveEvents) -> None:
        self._live = live

    async def said(
        self,
        kind: str,
        channel: dict[str, Any],
        message: dict[str, Any],
        user: dict[str, Any] | None,
    ) -> None:
        """Something about a message."""
        body = {
            "channel_id": channel["id"],
            "message_id": message["id"],
            "data": {"type": kind, "data": message},
            "user": user,
            "channel": channel,
        }
        try:
            await self._live.to_room(room(channel["id"]), EVENT, _encode(body))
        except LiveEventTooLarge:
            slim = {**message, "data": bool(message.get("data"))}
            body["data"] = {"type": kind, "data": slim}
            await self._live.to_room(room(channel["id"]), EVENT, _encode(body))

    async def joined(
        self, channel: dict[str, Any], user_ids: Iterable[str], user: dict[str, Any] | None
    ) -> None:
        """People are in a channel from now on."""
        body = _encode(
            {
                "channel_id": channel["id"],
                "message_id": None,
                "data": {"type": "channel:created", "data": channel},
                "user": user,
                "channel": channel,
            }
        )
        for user_id in user_ids:
            await self._live.join(user_id, room(channel["id"]))
            await self._live.to_user(user_id, EVENT, body)

    async def left(self, channel_id: str, user_ids: Iterable[str]) -> None:
        """People are not in a channel any more."""
        for user_id in user_ids:
            await self._live.leave(user_id, room(channel_id))

    async def access_changed(self, channel_id: str) -> None:
        """Who may read it is asked for again."""
        await self._live.recheck(room(channel_id))
