"""What each person has read and how they want a channel shown: plain documents, not events.

channel_reads   <channel>/<user>   c channel · u user · lr read up to (ns) · mu muted · ac shown
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bson import Int64
from pymongo import ASCENDING, IndexModel

from kernel.mongo import rows

READS = "channel_reads"


class Reads:
    """Reads and writes `channel_reads`."""

    def __init__(self, database: Any) -> None:
        self._documents = database[READS]

    async def start(self) -> None:
        """Indexed by person and by channel."""
        await self._documents.create_indexes(
            [
                IndexModel([("u", ASCENDING)], name="by_user"),
                IndexModel([("c", ASCENDING)], name="by_channel"),
            ]
        )

    async def of(self, user_id: str, channel_ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """By channel."""
        ids = [f"{channel}/{user_id}" for channel in channel_ids]
        return {one["c"]: one for one in await rows(self._documents.find({"_id": {"$in": ids}}))}

    async def read(self, channel_id: str, user_id: str, at: int) -> None:
        """Read up to then."""
        await self._change(channel_id, user_id, {"$max": {"lr": Int64(at)}})

    async def mute(self, channel_id: str, user_id: str, muted: bool) -> None:
        """Whether new messages should be told."""
        await self._change(channel_id, user_id, {"$set": {"mu": muted}})

    async def show(self, channel_id: str, user_id: str, shown: bool) -> None:
        """Whether the channel is in the person's list."""
        await self._change(channel_id, user_id, {"$set": {"ac": shown}})

    async def show_to_all(self, channel_id: str) -> None:
        """A new message brings a conversation back into every list."""
        await self._documents.update_many({"c": channel_id, "ac": False}, {"$set": {"ac": True}})

    async def forget(self, *, user_id: str = "", channel_id: str = "") -> int:
        """Drop what is known of a person or a channel; how many."""
        query = {"u": user_id} if user_id else {"c": channel_id}
        return int((await self._documents.delete_many(query)).deleted_count)

    async def _change(self, channel_id: str, user_id: str, change: dict[str, Any]) -> None:
        change = {**change, "$setOnInsert": {"c": channel_id, "u": user_id}}
        await self._documents.update_one({"_id": f"{channel_id}/{user_id}"}, change, upsert=True)
