"""Chats this process wrote last: adding to one of them again needs no read.

What is remembered is the state after a commit that was acknowledged, with its version. It is only
ever used as the expected version of the next commit: when somebody else wrote in between, that
commit is refused by the log, and the command reads and decides again. So a wrong memory costs time
and never correctness. Where others write often (several replicas behind one address), it is wrong
often; then it is left alone for a while.
"""

from __future__ import annotations

from collections import OrderedDict

from services.chat.domain.chats.document import ChatState

_SIZE = 4096
_MOST, _PENALTY = 20, 10


class RecentChats:
    """States by chat id, the latest ones; each is given out once."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, ChatState] = OrderedDict()
        self._credit = _MOST

    def take(self, chat_id: str) -> ChatState | None:
        """The state after the last commit here, or None when it has to be read."""
        state = self._states.pop(chat_id, None)
        if state is None:
            return None
        if self._credit <= 0:
            self._credit += 1
            return None
        return state

    def put(self, state: ChatState) -> None:
        """Remember the state an acknowledged commit has left."""
        self._states[state.chat_id] = state
        self._states.move_to_end(state.chat_id)
        if len(self._states) > _SIZE:
            self._states.popitem(last=False)

    def was_right(self, right: bool) -> None:
        """Tell whether a state that was taken was still the latest."""
        self._credit = min(_MOST, self._credit + 1) if right else self._credit - _PENALTY
