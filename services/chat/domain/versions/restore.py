"""Making a chat what it was.

Compared and recorded as a change by a document is, with two differences: keys the document lacks go,
and no message is kept for being unseen (the writer is nobody).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.chat.domain.chats.document import HISTORY, MESSAGES, ChatState, Piece, Posted
from services.chat.domain.chats.events import ChatDetailsChanged, ChatRenamed
from services.chat.domain.chats.update import Change, decide_update
from services.chat.domain.versions.events import ChatRestored


def decide_restore(
    state: ChatState,
    caller_id: str,
    then: Posted,
    title: str,
    variables: Piece | None,
    version: int,
    null: Piece,
) -> list[Any]:
    """The events that make title, document and variables what they were; none when they are.

    `variables` is None when they are the same; `null` is the piece of JSON's null. Raises ChatNotFound.
    """
    details = dict(then.details)
    missing = {
        HISTORY: then.history is None and HISTORY not in details,
        MESSAGES: then.items is None and MESSAGES not in details,
    }
    # A null in its place empties the tree and the list; then the key itself goes.
    details |= {key: null for key, is_missing in missing.items() if is_missing}
    events = decide_update(state, Change(caller_id, "", replace(then, details=details), variables))
    key = (state.chat_id, state.owner_id)
    there = {*state.details, *(key for key, is_missing in missing.items() if is_missing)}
    gone = tuple(sorted(name for name in there if name not in then.details))
    kept_apart = {HISTORY: then.history is not None, MESSAGES: then.items is not None}
    gone = tuple(name for name in gone if not kept_apart.get(name))
    if gone:
        events.append(ChatDetailsChanged(*key, b"{}", gone))
    if then.title is None and title != state.title:
        events.append(ChatRenamed(*key, title))
    return [*events, ChatRestored(*key, version)] if events else []
