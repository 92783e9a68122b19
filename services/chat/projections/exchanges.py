"""The `exchanges` view: where each exchange of a workspace is, by its number.

<chat>/<answer>   n number · c chat

Lists over several chats need it. Anybody may give messages of their chats such ids: an entry
counts only when its chat is a conversation of a workspace.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DESCENDING, DeleteMany, IndexModel, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.documents.parts import message_part
from services.chat.domain.chats import events as e
from services.chat.domain.workspaces.exchange import answered_number

EXCHANGES = "exchanges"


class ExchangesView(Projection):
    """See the module."""

    name = "exchanges"
    collections = (EXCHANGES,)
    indexes = {  # noqa: RUF012 - a table
        EXCHANGES: [
            IndexModel([("n", DESCENDING)], name="by_number"),
            IndexModel([("c", ASCENDING), ("n", ASCENDING)], name="by_chat_and_number"),
        ]
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        event: Any = recorded.event
        match event:
            case e.ChatCreated() | e.MessagesAppended():
                return [
                    Write(EXCHANGES, _entry(recorded, event.chat_id, message_id, number))
                    for message_id in event.message_ids
                    if (number := answered_number(message_id)) is not None
                ]
            case e.ChatDeleted():
                return [Write(EXCHANGES, DeleteMany({"c": event.chat_id}))]
        return []


def _entry(recorded: Recorded, chat_id: str, message_id: str, number: int) -> Any:
    key = message_part(chat_id, message_id)
    document = {"_id": key, "_stream": recorded.stream, "n": Int64(number), "c": chat_id}
    return ReplaceOne({"_id": key}, document, upsert=True)
