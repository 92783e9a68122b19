"""Settings of the chat service."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.config import CommonSettings, Positive


@dataclass(frozen=True, slots=True)
class Settings(CommonSettings):
    """What the chat service reads beside the common settings."""

    chat_document_bytes: Positive = 32 * 1024 * 1024
    """Largest chat document taken, in bytes."""
    chat_messages: Positive = 50_000
    """Most messages a posted history may have."""
