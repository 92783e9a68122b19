"""The events of the small account book that the kernel's own tests record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class AccountOpened:
    """An account exists."""

    owner_id: str
    name: str = ""
    portrait: bytes = b""
    tags: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    limit: int = 0


@dataclass(frozen=True)
class MoneyMoved:
    """An amount came in (or left, when negative)."""

    cents: int


@dataclass(frozen=True)
class AccountClosed:
    """Nothing moves any more."""

    reason: str
