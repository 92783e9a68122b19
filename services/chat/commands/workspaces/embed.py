"""Take documents out of a workspace and others in.

The collection in the knowledge service changes first, the workspace after it: what a crash leaves
between the two is made good by asking again, since both steps may be repeated.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Protocol

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.workspaces.create import stream_of
from services.chat.commands.workspaces.numbers import DOCUMENT, Numbers
from services.chat.domain.workspaces.refusals import FormRefused
from services.chat.domain.workspaces.workspace import Embedding, Workspace, decide_embed, decide_unembed
from services.chat.queries.workspaces.find import reload

MOST = 1000
"""Locations in one request."""


class Collections(Protocol):
    """The document collections of the knowledge service."""

    async def attach(self, ctx: CallContext, collection: str, locations: Sequence[str]) -> Sequence[Any]:
        """Add documents; those that can be searched now, with location, file_id, metadata, tokens."""

    async def detach(self, ctx: CallContext, collection: str, locations: Sequence[str]) -> None:
        """Take documents out."""


async def embed(
    store: EventStore,
    ctx: CallContext,
    numbers: Numbers,
    collections: Collections,
    workspace: Workspace,
    locations: Sequence[str],
) -> None:
    """Take documents in; unknown and unreadable ones are left out."""
    fresh = [location for location in locations if location not in workspace.documents]
    if len(fresh) > MOST:
        raise FormRefused(f"At most {MOST} documents at once.")
    if not fresh:
        return
    attached = await collections.attach(ctx, workspace.collection, fresh)
    if not attached:
        return

    async def work(tx: Transaction) -> None:
        found = await reload(tx, workspace.workspace_id)
        missing = [one for one in attached if one.location not in found.state.documents]
        if not missing:
            return
        first = await numbers.take(tx, DOCUMENT, len(missing))
        embeddings = [
            Embedding(
                number=number,
                document_id=str(uuid.uuid4()),
                location=one.location,
                file_id=one.file_id,
                metadata=one.metadata,
                tokens=one.tokens_estimate,
            )
            for number, one in enumerate(missing, first)
        ]
        events = decide_embed(found.state, embeddings)
        await tx.append(stream_of(workspace.workspace_id), found.version, events)

    await store.execute(ctx, work)


async def unembed(
    store: EventStore,
    ctx: CallContext,
    collections: Collections,
    workspace: Workspace,
    locations: Sequence[str],
) -> None:
    """Take documents out; those that are not in change nothing."""
    known = [location for location in locations if location in workspace.documents]
    if known:
        await collections.detach(ctx, workspace.collection, known)
        await forget(store, ctx, workspace.workspace_id, known)


async def forget(store: EventStore, ctx: CallContext, workspace_id: str, locations: Sequence[str]) -> None:
    """Record that documents are no longer in a workspace."""

    async def work(tx: Transaction) -> None:
        found = await reload(tx, workspace_id)
        await tx.append(stream_of(workspace_id), found.version, decide_unembed(found.state, locations))

    await store.execute(ctx, work)
