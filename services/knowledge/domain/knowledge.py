"""Collections of files: knowledge bases, the documents of a workspace, posted texts.

State is what a command needs to know, read from the view in the command's transaction: a knowledge
base may hold ten thousand files, and adding one must not replay them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.knowledge.domain import events as e
from services.knowledge.domain import refusals

KNOWLEDGE = "knowledge"
WORKSPACE = "workspace"
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A collection and, of its files, those the command asks about."""

    user_id: str = ""
    kind: str = KNOWLEDGE
    name: str = ""
    description: str = ""
    held: frozenset[str] = frozenset()
    """Files of the command that are in the collection."""
    same_text: frozenset[str] = frozenset()
    """Other files of the collection whose text equals that of the file to be added."""

    @property
    def exists(self) -> bool:
        """Whether there is a collection to work on."""
        return bool(self.user_id)


def _present(state: Knowledge) -> None:
    if not state.exists:
        raise refusals.KnowledgeNotFound("There is no such knowledge base.")


def decide_create(
    state: Knowledge, knowledge_id: str, user_id: str, kind: str, name: str, description: str, grants: bytes
) -> list[Any]:
    """Make an empty collection; an existing one stays as it is."""
    if kind == KNOWLEDGE and not name.strip():
        raise refusals.Malformed("A knowledge base needs a name.")
    if state.exists:
        return []
    return [e.KnowledgeCreated(knowledge_id, user_id, kind, name, description, grants)]


def decide_update(
    state: Knowledge, knowledge_id: str, name: str, description: str, grants: bytes | None
) -> list[Any]:
    """Change name, description and, unless None, the grants."""
    _present(state)
    if not name.strip():
        raise refusals.Malformed("A knowledge base needs a name.")
    events: list[Any] = []
    if (name, description) != (state.name, state.description):
        events.append(e.KnowledgeUpdated(knowledge_id, state.user_id, name, description))
    if grants is not None:
        events.append(e.KnowledgeAccessChanged(knowledge_id, grants))
    return events


def decide_add(state: Knowledge, knowledge_id: str, file_id: str, user_id: str) -> list[Any]:
    """Add a file; again: nothing. A knowledge base holds no text twice."""
    _present(state)
    if file_id in state.held:
        return []
    if state.kind == KNOWLEDGE and state.same_text:
        raise refusals.DuplicateContent("A file with the same content is already in this knowledge base.")
    return [e.FileAddedToKnowledge(knowledge_id, file_id, user_id)]


def decide_remove(state: Knowledge, knowledge_id: str, file_ids: tuple[str, ...]) -> list[Any]:
    """Take files out; those that are not in it are skipped."""
    _present(state)
    return [e.FileRemovedFromKnowledge(knowledge_id, f) for f in file_ids if f in state.held]


def decide_reset(state: Knowledge, knowledge_id: str) -> list[Any]:
    """Take all files out; `state.held` names them."""
    _present(state)
    return [e.KnowledgeReset(knowledge_id, tuple(sorted(state.held)))] if state.held else []


def decide_delete(state: Knowledge, knowledge_id: str) -> list[Any]:
    """Remove the collection; `state.held` names its files."""
    _present(state)
    return [e.KnowledgeDeleted(knowledge_id, state.user_id, tuple(sorted(state.held)))]
