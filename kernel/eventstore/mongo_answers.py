"""First answers in MongoDB, encrypted with the caller's key, removed by a TTL index.

An answer may hold personal data or a session token, so it is sealed like the fields of events: it
is lost with the caller's key.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pymongo.errors import DuplicateKeyError, PyMongoError

from kernel.bus.holder import Holder
from kernel.eventstore.idempotency import Entry
from kernel.mongo import is_unavailable
from kernel.privacy import KeyRing

if TYPE_CHECKING:
    from kernel.eventstore.mongo_transaction import MongoTransaction

ANSWERS = "idempotency"

_log = logging.getLogger(__name__)


class MongoAnswers:
    """See kernel.eventstore.idempotency.Answers."""

    def __init__(self, database: Any, keys: KeyRing) -> None:
        self._collection = database[ANSWERS]
        self._keys = keys
        self._process = Holder.this_process()
        self._running: set[str] = set()

    def over(self, holder: str) -> None:
        """A holder of this process will do nothing more."""
        self._running.discard(holder)

    async def take(self, key: str, entry: Entry) -> Entry | None:
        """Store `entry` if the key is free; else the entry that stands, `until` 0 if its holder is gone."""
        self._running.add(entry.holder)
        document = {"_id": key, "fingerprint": entry.fingerprint, "at": _now()}
        document |= {"holder": entry.holder, "until": entry.until, "process": self._process.document()}
        while True:
            try:
                await self._collection.insert_one(document)
                return None
            except DuplicateKeyError:
                standing = await self._collection.find_one({"_id": key})
            if standing is None:
                continue  # freed in between
            if standing["holder"] == entry.holder:
                return None  # our own insert, sent twice after a lost reply
            sealed = standing.get("answer")
            answer = None if sealed is None else (await self._key(key)).open(sealed, key.encode())
            return Entry(
                fingerprint=standing["fingerprint"],
                holder=standing["holder"],
                until=0.0 if self._is_gone(standing) else standing["until"],
                answer=answer,
                refusal=standing.get("refusal", ""),
            )

    async def take_over(self, key: str, old: Entry, new: Entry) -> bool:
        """Replace a dead holder's entry; False when another was faster."""
        self._running.add(new.holder)
        change = {"holder": new.holder, "until": new.until, "process": self._process.document(), "at": _now()}
        result = await self._collection.update_one(_unanswered(key, old.holder), {"$set": change})
        return bool(result.matched_count)

    async def keep(self, transaction: MongoTransaction, key: str, holder: str, answer: bytes) -> bool:
        """Store the answer in the transaction; False when the lease was lost."""
        sealed = (await self._key(key)).seal(answer, key.encode()) or b""
        change = {"$set": {"answer": sealed, "at": _now()}}
        return await transaction.update_now(ANSWERS, _unanswered(key, holder), change)

    async def refuse(self, key: str, holder: str, refusal: str) -> None:
        """Store a refusal as the answer."""
        try:
            change = {"$set": {"refusal": refusal, "at": _now()}}
            await self._collection.update_one(_unanswered(key, holder), change)
        except PyMongoError as error:
            _left_to_lease(error)

    async def free(self, key: str, holder: str) -> None:
        """Forget an entry without an answer."""
        try:
            await self._collection.delete_one(_unanswered(key, holder))
        except PyMongoError as error:
            _left_to_lease(error)

    def _is_gone(self, standing: Mapping[str, Any]) -> bool:
        process = standing.get("process") or {}
        if process.get("id") == self._process.id:
            return standing["holder"] not in self._running
        return self._process.saw_end(process)

    async def _key(self, key: str) -> Any:
        actor = key.partition(":")[0]
        return self._keys.cached(actor) or await self._keys.get_or_create(actor)


def _unanswered(key: str, holder: str) -> dict[str, Any]:
    return {"_id": key, "holder": holder, "answer": {"$exists": False}, "refusal": {"$exists": False}}


def _now() -> datetime:
    return datetime.now(UTC)


def _left_to_lease(error: PyMongoError) -> None:
    if not is_unavailable(error):
        raise error
    _log.warning("an idempotency key could not be freed: %s", type(error).__name__)
