"""Give, change and delete feedback."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.chat.domain.feedback import events as e
from services.chat.domain.feedback.refusals import FeedbackNotFound, FeedbackRefused

KNOWN = ("rating", "model_id", "sibling_model_ids", "reason", "comment")
"""What clients find in the data of every feedback, null when it was not given."""
_TEXTS = ("model_id", "reason", "comment")
_MOST_SIBLINGS = 50
_LONGEST_ID = 1000
_LONGEST_RATING = 100


@dataclass(frozen=True, slots=True)
class Form:
    """What was posted: JSON objects as bytes, empty where nothing was."""

    kind: str
    data: bytes = b""
    meta: bytes = b""
    snapshot: bytes = b""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a command needs to know of feedback."""

    feedback_id: str
    owner_id: str


def decide_give(feedback_id: str, owner_id: str, form: Form) -> list[Any]:
    """Feedback of a person. Raises FeedbackRefused."""
    _objects(form)
    return [e.FeedbackGiven(feedback_id, owner_id, form.kind, _data(form.data), form.meta, form.snapshot)]


def decide_change(state: Feedback, who: str, admin: bool, form: Form) -> list[Any]:
    """Replace what is given. Raises FeedbackNotFound, FeedbackRefused."""
    _within_reach(state, who, admin)
    _objects(form)
    data = _data(form.data) if form.data else b""
    return [e.FeedbackChanged(state.feedback_id, state.owner_id, form.kind, data, form.meta, form.snapshot)]


def decide_delete(state: Feedback, who: str, admin: bool) -> list[Any]:
    """Take it back. Raises FeedbackNotFound."""
    _within_reach(state, who, admin)
    return [e.FeedbackDeleted(state.feedback_id, state.owner_id)]


def _within_reach(state: Feedback, who: str, admin: bool) -> None:
    if state.owner_id != who and not admin:
        raise FeedbackNotFound


def _objects(form: Form) -> None:
    for name in ("data", "meta", "snapshot"):
        _object(name, getattr(form, name))


def _object(name: str, raw: bytes) -> Mapping[str, Any]:
    if not raw:
        return {}
    try:
        value = json.loads(raw, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()  # half of a surrogate pair is no text
    except (ValueError, RecursionError) as error:
        raise FeedbackRefused(f"{name} is not JSON") from error
    if not isinstance(value, dict):
        raise FeedbackRefused(f"{name} must be an object")
    return value


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _data(raw: bytes) -> bytes:
    """The data with the known keys first. Raises FeedbackRefused."""
    given = _object("data", raw)
    data = {**dict.fromkeys(KNOWN), **given}
    if isinstance(data["rating"], bool) or not isinstance(data["rating"], str | int | None):
        raise FeedbackRefused("rating must be a number or a text")
    if len(str(data["rating"])) > _LONGEST_RATING:
        raise FeedbackRefused("rating is too long")
    for key in _TEXTS:
        if not isinstance(data[key], str | None):
            raise FeedbackRefused(f"{key} must be a text")
    if len(data["model_id"] or "") > _LONGEST_ID:
        raise FeedbackRefused("model_id is too long")
    siblings = data["sibling_model_ids"]
    if siblings is not None:
        fits = isinstance(siblings, list) and len(siblings) <= _MOST_SIBLINGS
        if not fits or not all(isinstance(one, str) and len(one) <= _LONGEST_ID for one in siblings):
            raise FeedbackRefused(f"sibling_model_ids must be a list of at most {_MOST_SIBLINGS} texts")
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
