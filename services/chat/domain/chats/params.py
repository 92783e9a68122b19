"""A chat's own parameters: one key of its document, changed key by key."""

from __future__ import annotations

from collections.abc import Mapping

from services.chat.domain.chats.create import write_object
from services.chat.domain.chats.document import ChatState
from services.chat.domain.chats.events import ChatDetailsChanged
from services.chat.domain.chats.messages import owned

PARAMS = "params"


def merged(stands: Mapping[str, bytes], change: Mapping[str, bytes]) -> dict[str, bytes]:
    """Raw JSON values by key; null takes a key away."""
    both = {**stands, **change}
    return {key: raw for key, raw in both.items() if raw.strip() != b"null"}


def decide_params(
    state: ChatState, caller_id: str, stands: Mapping[str, bytes], wanted: Mapping[str, bytes]
) -> list[ChatDetailsChanged]:
    """Set the parameters; nothing when they are so."""
    owned(state, caller_id)
    if stands == wanted:
        return []
    changed = write_object({PARAMS: write_object(dict(wanted))})
    return [ChatDetailsChanged(state.chat_id, state.owner_id, changed, ())]
