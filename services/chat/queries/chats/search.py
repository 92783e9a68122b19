"""Search over titles and messages of one's own chats, by the word index."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import ARCHIVED, CHATS, PINNED, message_part
from services.chat.documents.words import excerpt, text_of, words
from services.chat.queries.chats.listing import PAGE, ROW
from services.chat.queries.chats.search_text import MAX_WORDS, Wanted, parse
from services.chat.queries.chats.word_index import WORDS, WordIndex
from services.chat.queries.folders.tree import named

MAX_CANDIDATES = 5_000
"""Chats that one word may bring into a search."""
_TITLE_WEIGHT = 4.0
_AFTER_ALL = "\U0010ffff"
_LATEST_FIRST = [("m", -1), ("_id", -1)]


@dataclass(frozen=True, slots=True)
class Hit:
    """A chat that matches; `snippet` is None when no message does."""

    head: Mapping[str, Any]
    snippet: str | None = None


@dataclass(slots=True)
class _Candidate:
    score: float = 0.0
    words: int = 0
    messages: list[str] = field(default_factory=list)


async def search_chats(store: EventStore, index: WordIndex, owner_id: str, text: str, page: int) -> list[Hit]:
    """One page of the chats that match, the best first; without words the latest first."""
    wanted = parse(text)
    if wanted.nothing:
        return []
    query = {"u": owner_id, **_filters(wanted)}
    if wanted.folders:
        folders = await named(store, owner_id, wanted.folders)
        if not folders:
            return []
        query["f"] = {"$in": folders}
    chats = store.view(CHATS)
    if not wanted.words:
        by = "by_tag" if wanted.tags else "shared" if wanted.shared else "by_update"
        by = "by_folder" if wanted.folders else by
        found = chats.find(query, ROW).sort(_LATEST_FIRST).hint(by)
        found = found.skip((page - 1) * PAGE).limit(PAGE)
        return [Hit(head) for head in await rows(found)]
    await index.catch_up(owner_id)
    candidates = await _candidates(store, owner_id, wanted.words)
    query["_id"] = {"$in": list(candidates)}
    heads = await rows(chats.find(query, ROW))
    heads.sort(key=lambda head: (candidates[head["_id"]].score, head["m"], head["_id"]), reverse=True)
    shown = heads[(page - 1) * PAGE : page * PAGE]
    return await _with_snippets(store, shown, candidates, list(wanted.words))


async def with_title(store: EventStore, index: WordIndex, owner_id: str, text: str) -> list[str]:
    """The chats whose title has all the words of a text; none when there is no word in it."""
    wanted = list(dict.fromkeys(words(text)))[:MAX_WORDS]
    if not wanted:
        return []
    await index.catch_up(owner_id)
    found: set[str] | None = None
    for word in wanted:
        match = {**_beginning(owner_id, word), "t": True}
        titles = await rows(store.view(WORDS).find(match, {"c": 1}).limit(MAX_CANDIDATES))
        chats = {title["c"] for title in titles}
        found = chats if found is None else found & chats
    return sorted(found or ())


async def _candidates(store: EventStore, owner_id: str, wanted: Sequence[str]) -> dict[str, _Candidate]:
    """The chats that have all words, with a score: titles weigh most, then how often words come."""
    found: dict[str, _Candidate] = {}
    answers = await asyncio.gather(*(_with_word(store, owner_id, word) for word in wanted))
    for answer in answers:
        for row in answer:
            chat = found.setdefault(row["_id"], _Candidate())
            chat.words += 1
            chat.score += _TITLE_WEIGHT * bool(row["t"]) + math.log1p(row["n"])
            chat.messages += [id_ for ids in row["i"] for id_ in ids][: 4 * PAGE]
    return {chat_id: chat for chat_id, chat in found.items() if chat.words == len(wanted)}


async def _with_word(store: EventStore, owner_id: str, word: str) -> list[Any]:
    match = _beginning(owner_id, word)
    group = {
        "_id": "$c",
        "n": {"$sum": 1},
        "t": {"$max": "$t"},
        "i": {"$firstN": {"input": {"$ifNull": ["$i", []]}, "n": 2}},
    }
    steps = [{"$match": match}, {"$group": group}, {"$limit": MAX_CANDIDATES}]
    return list(await rows(store.view(WORDS).aggregate(steps)))


def _beginning(owner_id: str, word: str) -> dict[str, Any]:
    # A range on the index; the word is data and never a pattern.
    return {"u": owner_id, "x": {"$elemMatch": {"$gte": word, "$lt": word + _AFTER_ALL}}}


async def _with_snippets(
    store: EventStore, heads: Sequence[Any], candidates: Mapping[str, _Candidate], wanted: list[str]
) -> list[Hit]:
    parts: dict[str, str] = {}
    for head in heads:
        chat_id = head["_id"]
        parts |= {message_part(chat_id, id_): chat_id for id_ in candidates[chat_id].messages}
    snippets: dict[str, str] = {}
    found = await rows(store.view(CHATS).find({"_id": {"$in": list(parts)}}, {"b": 1}))
    for part in found:
        chat_id = parts[part["_id"]]
        piece = excerpt(text_of(part["b"]), wanted) if chat_id not in snippets else None
        if piece:
            snippets[chat_id] = piece
    return [Hit(head, snippets.get(head["_id"])) for head in heads]


def _filters(wanted: Wanted) -> dict[str, Any]:
    query: dict[str, Any] = {"l": {"$in": _shelves(wanted)}}
    if wanted.tags:
        query["g"] = {"$all": list(wanted.tags)}
    if wanted.untagged:
        query["g"] = {"$exists": False}
    if wanted.shared is not None:
        query["s"] = {"$exists": wanted.shared}
    return query


def _shelves(wanted: Wanted) -> list[int]:
    archived = bool(wanted.archived)
    shelves = [shelf for shelf in range(2 * ARCHIVED) if bool(shelf & ARCHIVED) == archived]
    if wanted.pinned is not None:
        shelves = [shelf for shelf in shelves if bool(shelf & PINNED) == wanted.pinned]
    return shelves
