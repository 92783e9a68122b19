"""Chats by the hundred thousand of one person, put straight into the views of chat as projections write them.

Recording them one by one would take the better part of an hour; what lists and searches read is the
same. Each chat has ten short messages and words of its own; by their number chats are pinned,
archived, in folders, tagged and shared. The higher the number, the later a chat changed last.
"""

from __future__ import annotations

import itertools
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pymongo import InsertOne, ReplaceOne

from kernel.eventstore.model import Recorded, Write
from services.chat.documents.parts import stream_of
from services.chat.documents.words import words
from services.chat.domain.chats.events import ChatCreated
from services.chat.domain.folders.events import FolderCreated
from services.chat.domain.sharing.events import ChatShared
from services.chat.domain.shelves.events import ChatArchived, ChatPinned, ChatTagged
from services.chat.projections.chat_shares import ChatSharesView
from services.chat.projections.chat_tags import ChatTagsView
from services.chat.projections.chats import ChatsView
from services.chat.projections.folders import FoldersView
from services.chat.queries.chats.word_index import WORDS, state_of

BEGAN = 1_760_000_000_000
MESSAGES = 10
FOLDERS = 20
TAGS = ("harbour", "kelp", "tide", "lantern", "jetty")
"""Every second chat has one of them."""
_AT_ONCE = 10_000
_WORDS = ("volunteer", "boat", "wind", "bell", "chart", "rope", "gull", "sand", "oar", "mast")


def chat_id(number: int) -> str:
    """The id of one of them."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"chat {number}"))


def folder_id(number: int) -> str:
    """The id of a folder."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"folder {number}"))


def title_of(number: int) -> str:
    """Its title."""
    return f"Log {number:06d}"


def is_pinned(number: int) -> bool:
    """One of a thousand."""
    return number % 1000 == 1


def is_archived(number: int) -> bool:
    """One of ten."""
    return number % 10 == 4


