"""Add, change and delete a memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.chat.domain.memories import events as e
from services.chat.domain.memories.refusals import MemoriesFull, MemoryNotFound, MemoryRefused

KINDS = ("user", "context")
MOST = 5000


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered."""

    memory_id: str
    owner_id: str
    kind: str
    path: str
    content: str


@dataclass(frozen=True, slots=True)
class Form:
    """What was posted; None: as it is."""

    content: str | None = None
    kind: str | None = None
    path: str | None = None


def decide_add(memory_id: str, owner_id: str, form: Form, held: int) -> list[Any]:
    """A memory of a person who has `held` already. Raises MemoryRefused, MemoriesFull."""
    if held >= MOST:
        raise MemoriesFull
    fresh = changed(Memory(memory_id, owner_id, "context", "", ""), form)
    return [e.MemoryAdded(memory_id, owner_id, fresh.kind, fresh.path, fresh.content)]


def decide_change(state: Memory, who: str, form: Form) -> list[Any]:
    """Take over what is given; nothing new: no event. Raises MemoryNotFound, MemoryRefused."""
    _own(state, who)
    after = changed(state, form)
    if after == state:
        return []
    return [e.MemoryChanged(state.memory_id, state.owner_id, after.kind, after.path, after.content)]


def decide_delete(state: Memory, who: str) -> list[Any]:
    """Raises MemoryNotFound."""
    _own(state, who)
    return [e.MemoryDeleted(state.memory_id, state.owner_id)]


def changed(state: Memory, form: Form) -> Memory:
    """The memory with what a form gives. Raises MemoryRefused."""
    kind = state.kind if form.kind is None else form.kind
    content = state.content if form.content is None else form.content
    if kind not in KINDS:
        raise MemoryRefused(f"type is one of {', '.join(KINDS)}")
    if not content.strip():
        raise MemoryRefused("content is empty")
    path = state.path if form.path is None else form.path
    return Memory(state.memory_id, state.owner_id, kind, path, content)


def _own(state: Memory, who: str) -> None:
    if state.owner_id != who:
        raise MemoryNotFound
