"""The word index: which words stand in which part of a chat.

Indexing words costs more than recording the message that holds them, and most messages are never
searched. So the index is brought up to date when its owner searches: of the chats that changed since
the last time, the segments that differ are read. It is a cache of the `chats` view: it may be
dropped at any time, and holds nothing that the view has not.

    chat_words   <chat>/            title: u owner · c chat · x words · t true · n version indexed ·
                                    m last change of the chat then (ms)
                 <chat>/<segment>   messages: u · c · x words · i message ids · n stamp · m
                 user/<owner>       w: every chat is indexed that changed before this (ms)

A segment is the messages that came with 16 successive versions of the chat. Its stamp tells which
contents of which messages it was made of.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING, DeleteMany, IndexModel, ReplaceOne
from pymongo.write_concern import WriteConcern

from kernel.eventstore.model import Write
from kernel.mongo import rows
from services.chat.documents.parts import CHATS, ORDER_STEP, message_id_of, message_parts
from services.chat.documents.words import text_of, words

WORDS = "chat_words"
BY_WORD, BY_TITLE, BY_CHAT = "latest_by_word", "latest_by_title", "by_chat"
_SEGMENT = 16 * ORDER_STEP
_OVERLAP = 10_000
"""Milliseconds: a commit may show up this much later than one with a later time."""
_AT_ONCE = 50
_A_PAGE = 500
_SHELVES = {"$in": list(range(8))}


def forgotten(chat_id: str) -> Write:
    """The write that takes a chat's words away, for commands that remove what people wrote."""
    return Write(WORDS, DeleteMany(words_of(chat_id)))


def words_of(chat_id: str) -> dict[str, Any]:
    """Filter for all the words of a chat."""
    return {"_id": {"$gte": f"{chat_id}/", "$lt": f"{chat_id}0"}}


def state_of(owner_id: str) -> str:
    """Id of the document that tells how far an owner's chats are indexed."""
    return f"user/{owner_id}"


