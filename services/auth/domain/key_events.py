"""What happens to named API keys and SCIM tokens: the dataclasses of key_events.proto."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ApiKeyAdded:
    user_id: str
    key_id: str
    name: str
    scopes: tuple[str, ...]
    expires_at: int
    hint: str


@dataclass(frozen=True, slots=True)
class ApiKeyRemoved:
    user_id: str
    key_id: str


@dataclass(frozen=True, slots=True)
class ScimTokenCreated:
    user_id: str
    key_id: str
    provider: str
    view: str
    name: str
    hint: str
    created_by: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class ScimTokenRevoked:
    user_id: str
    key_id: str
