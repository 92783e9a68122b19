"""Create a workspace."""

from __future__ import annotations

import secrets
import uuid

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.workspaces.numbers import WORKSPACE, Numbers
from services.chat.domain.workspaces.slugs import slug_of
from services.chat.domain.workspaces.values import Form
from services.chat.domain.workspaces.workspace import decide_create, name_of

SLUG = "workspace-slug"
"""Kind of the claim on a slug."""


def stream_of(workspace_id: str) -> str:
    """The stream of a workspace."""
    return f"workspace-{workspace_id}"


async def handle(store: EventStore, ctx: CallContext, numbers: Numbers, form: Form) -> str:
    """Create the workspace as the caller's; returns its id. Raises FormRefused."""
    base = slug_of(name_of(form)) or str(uuid.uuid4())
    workspace_id = str(uuid.uuid4())

    async def work(tx: Transaction) -> None:
        slug = await _free(tx, base, workspace_id)
        number = await numbers.take(tx, WORKSPACE)
        events = decide_create(workspace_id, ctx.who.id, number, slug, form)
        await tx.append(stream_of(workspace_id), 0, events)

    await store.execute(ctx, work)
    return workspace_id


async def _free(tx: Transaction, base: str, workspace_id: str) -> str:
    """The slug, with eight random digits when it is taken."""
    slug = base
    while True:
        try:
            await tx.claim(SLUG, slug, workspace_id)
            return slug
        except ClaimTaken:
            slug = f"{base}-{secrets.randbelow(90_000_000) + 10_000_000}"
