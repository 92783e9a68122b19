"""The `chat_tags` view: one small document for each tag of each chat.

<chat>/<tag>    u owner · c chat · g tag id · n name
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pymongo import ASCENDING, DeleteMany, IndexModel, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.domain.chats.events import ChatDeleted
from services.chat.domain.shelves.events import ChatTagged, ChatUntagged

TAGS = "chat_tags"


def tag_part(chat_id: str, tag_id: str) -> str:
    """Id of the document of one tag of one chat."""
    return f"{chat_id}/{hashlib.sha256(tag_id.encode()).hexdigest()[:24]}"


class ChatTagsView(Projection):
    """Tags by chat and by owner."""

    name = "chat_tags"
    collections = (TAGS,)

    def __init__(self) -> None:
        keys = [("u", ASCENDING), ("g", ASCENDING), ("n", ASCENDING)]
        self.indexes = {TAGS: [IndexModel(keys, name="by_tag")]}

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        match recorded.event:
            case ChatTagged(chat_id=chat, owner_id=owner, tag_id=tag, name=name):
                id_ = tag_part(chat, tag)
                tagged = {"_id": id_, "_stream": recorded.stream, "u": owner, "c": chat, "g": tag, "n": name}
                return [Write(TAGS, ReplaceOne({"_id": id_}, tagged, upsert=True))]
            case ChatUntagged(chat_id=chat, tag_id=tag):
                return [Write(TAGS, DeleteMany({"_id": tag_part(chat, tag)}))]
            case ChatDeleted(chat_id=chat):
                return [Write(TAGS, DeleteMany({"_id": {"$gte": f"{chat}/", "$lt": f"{chat}0"}}))]
        return []
