"""Which conversation of a workspace is meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conversation:
    """The default one (nothing given), that of a session (`scope`), or a person's part of a thread
    (`thread_id`; an empty `user_id` is nobody's part)."""

    scope: str = ""
    thread_id: str = ""
    user_id: str = ""


DEFAULT = Conversation()
