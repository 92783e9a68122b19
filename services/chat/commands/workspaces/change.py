"""Change name and settings of a workspace, or the pin of a document."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.workspaces.create import stream_of
from services.chat.domain.workspaces.values import Form
from services.chat.domain.workspaces.workspace import decide_change, decide_pin
from services.chat.queries.workspaces.find import load


async def change(store: EventStore, ctx: CallContext, slug: str, form: Form) -> None:
    """Take over what a form gives. Raises WorkspaceNotFound, FormRefused."""

    async def work(tx: Transaction) -> None:
        found = await load(tx, slug)
        events = decide_change(found.state, form)
        await tx.append(stream_of(found.state.workspace_id), found.version, events)

    await store.execute(ctx, work)


async def pin(store: EventStore, ctx: CallContext, slug: str, location: str, pinned: bool) -> None:
    """Pin a document or take the pin away. Raises WorkspaceNotFound, DocumentNotFound."""

    async def work(tx: Transaction) -> None:
        found = await load(tx, slug)
        events = decide_pin(found.state, location, pinned)
        await tx.append(stream_of(found.state.workspace_id), found.version, events)

    await store.execute(ctx, work)
