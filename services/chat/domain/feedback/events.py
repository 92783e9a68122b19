"""What happens to feedback. Each class has a message of the same name in
parlance.chat.v1.feedback_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """Somebody rated an answer. `data`, `meta` and `snapshot` are JSON objects, the last two or empty."""

    feedback_id: str
    owner_id: str
    kind: str
    data: bytes
    meta: bytes
    snapshot: bytes


@dataclass(frozen=True, slots=True)
class FeedbackChanged:
    """The rating was changed; what is empty stays as it was."""

    feedback_id: str
    owner_id: str
    kind: str
    data: bytes
    meta: bytes
    snapshot: bytes


@dataclass(frozen=True, slots=True)
class FeedbackDeleted:
    """The rating was taken back; it counts no more."""

    feedback_id: str
    owner_id: str
