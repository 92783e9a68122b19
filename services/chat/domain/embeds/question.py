"""What a visitor asks: read from what pages send, refused where it cannot be a question."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from services.chat.domain.embeds.refusals import EmbedRefused, SessionInvalid
from services.chat.domain.embeds.settings import Settings
from services.chat.domain.workspaces.values import Form, number, text

LENGTH = 20_000
"""Characters of a question; of a prompt the page brings also."""
NAME_LENGTH = 255
HOTTEST = 2.0


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what the page chose for it; None: as the workspace has it."""

    session_id: str
    message: str
    username: str | None = None
    prompt: str | None = None
    model: str | None = None
    temperature: float | None = None


def read_session(value: Any) -> str:
    """The id of a session, as a UUID is written. Raises SessionInvalid."""
    if not isinstance(value, str) or len(value) != 36:
        raise SessionInvalid
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise SessionInvalid from None


def read_question(form: Form, settings: Settings) -> Question:
    """The question of a request. Choices the embed does not leave to pages are passed over. Raises
    SessionInvalid, EmbedRefused."""
    session_id, message = read_session(form.get("sessionId")), form.get("message")
    if not isinstance(message, str) or not message.strip():
        raise EmbedRefused("The message is empty.")
    if len(message) > LENGTH:
        raise EmbedRefused(f"A message has at most {LENGTH} characters.")
    username = text(form.get("username"))
    return Question(
        session_id,
        message,
        username[:NAME_LENGTH] if username else None,
        _chosen(form, "prompt", LENGTH) if settings.prompt else None,
        _chosen(form, "model", NAME_LENGTH) if settings.model else None,
        _heat(form.get("temperature")) if settings.temperature else None,
    )


def _chosen(form: Form, name: str, most: int) -> str | None:
    value = text(form.get(name))
    if value is not None and len(value) > most:
        raise EmbedRefused(f"The {name} has at most {most} characters.")
    return value or None


def _heat(value: Any) -> float | None:
    found = number(value)
    return None if found is None else max(0.0, min(HOTTEST, found))
