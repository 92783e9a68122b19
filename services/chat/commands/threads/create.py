"""Make a thread in a workspace."""

from __future__ import annotations

import uuid

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.workspaces.create import stream_of
from services.chat.commands.workspaces.numbers import THREAD, Numbers
from services.chat.domain.threads.refusals import ThreadSlugTaken
from services.chat.domain.threads.thread import (
    NOBODY,
    Person,
    Thread,
    asked_name,
    asked_slug,
    decide_create,
    owner_of,
)
from services.chat.domain.workspaces.values import Form
from services.chat.queries.workspaces.find import load

SLUG = "thread-slug"
"""Kind of the claim on a slug."""


async def handle(
    store: EventStore, ctx: CallContext, numbers: Numbers, slug: str, form: Form, person: Person = NOBODY
) -> str:
    """Make a thread in the workspace with this slug; returns its id. Raises WorkspaceNotFound,
    ThreadSlugTaken, FormRefused."""
    thread_id, wanted = str(uuid.uuid4()), asked_slug(form) or str(uuid.uuid4())

    async def work(tx: Transaction) -> None:
        found = await load(tx, slug)
        try:
            await tx.claim(SLUG, wanted, thread_id)
        except ClaimTaken as error:
            raise ThreadSlugTaken from error
        thread = Thread(
            thread_id=thread_id,
            workspace_id=found.state.workspace_id,
            owner_id=owner_of(person.user_id, found.state),
            number=await numbers.take(tx, THREAD),
            slug=wanted,
            name=asked_name(form),
            user_number=person.number,
        )
        await tx.append(stream_of(thread.workspace_id), found.version, decide_create(thread))

    await store.execute(ctx, work)
    return thread_id
