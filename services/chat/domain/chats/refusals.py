"""Why a command on a chat is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class ChatNotFound(Exception):
    """No such chat, or not the caller's: the answer is the same."""

    reason = "CHAT_NOT_FOUND"


class MessageNotFound(Exception):
    """The chat has no such message."""

    reason = "MESSAGE_NOT_FOUND"


class MessageExists(Exception):
    """The chat has a message with this id already."""

    reason = "MESSAGE_EXISTS"


class ChatBusy(Exception):
    """An answer is still being written."""

    reason = "CHAT_BUSY"


class NothingToFork(Exception):
    """The chat has no messages."""

    reason = "NOTHING_TO_FORK"


class DocumentRefused(Exception):
    """What was posted is not what a chat or a message can be."""

    reason = "VALIDATION_FAILED"


class DocumentTooLarge(Exception):
    """What was posted, or what it would make of the chat, goes beyond the limits."""

    reason = "TOO_LARGE"
