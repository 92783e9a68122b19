"""The workspace aggregate: state, decisions, and what an event makes of the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from services.chat.domain.workspaces import events as e
from services.chat.domain.workspaces.refusals import DocumentNotFound, FormRefused, WorkspaceNotFound
from services.chat.domain.workspaces.settings import (
    NAME_LENGTH,
    Settings,
    changed,
    initial,
    restored,
    says_anything,
    stored,
)
from services.chat.domain.workspaces.values import Form

MOST_MEMBERS = 10_000


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a workspace."""

    location: str
    file_id: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace as far as commands need to know it; documents by location."""

    exists: bool = False
    workspace_id: str = ""
    owner_id: str = ""
    number: int = 0
    slug: str = ""
    name: str = ""
    settings: Settings = field(default_factory=Settings)
    documents: Mapping[str, Document] = field(default_factory=dict)
    members: tuple[str, ...] = ()

    @property
    def collection(self) -> str:
        """Name of its collection in the knowledge service."""
        return collection_of(self.workspace_id)


@dataclass(frozen=True, slots=True)
class Embedding:
    """A stored document that can be searched now; `metadata` is a JSON object."""

    number: int
    document_id: str
    location: str
    file_id: str
    metadata: bytes
    tokens: int


def collection_of(workspace_id: str) -> str:
    """Name of a workspace's collection in the knowledge service."""
    return f"workspace-{workspace_id}"


def name_of(form: Form) -> str:
    """The name a form gives, cut to what a name may have. Raises FormRefused."""
    name = form.get("name")
    if not isinstance(name, str) or not name:
        raise FormRefused("A workspace needs a name, and a name is a text.")
    return name[:NAME_LENGTH]


def decide_create(
    workspace_id: str, owner_id: str, number: int, slug: str, form: Form
) -> list[e.WorkspaceCreated]:
    """Create a workspace. Raises FormRefused."""
    settings = stored(initial(form))
    return [e.WorkspaceCreated(workspace_id, owner_id, number, slug, name_of(form), settings)]


def decide_change(state: Workspace, form: Form) -> list[e.WorkspaceChanged]:
    """Change name and settings; what stays the same is no event. Raises FormRefused."""
    _there(state)
    if not says_anything(form):
        return []
    name = name_of(form) if "name" in form else state.name
    settings = changed(state.settings, form)
    if (name, settings) == (state.name, state.settings):
        return []
    return [e.WorkspaceChanged(state.workspace_id, state.owner_id, name, stored(settings))]


def decide_embed(state: Workspace, embeddings: Iterable[Embedding]) -> list[e.DocumentEmbedded]:
    """Take documents in; a location that is there already changes nothing."""
    _there(state)
    fresh = {one.location: one for one in embeddings if one.location not in state.documents}
    return [
        e.DocumentEmbedded(
            state.workspace_id,
            state.owner_id,
            one.number,
            one.document_id,
            one.location,
            one.file_id,
            one.metadata,
            one.tokens,
        )
        for one in fresh.values()
    ]


def decide_unembed(state: Workspace, locations: Iterable[str]) -> list[e.DocumentUnembedded]:
    """Take documents out; unknown locations change nothing."""
    _there(state)
    known = [location for location in dict.fromkeys(locations) if location in state.documents]
    return [e.DocumentUnembedded(state.workspace_id, state.owner_id, location) for location in known]


def decide_pin(state: Workspace, location: str, pinned: bool) -> list[e.DocumentPinned]:
    """Pin a document or take the pin away. Raises DocumentNotFound."""
    _there(state)
    document = state.documents.get(location)
    if document is None:
        raise DocumentNotFound
    if document.pinned == pinned:
        return []
    return [e.DocumentPinned(state.workspace_id, state.owner_id, location, pinned)]


def decide_start(state: Workspace, scope: str, chat_id: str) -> list[e.ConversationStarted]:
    """Begin a conversation in place of the former one of the scope."""
    _there(state)
    return [e.ConversationStarted(state.workspace_id, state.owner_id, scope, chat_id)]


def decide_members(state: Workspace, members: Iterable[str], keep: bool) -> list[e.WorkspaceMembersChanged]:
    """Set the members, or add some to those there are. Raises FormRefused for too many."""
    _there(state)
    wanted = tuple(dict.fromkeys((*(state.members if keep else ()), *members)))
    if len(wanted) > MOST_MEMBERS:
        raise FormRefused(f"A workspace has at most {MOST_MEMBERS} members.")
    if wanted == state.members:
        return []
    return [e.WorkspaceMembersChanged(state.workspace_id, state.owner_id, wanted)]


def decide_leave(state: Workspace, user_id: str) -> list[e.WorkspaceMembersChanged]:
    """Somebody is no member any more."""
    _there(state)
    left = tuple(one for one in state.members if one != user_id)
    if left == state.members:
        return []
    return [e.WorkspaceMembersChanged(state.workspace_id, state.owner_id, left)]


def decide_delete(state: Workspace) -> list[e.WorkspaceDeleted]:
    """End a workspace."""
    _there(state)
    return [e.WorkspaceDeleted(state.workspace_id, state.owner_id)]


def evolve(state: Workspace, event: Any) -> Workspace:
    """The state after one event."""
    match event:
        case e.WorkspaceCreated():
            return Workspace(
                exists=True,
                workspace_id=event.workspace_id,
                owner_id=event.owner_id,
                number=event.number,
                slug=event.slug,
                name=event.name,
                settings=restored(event.settings),
            )
        case e.WorkspaceChanged():
            return replace(state, name=event.name, settings=restored(event.settings))
        case e.DocumentEmbedded(location=location):
            added = Document(location, event.file_id)
            return replace(state, documents={**state.documents, location: added})
        case e.DocumentUnembedded():
            left = {place: one for place, one in state.documents.items() if place != event.location}
            return replace(state, documents=left)
        case e.DocumentPinned(location=location):
            pinned = replace(state.documents[location], pinned=event.pinned)
            return replace(state, documents={**state.documents, location: pinned})
        case e.WorkspaceMembersChanged(members=members):
            return replace(state, members=tuple(members))
        case e.ConversationStarted():
            return state
        case e.WorkspaceDeleted():
            return replace(state, exists=False)
    raise TypeError(f"no workspace knows {type(event).__name__}")


def _there(state: Workspace) -> None:
    if not state.exists:
        raise WorkspaceNotFound
