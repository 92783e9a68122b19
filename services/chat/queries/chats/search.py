"""Search over titles and messages of one's own chats, by the word index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import ARCHIVED, CHATS, FOLDERED, PINNED, message_part
from services.chat.documents.words import excerpt, text_of, words
from services.chat.queries.chats.candidates import MOST, Candidate, candidates, titled
from services.chat.queries.chats.listing import PAGE, ROW
from services.chat.queries.chats.search_text import MAX_WORDS, Wanted, parse
from services.chat.queries.chats.word_index import WordIndex
from services.chat.queries.folders.tree import named

_NARROWING = ("tags", "untagged", "folders", "pinned", "archived", "shared")
_LATEST_FIRST = [("m", -1), ("_id", -1)]


@dataclass(frozen=True, slots=True)
class Hit:
    """A chat that matches; `snippet` is None when no message does."""

    head: Mapping[str, Any]
    snippet: str | None = None


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
    filtered = chats.find(query, ROW).sort(_LATEST_FIRST).hint(_index(wanted))
    if not wanted.words:
        return [Hit(head) for head in await rows(filtered.skip((page - 1) * PAGE).limit(PAGE))]
    await index.catch_up(owner_id)

    async def narrow() -> list[str]:
        return [head["_id"] for head in await rows(filtered.limit(MOST))]

    filters = any(getattr(wanted, name) not in (None, False, ()) for name in _NARROWING)
    found = await candidates(store, owner_id, wanted.words, narrow if filters else None)
    heads = await rows(chats.find({**query, "_id": {"$in": list(found)}}, ROW).hint("_id_"))
    heads.sort(key=lambda head: (found[head["_id"]].score, head["m"], head["_id"]), reverse=True)
    shown = heads[(page - 1) * PAGE : page * PAGE]
    return await _with_snippets(store, shown, found, list(wanted.words))


async def with_title(store: EventStore, index: WordIndex, owner_id: str, text: str) -> list[str]:
    """The chats whose title has all the words of a text; none when there is no word in it."""
    wanted = list(dict.fromkeys(words(text)))[:MAX_WORDS]
    if not wanted:
        return []
    await index.catch_up(owner_id)
    return await titled(store, owner_id, wanted)


async def _with_snippets(
    store: EventStore, heads: Sequence[Any], candidates: Mapping[str, Candidate], wanted: list[str]
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


def _index(wanted: Wanted) -> str:
    if wanted.folders:
        return "by_folder"
    return "by_any_tag" if wanted.tags or wanted.untagged else "shared" if wanted.shared else "by_update"


def _shelves(wanted: Wanted) -> list[int]:
    archived = bool(wanted.archived)
    shelves = [shelf for shelf in range(2 * ARCHIVED) if bool(shelf & ARCHIVED) == archived]
    if wanted.pinned is not None:
        shelves = [shelf for shelf in shelves if bool(shelf & PINNED) == wanted.pinned]
    if wanted.folders:
        # The fewer, the more folders an index is read for in order.
        shelves = [shelf for shelf in shelves if shelf & FOLDERED]
    return shelves
