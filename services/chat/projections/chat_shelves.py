"""What a chat's place among others, and who may read it, changes in its head (part of the `chats` view)."""

from __future__ import annotations

from typing import Any

from bson import Int64

from services.chat.documents.parts import ARCHIVED, FOLDERED, PINNED, Document
from services.chat.domain.answers.events import AnswerCompleted, AnswerFailed, AnswerStarted, AnswerStopped
from services.chat.domain.reading.events import ChatMarkedUnread, ChatRead
from services.chat.domain.sharing.events import ChatReadersChanged, ChatShared, ChatUnshared
from services.chat.domain.shelves import events as e
from services.chat.domain.versions.events import ChatRestored


def head_changes(event: Any) -> Document | None:
    """The update of the head; None for an event that is about something else."""
    match event:
        case e.ChatPinned():
            return {"$bit": {"l": {"or": PINNED}}}
        case e.ChatUnpinned():
            return {"$bit": {"l": {"and": ~PINNED}}}
        case e.ChatArchived():
            return {"$bit": {"l": {"and": ~FOLDERED, "or": ARCHIVED}}, "$unset": {"f": 1}}
        case e.ChatUnarchived():
            return {"$bit": {"l": {"and": ~ARCHIVED}}}
        case e.ChatTagged(tag_id=tag):
            return {"$addToSet": {"g": {"$each": [tag]}}}
        case e.ChatUntagged(tag_id=tag, last=last):
            return {"$unset": {"g": 1}} if last else {"$pull": {"g": tag}}
        case e.ChatMetaChanged(meta=meta):
            return {"$set": {"k": meta}} if meta != b"{}" else {"$unset": {"k": 1}}
        case ChatRead(read_at=at):
            return {"$set": {"r": Int64(at)}, "$unset": {"j": 1}}
        case ChatMarkedUnread(read_at=at):
            return {"$set": {"r": Int64(at), "j": True}}
        case ChatShared(share_id=share):
            return {"$set": {"s": share}}
        case ChatReadersChanged() | ChatRestored():
            return {}
        case AnswerStarted() | AnswerCompleted() | AnswerFailed() | AnswerStopped():
            return {}
        case ChatUnshared():
            return {"$unset": {"s": 1}}
    return None
