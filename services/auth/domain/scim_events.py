"""What providers tell over SCIM: the dataclasses of parlance.auth.v1 SCIM events, on streams `user-<id>`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScimAttributesChanged:
    user_id: str
    provider: str
    attributes: bytes
    made: bool