def tag_of(number: int) -> str | None:
    """Every second has one."""
    return TAGS[number // 2 % len(TAGS)] if number % 2 == 0 else None


def folder_of(number: int) -> int | None:
    """A quarter is in folders."""
    return number // 4 % FOLDERS if number % 4 == 3 else None


def is_shared(number: int) -> bool:
    """One of fifty."""
    return number % 50 == 7


def message(number: int, place: int) -> dict[str, Any]:
    """A message: a word of all chats, one of a thousandth of them, and one of its own or of its place."""
    own = f"buoy{number:06d}" if place == 0 else _WORDS[place % len(_WORDS)]
    ids = [f"m{number}-{each}" for each in range(MESSAGES)]
    return {
        "id": ids[place],
        "parentId": ids[place - 1] if place else None,
        "childrenIds": ids[place + 1 : place + 2],
        "role": "assistant" if place % 2 else "user",
        "content": f"common {own} pier{number % 1000:03d}",
        "timestamp": BEGAN // 1000 + number,
    }


def folders(owner: str) -> Iterator[Write]:
    """A person's folders."""
    events = [
        FolderCreated(folder_id(number), owner, "", f"Shed {number:02d}", b"{}", b"{}")
        for number in range(FOLDERS)
    ]
    yield from _projected([FoldersView()], f"folders-{owner}", BEGAN, events)


def chats(owner: str, first: int, last: int, messages: int = MESSAGES) -> Iterator[Write]:
    """What the views hold of chats `first` to `last` - 1 of a person."""
    views: tuple[Any, ...] = (ChatsView(), ChatTagsView(), ChatSharesView())
    for number in range(first, last):
        id_, at = chat_id(number), BEGAN + number * 1000
        nodes = [message(number, place) for place in range(messages)]
        folder = folder_of(number)
        created = ChatCreated(
            chat_id=id_,
            owner_id=owner,
            title=title_of(number),
            details=b'{"models":["fake-gpt"]}',
            history=b"",
            outline=11,
            current_id=nodes[-1]["id"],
            variables=b"{}",
            folder_id=folder_id(folder) if folder is not None and not is_archived(number) else "",
            message_ids=tuple(node["id"] for node in nodes),
            messages=json.dumps(nodes).encode(),
            writer="bench",
            created_at=at,
            updated_at=at,
        )
        yield from _projected(views, stream_of(id_), at, [created, *beside(owner, number)])


def beside(owner: str, number: int) -> Iterator[Any]:
    """What happened to a chat after it was created."""
    id_ = chat_id(number)
    if is_pinned(number):
        yield ChatPinned(id_, owner)
    if is_archived(number):
        yield ChatArchived(id_, owner)
    tag = tag_of(number)
    if tag is not None:
        yield ChatTagged(id_, owner, tag, tag)
    if is_shared(number):
        yield ChatShared(id_, owner, str(uuid.uuid5(uuid.NAMESPACE_OID, id_)), 1, False, title_of(number))


async def fill(database: Any, writes: Iterable[Write]) -> None:
    """Write them; `database` is chat's, asynchronous."""
    made = iter(writes)
    while some := list(itertools.islice(made, _AT_ONCE)):
        by_collection: dict[str, list[Any]] = defaultdict(list)
        for write in some:
            by_collection[write.collection].append(write.op._doc)
        for collection, documents in by_collection.items():
            await database[collection].insert_many(documents, ordered=False)


def _projected(views: Iterable[Any], stream: str, at: int, events: Iterable[Any]) -> Iterator[Write]:
    """The documents the events of a stream leave, each written once."""
    documents: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for version, event in enumerate(events, 1):
        recorded = Recorded(event, str(uuid.uuid4()), type(event).__name__, stream, version, at, "bench")
        for view in views:
            for write in view.project(recorded):
                _apply(documents[write.collection], write.op)
    for collection, found in documents.items():
        for document in found.values():
            yield Write(collection, InsertOne(document))


def _apply(documents: dict[str, dict[str, Any]], op: Any) -> None:
    """Make a change of a document that is not written yet."""
    if isinstance(op, InsertOne):
        documents[op._doc["_id"]] = dict(op._doc)
    elif isinstance(op, ReplaceOne):
        documents[op._filter["_id"]] = dict(op._doc)
    else:
        _update(documents.setdefault(op._filter["_id"], dict(op._filter)), op._doc)


def _update(document: dict[str, Any], change: Mapping[str, Any]) -> None:
    for step in ("$setOnInsert", "$set"):
        document.update(change.get(step, {}))
    for name, value in change.get("$inc", {}).items():
        document[name] = document.get(name, 0) + value
    for name, bits in change.get("$bit", {}).items():
        document[name] = document[name] & bits.get("and", -1) | bits.get("or", 0)
    for name, each in change.get("$addToSet", {}).items():
        document[name] = [*document.get(name, ()), *each["$each"]]
    for name in change.get("$unset", {}):
        document.pop(name, None)


def found_words(owner: str, first: int, last: int, messages: int = MESSAGES) -> Iterator[Write]:
    """What the word index holds of them, as a search would have made it."""
    for number in range(first, last):
        id_, at = chat_id(number), BEGAN + number * 1000
        texts = [str(message(number, place)["content"]) for place in range(messages)]
        of_messages = sorted({word for text in texts for word in words(text)})
        here = {"u": owner, "c": id_, "m": at}
        version = len(list(beside(owner, number))) + 1
        title = {**here, "_id": f"{id_}/", "x": sorted(words(title_of(number))), "t": True, "n": version}
        ids = [f"m{number}-{each}" for each in range(messages)]
        segment = {**here, "_id": f"{id_}/00000000", "x": of_messages, "i": ids, "n": b""}
        yield Write(WORDS, InsertOne(title))
        yield Write(WORDS, InsertOne(segment))
    reached = {"_id": state_of(owner), "w": BEGAN + last * 1000}
    yield Write(WORDS, InsertOne(reached))
