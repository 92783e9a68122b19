"""What happens to memories. Each class has a message of the same name in parlance.chat.v1.memory_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemoryAdded:
    """A person had something remembered; `path` may be empty."""

    memory_id: str
    owner_id: str
    kind: str
    path: str
    content: str


@dataclass(frozen=True, slots=True)
class MemoryChanged:
    """What is remembered was changed; all of it is told."""

    memory_id: str
    owner_id: str
    kind: str
    path: str
    content: str


@dataclass(frozen=True, slots=True)
class MemoryDeleted:
    """A memory is gone."""

    memory_id: str
    owner_id: str
