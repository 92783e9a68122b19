"""Say who may use a workspace beside its owner."""

from __future__ import annotations

from collections.abc import Sequence

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.workspaces.create import stream_of
from services.chat.domain.workspaces.workspace import decide_leave, decide_members
from services.chat.queries.workspaces.find import reload


async def assign(
    store: EventStore, ctx: CallContext, workspace_id: str, user_ids: Sequence[str], *, keep: bool
) -> None:
    """Set the members, or with `keep` add these. Raises WorkspaceNotFound, FormRefused."""

    async def work(tx: Transaction) -> None:
        found = await reload(tx, workspace_id)
        await tx.append(stream_of(workspace_id), found.version, decide_members(found.state, user_ids, keep))

    await store.execute(ctx, work)


async def leave(store: EventStore, ctx: CallContext, workspace_id: str, user_id: str) -> None:
    """Somebody is no member any more; nothing happens when they were none. Raises WorkspaceNotFound."""

    async def work(tx: Transaction) -> None:
        found = await reload(tx, workspace_id)
        await tx.append(stream_of(workspace_id), found.version, decide_leave(found.state, user_id))

    await store.execute(ctx, work)
