"""What commands cost, as MongoDB's profiler tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Profile:
    """The commands a block sent to some collections of a database."""

    def __init__(self, database: Any, views: Sequence[str]) -> None:
        self._database, self._views = database, views
        self.commands: list[Any] = []

    async def __aenter__(self) -> Profile:
        await self._database.command("profile", 0)
        await self._database.drop_collection("system.profile")
        await self._database.command("profile", 2)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._database.command("profile", 0)
        asked = {"$in": [f"{self._database.name}.{name}" for name in self._views]}
        planned = {"planSummary": {"$exists": True}, "ns": asked}
        self.commands = await self._database["system.profile"].find(planned).to_list()

    def scans(self) -> list[str]:
        """Commands that read a whole collection."""
        return [str(one.get("command")) for one in self.commands if "COLLSCAN" in one["planSummary"]]

    def sorts(self) -> list[str]:
        """Commands that sorted what they had read."""
        return [str(one.get("command")) for one in self.commands if one.get("hasSortStage")]

    @property
    def documents(self) -> int:
        """How many documents were read in all."""
        return sum(int(one.get("docsExamined", 0)) for one in self.commands)

    @property
    def keys(self) -> int:
        """How many index keys were read in all."""
        return sum(int(one.get("keysExamined", 0)) for one in self.commands)
