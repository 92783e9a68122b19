"""Workspaces by slug, as their view holds them, and as commands decide from them.

Every developer key sees every workspace: keys belong to administrators, and the API knows one list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from kernel.mongo import rows
from services.chat.domain.workspaces.conversation import Conversation
from services.chat.domain.workspaces.refusals import WorkspaceNotFound
from services.chat.domain.workspaces.settings import restored
from services.chat.domain.workspaces.workspace import Document, Workspace
from services.chat.projections.workspaces import CONVERSATIONS, WORKSPACES

WITHOUT_DOCUMENTS = {"d": 0}
Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workspace for a command: its state, the version of its stream, its document of the view."""

    state: Workspace
    version: int
    document: Found


async def by_slug(views: Any, slug: str) -> Found | None:
    """A workspace with its documents, or None."""
    found: Found | None = await views.view(WORKSPACES).find_one({"g": slug})
    return found


async def by_id(views: Any, workspace_id: str) -> Found | None:
    """A workspace with its documents, or None."""
    found: Found | None = await views.view(WORKSPACES).find_one({"_id": workspace_id})
    return found


async def by_number(views: Any, number: int) -> Found | None:
    """A workspace with its documents, or None."""
    found: Found | None = await views.view(WORKSPACES).find_one({"n": number})
    return found


async def of_member(views: Any, user_id: str) -> list[str]:
    """Ids of the workspaces somebody is a member of."""
    return [found["_id"] for found in await rows(views.view(WORKSPACES).find({"a.u": user_id}, {"_id": 1}))]


async def load(views: Any, slug: str) -> Loaded:
    """A workspace for a command. Raises WorkspaceNotFound."""
    return _loaded(await by_slug(views, slug))


async def reload(views: Any, workspace_id: str) -> Loaded:
    """A workspace for a command, by its id. Raises WorkspaceNotFound."""
    return _loaded(await by_id(views, workspace_id))


async def everything(views: Any) -> list[Found]:
    """All workspaces in the order they were made, without documents."""
    cursor = views.view(WORKSPACES).find({}, WITHOUT_DOCUMENTS).sort("n", 1).batch_size(1000)
    return list(await rows(cursor))


async def holding(views: Any, file_id: str) -> list[str]:
    """Ids of the workspaces that have a file."""
    return [found["_id"] for found in await rows(views.view(WORKSPACES).find({"d.f": file_id}, {"_id": 1}))]


async def present_chat(views: Any, workspace_id: str, conversation: Conversation) -> str | None:
    """The present chat of a conversation, if it ever began."""
    query: dict[str, Any] = {"w": workspace_id, "s": conversation.scope}
    if conversation.thread_id:
        query = {"t": conversation.thread_id, "o": conversation.user_id}
    newest = await rows(views.view(CONVERSATIONS).find(query, {"k": 1}).sort("g", -1).limit(1))
    return newest[0]["k"] if newest else None


async def all_chats(views: Any, workspace_id: str, scope: str | None = None) -> list[str]:
    """The chats of a scope, or of all of them, in the order they began."""
    query = {"w": workspace_id} if scope is None else {"w": workspace_id, "s": scope}
    found = await rows(views.view(CONVERSATIONS).find(query, {"k": 1}).sort("g", 1).batch_size(1000))
    return [one["k"] for one in found]


def about_files(document: Found) -> dict[str, Mapping[str, Any]]:
    """What is known of a workspace's documents, by file."""
    return {one["f"]: msgspec.json.decode(one["a"] or "{}", type=dict[str, Any]) for one in document["d"]}


def _loaded(document: Found | None) -> Loaded:
    if document is None:
        raise WorkspaceNotFound
    state = Workspace(
        exists=True,
        workspace_id=document["_id"],
        owner_id=document["u"],
        number=document["n"],
        slug=document["g"],
        name=document["t"],
        settings=restored(document["s"]),
        documents={one["l"]: Document(one["l"], one["f"], one["p"]) for one in document["d"]},
        members=tuple(one["u"] for one in document.get("a", ())),
    )
    return Loaded(state, document["v"], document)
