"""The chats that have all words of a search, found through the word index at a bounded cost.

A word may stand in every chat of a person. So of each word at most MOST places are read: of the word
itself those that changed last, then of longer words that begin with it. A word with more is common.
The rarest word says which chats come into question; whether they have the common ones is looked up.
When all words are common, what is found are the latest chats, or (`narrow`) the latest of those that
the filters of the search leave.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.queries.chats.word_index import BY_CHAT, BY_TITLE, BY_WORD, WORDS

MOST = 5_000
_TITLE_WEIGHT = 4.0
_SHOWN = 4
"""Messages of a chat that are kept to show a piece of."""
_AFTER_ALL = "\U0010ffff"
_PLACE = {"c": 1, "t": 1, "i": {"$slice": 2}}

Narrow = Callable[[], Awaitable[Sequence[str]]]


@dataclass(slots=True)
class Candidate:
    """A chat, its score (titles weigh most, then how often words come), and messages with the words."""

    score: float = 0.0
    messages: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    """Where one word stands: places by chat. `common`: there are more."""

    word: str
    common: bool
    places: dict[str, list[Any]]


async def candidates(
    store: EventStore, owner_id: str, wanted: Sequence[str], narrow: Narrow | None = None
) -> dict[str, Candidate]:
    """The chats that have all the words, at most MOST."""
    found = await asyncio.gather(*(_with_word(store, owner_id, word, BY_WORD) for word in wanted))
    all_common = all(one.common for one in found)
    chats = await narrow() if narrow is not None and all_common else _in_question(found)
    looked_up = [one for one in found if one.common]
    if len(looked_up) == 1 and all_common and narrow is None:
        looked_up = []
    for one in looked_up:
        one.places = _by_chat(await _of_chats(store, chats, one.word))
    return {
        chat: _candidate([one.places[chat] for one in found])
        for chat in chats
        if all(chat in one.places for one in found)
    }


async def titled(store: EventStore, owner_id: str, wanted: Sequence[str]) -> list[str]:
    """The chats whose title has all the words, at most MOST."""
    found = await asyncio.gather(*(_with_word(store, owner_id, word, BY_TITLE) for word in wanted))
    chats = _in_question(found)
    for one in found:
        if one.common and len(found) > 1:
            query = {"_id": {"$in": [f"{chat}/" for chat in chats]}, "x": _beginning(one.word)}
            one.places = _by_chat(await rows(store.view(WORDS).find(query, _PLACE)))
    return sorted(chat for chat in chats if all(chat in one.places for one in found))


def _in_question(found: Sequence[_Found]) -> list[str]:
    """The chats of the rarest word."""
    rarest = min(found, key=lambda one: (one.common, len(one.places)))
    return list(rarest.places)


async def _with_word(store: EventStore, owner_id: str, word: str, index: str) -> _Found:
    view = store.view(WORDS)
    only = {"t": True} if index == BY_TITLE else {}
    itself = view.find({"u": owner_id, "x": word, **only}, _PLACE).sort("m", -1).hint(index)
    places = list(await rows(itself.limit(MOST + 1)))
    if len(places) <= MOST:
        longer = {"u": owner_id, "x": {"$elemMatch": {"$gt": word, "$lt": word + _AFTER_ALL}}, **only}
        more = await rows(view.find(longer, _PLACE).hint(index).limit(MOST + 1 - len(places)))
        have = {place["_id"] for place in places}
        places += [place for place in more if place["_id"] not in have]
    return _Found(word, len(places) > MOST, _by_chat(places[:MOST]))


async def _of_chats(store: EventStore, chats: Sequence[str], word: str) -> list[Any]:
    query = {"c": {"$in": list(chats)}, "x": _beginning(word)}
    return list(await rows(store.view(WORDS).find(query, _PLACE).hint(BY_CHAT)))


def _beginning(word: str) -> dict[str, Any]:
    # A range; the word is data and never a pattern.
    return {"$elemMatch": {"$gte": word, "$lt": word + _AFTER_ALL}}


def _by_chat(places: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for place in places:
        found.setdefault(place["c"], []).append(place)
    return found


def _candidate(words: Sequence[Sequence[Any]]) -> Candidate:
    made = Candidate()
    for places in words:
        titled_so = any("t" in place for place in places)
        made.score += _TITLE_WEIGHT * titled_so + math.log1p(len(places))
        made.messages += [id_ for place in places for id_ in place.get("i", ())][:_SHOWN]
    return made
