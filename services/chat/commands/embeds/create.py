"""Open a workspace to visitors of other sites."""

from __future__ import annotations

import uuid

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.workspaces.numbers import EMBED, Numbers
from services.chat.domain.embeds.embed import decide_create
from services.chat.domain.workspaces.values import Form
from services.chat.queries.embeds import find
from services.chat.queries.workspaces.find import load


def stream_of(embed_id: str) -> str:
    """The stream of an embed."""
    return f"embed-{embed_id}"


async def handle(store: EventStore, ctx: CallContext, numbers: Numbers, slug: str, form: Form) -> str:
    """Make an embed of a workspace; returns its id. Raises WorkspaceNotFound, EmbedRefused."""
    embed_id = str(uuid.uuid4())

    async def work(tx: Transaction) -> None:
        workspace = (await load(tx, slug)).state
        held = await find.held(tx, workspace.workspace_id)
        number = await numbers.take(tx, EMBED)
        events = decide_create(embed_id, number, workspace.workspace_id, workspace.owner_id, held, form)
        await tx.append(stream_of(embed_id), 0, events)

    await store.execute(ctx, work)
    return embed_id
