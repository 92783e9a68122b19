"""What happens to settings: the dataclasses of parlance.auth.v1 config events."""

from __future__ import annotations

from dataclasses import dataclass

SUBJECT = "installation"
"""Whose key seals the secrets."""


@dataclass(frozen=True, slots=True)
class ConfigChanged:
    section: str
    values: bytes
    subject: str
    secrets: bytes
    changed: tuple[str, ...]