class WordIndex:
    """Keeps the index of those who search.

    A search waits at most `patience` seconds for its index. The chats that changed last are indexed
    first; what is not done then goes on in the background.
    """

    def __init__(self, database: Any, patience: float = 2.0) -> None:
        self._chats = database[CHATS]
        # A cache: what a crash loses is made again.
        self._words = database.get_collection(WORDS, write_concern=WriteConcern(w=1, j=False))
        self._patience = patience
        self._running: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Create the indexes."""
        latest = [("u", ASCENDING), ("x", ASCENDING), ("m", DESCENDING)]
        await self._words.create_indexes(
            [
                IndexModel(latest, name=BY_WORD),
                IndexModel(latest, name=BY_TITLE, partialFilterExpression={"t": True}),
                IndexModel([("c", ASCENDING)], name=BY_CHAT),
            ]
        )

    async def stop(self) -> None:
        """Cut short what goes on in the background."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def catch_up(self, owner_id: str) -> bool:
        """Index what the owner's chats have and the index has not. False when that takes longer."""
        state = await self._words.find_one({"_id": state_of(owner_id)})
        since = state["w"] - _OVERLAP if state else 0
        latest = await self._changed_since(owner_id, since, -1, _AT_ONCE + 1)
        if not latest:
            return True
        for head in await self._differing(latest[:_AT_ONCE]):
            await self._index(owner_id, head)
        if len(latest) <= _AT_ONCE:
            await self._reached(owner_id, latest[0]["m"])
            return True
        task = self._running.get(owner_id)
        if task is None:
            task = asyncio.create_task(self._index_since(owner_id, since))
            self._running[owner_id] = task
            task.add_done_callback(lambda _: self._running.pop(owner_id, None))
        done, _ = await asyncio.wait([task], timeout=self._patience)
        return bool(done)

    async def _changed_since(self, owner_id: str, moment: int, direction: int, limit: int) -> list[Any]:
        query = {"u": owner_id, "l": _SHELVES, "m": {"$gt": moment}}
        found = self._chats.find(query, {"m": 1, "t": 1, "v": 1}).sort([("m", direction), ("_id", direction)])
        return list(await rows(found.hint("by_update").limit(limit)))

    async def _differing(self, heads: Sequence[Any]) -> list[Any]:
        titles = {"_id": {"$in": [f"{head['_id']}/" for head in heads]}}
        indexed = {one["c"]: one["n"] for one in await rows(self._words.find(titles, {"n": 1, "c": 1}))}
        return [head for head in heads if indexed.get(head["_id"]) != head["v"]]

    async def _index_since(self, owner_id: str, since: int) -> None:
        """From the oldest on, so that what is cut short goes on where it was."""
        while heads := await self._changed_since(owner_id, since, 1, _A_PAGE):
            since = heads[-1]["m"]
            at_once = {"u": owner_id, "l": _SHELVES, "m": since}
            heads += await rows(self._chats.find(at_once, {"m": 1, "t": 1, "v": 1}).hint("by_update"))
            for head in await self._differing(list({head["_id"]: head for head in heads}.values())):
                await self._index(owner_id, head)
            await self._reached(owner_id, since)

    async def _reached(self, owner_id: str, moment: int) -> None:
        await self._words.update_one({"_id": state_of(owner_id)}, {"$max": {"w": moment}}, upsert=True)

    async def _index(self, owner_id: str, head: Mapping[str, Any]) -> None:
        """Bring one chat's segments up to the messages it has now."""
        chat_id = head["_id"]
        segments: dict[str, list[Any]] = {}
        for part in await rows(self._chats.find(message_parts(chat_id), {"o": 1, "v": 1})):
            segments.setdefault(f"{chat_id}/{part['o'] // _SEGMENT:08d}", []).append(part)
        stamps = {id_: _stamp(parts) for id_, parts in segments.items()}
        known = {"_id": {"$gt": f"{chat_id}/", "$lt": f"{chat_id}0"}}
        stand = {found["_id"]: found["n"] for found in await rows(self._words.find(known, {"n": 1}))}
        ops: list[Any] = []
        for id_, stamp in stamps.items():
            if stand.get(id_) != stamp:
                document = await self._segment(owner_id, chat_id, segments[id_])
                document |= {"_id": id_, "n": stamp, "m": head["m"]}
                ops.append(ReplaceOne({"_id": id_}, document, upsert=True))
        gone = [id_ for id_ in stand if id_ not in stamps]
        if gone:
            ops.append(DeleteMany({"_id": {"$in": gone}}))
        title = {"u": owner_id, "c": chat_id, "x": _distinct([head["t"]]), "t": True}
        title |= {"n": head["v"], "m": head["m"]}
        ops.append(ReplaceOne({"_id": f"{chat_id}/"}, title, upsert=True))
        await self._words.bulk_write(ops)
        if await self._chats.find_one({"_id": chat_id}, {"v": 1}) is None:
            await self._words.delete_many(words_of(chat_id))  # deleted meanwhile

    async def _segment(self, owner_id: str, chat_id: str, parts: Sequence[Any]) -> dict[str, Any]:
        wanted = {"_id": {"$in": [part["_id"] for part in parts]}}
        found = await rows(self._chats.find(wanted, {"b": 1}))
        return {
            "u": owner_id,
            "c": chat_id,
            "x": _distinct(text_of(part["b"]) for part in found),
            "i": [message_id_of(part, chat_id) for part in parts],
        }


def _stamp(parts: Iterable[Mapping[str, Any]]) -> bytes:
    made_of = sorted((part["o"], part.get("v", 0)) for part in parts)
    return hashlib.sha256(repr(made_of).encode()).digest()[:16]


def _distinct(texts: Iterable[str]) -> list[str]:
    return sorted({word for text in texts for word in words(text)})
