"""Settings of the chat service."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.config import CommonSettings, Positive


@dataclass(frozen=True, slots=True)
class Settings(CommonSettings):
    """What the chat service reads beside the common settings."""

    chat_document_bytes: Positive = 48 * 1024 * 1024
    """Largest chat document taken, in bytes."""
    chat_change_bytes: Positive = 10 * 1024 * 1024
    """Most that one transaction may add to a chat, in bytes: it has to fit MongoDB's cache. More
    is recorded in several."""
    chat_messages: Positive = 50_000
    """Most messages a posted history may have."""
    chat_context_tokens: Positive = 8192
    """Tokens that a question to a workspace, its context and the answer may have together."""
    chat_answer_tokens: Positive = 1024
    """Tokens that the answer of a workspace may have."""
