"""Replays a follower's view from the logs into new collections and swaps them in, while reads go on.

    1  asked     consumers.<name>.replay = id
    2  replay    every followed event from the origins' logs into `<collection>__<id>`; the old view
                 is read and kept up to date meanwhile
    3  catch up  with the follower paused, up to exactly the positions of the old view
    4  swap      noted in the document first, then each collection renamed over the old one

A crash before 4 begins again at 2, a crash in 4 is finished by the next holder of the lease.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pymongo.errors import CollectionInvalid, OperationFailure

from kernel.bus.lease import Lease, LeaseLost
from kernel.bus.model import Envelope, Follower
from kernel.bus.progress import COLLECTION

if TYPE_CHECKING:
    from kernel.bus.consumer import Parts
    from kernel.bus.follower import Change
    from kernel.bus.origin import Origin

_MARK = "__"
_BATCH = 500
_NAMESPACE_EXISTS = 48
_NAMESPACE_NOT_FOUND = 26

_log = logging.getLogger(__name__)

Changes = Callable[[Sequence[Envelope], Mapping[str, str]], Awaitable[list["Change"]]]


async def ask_for_replay(database: Any, name: str) -> str:
    """Note that a view is to be replayed; its follower does it. Returns the id of the replay."""
    wanted = uuid.uuid4().hex[:8]
    await database[COLLECTION].update_one({"_id": name}, {"$set": {"replay": wanted}})
    return wanted


async def replayed(database: Any, name: str, wanted: str) -> bool:
    """Whether a replay that was asked for is done."""
    found = await database[COLLECTION].find_one({"_id": name}, {"replayed": 1})
    return found is not None and found.get("replayed") == wanted


class Replay:
    """The replays of one follower while its lease is held."""

    def __init__(self, follower: Follower, parts: Parts, lease: Lease, changes: Changes) -> None:
        self._follower = follower
        self._parts = parts
        self._lease = lease
        self._changes = changes
        self._consumers = parts.database[COLLECTION]

    async def prepare(self) -> None:
        """Create the view's collections and indexes that are missing."""
        for name in self._follower.collections:
            await self._create(name, name)

    async def finish_swap(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Complete a swap that was begun; the consumer's document afterwards."""
        swap = document.get("swap")
        if not swap:
            return dict(document)
        for name in self._follower.collections:
            await self._rename(f"{name}{_MARK}{swap}", name)
        await self._note({"$set": {"replayed": swap}, "$unset": {"swap": "", "replay": ""}})
        _log.info("%s was replayed", self._follower.name)
        return {key: value for key, value in document.items() if key not in ("swap", "replay")}

    async def run(
        self, wanted: str, origins: Sequence[Origin], applying: asyncio.Lock, live: Mapping[str, int]
    ) -> None:
        """Replay and swap. `live` are the positions of the view in use, still while `applying` is held."""
        names = {name: f"{name}{_MARK}{wanted}" for name in self._follower.collections}
        await self._drop_leftovers()
        for name, fresh in names.items():
            await self._create(name, fresh)
        reached = {origin.service: 0 for origin in origins}
        for origin in origins:
            until = live.get(origin.service, 0)
            reached[origin.service] = await self._copy(origin, 0, until, names)
        async with applying:
            for origin in origins:
                until = live.get(origin.service, 0)
                await self._copy(origin, reached[origin.service], until, names)
            await self._note({"$set": {"swap": wanted}})
            await self.finish_swap({"swap": wanted})

    async def _copy(self, origin: Origin, after: int, until: int, names: Mapping[str, str]) -> int:
        batch: list[Envelope] = []
        if until > after:
            async for envelope in self._parts.log.read(origin.service, after, until, origin.types):
                batch.append(envelope)
                if len(batch) >= _BATCH:
                    await self._write(batch, names)
                    batch = []
        if batch:
            await self._write(batch, names)
        return max(after, until)

    async def _write(self, batch: Sequence[Envelope], names: Mapping[str, str]) -> None:
        self._lease.check()
        ops: dict[str, list[Any]] = {}
        for change in await self._changes(batch, names):
            for write in change.writes:
                ops.setdefault(names[write.collection], []).append(write.op)
        for name, writes in ops.items():
            await self._parts.database[name].bulk_write(writes)

    async def _create(self, name: str, fresh: str) -> None:
        try:
            await self._parts.database.create_collection(fresh)
        except CollectionInvalid:
            pass  # it is there
        except OperationFailure as error:
            if error.code != _NAMESPACE_EXISTS:
                raise
        indexes = list(self._follower.indexes.get(name, ()))
        if indexes:
            await self._parts.database[fresh].create_indexes(indexes)

    async def _drop_leftovers(self) -> None:
        for name in await self._parts.database.list_collection_names():
            base, mark, _ = name.rpartition(_MARK)
            if mark and base in self._follower.collections:
                await self._parts.database.drop_collection(name)

    async def _rename(self, fresh: str, name: str) -> None:
        try:
            await self._parts.database[fresh].rename(name, dropTarget=True)
        except OperationFailure as error:
            if error.code != _NAMESPACE_NOT_FOUND:
                raise  # not found: renamed before a crash

    async def _note(self, change: Mapping[str, Any]) -> None:
        which = {"_id": self._follower.name, "fence": self._lease.fence}
        result = await self._consumers.update_one(which, change)
        if not result.matched_count:
            raise LeaseLost(self._lease.name)
