"""Change an embed."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.embeds.create import stream_of
from services.chat.domain.embeds.embed import MOVES_TO, decide_change
from services.chat.domain.embeds.refusals import EmbedRefused
from services.chat.domain.workspaces.values import Form, whole
from services.chat.queries.embeds import find
from services.chat.queries.workspaces.find import by_number


async def handle(store: EventStore, ctx: CallContext, embed_id: str, form: Form) -> None:
    """Take over what is given. Raises EmbedNotFound, EmbedRefused."""

    async def work(tx: Transaction) -> None:
        found = await find.embed(tx, embed_id)
        target = await _target(tx, form)
        events = decide_change(find.state_of(found), form, target)
        if events:
            await tx.append(stream_of(embed_id), found["v"], events)

    await store.execute(ctx, work)


async def _target(tx: Transaction, form: Form) -> tuple[str, str] | None:
    """Id and owner of the workspace that is to answer from now on."""
    if MOVES_TO not in form:
        return None
    number = whole(form[MOVES_TO])
    workspace = None if number is None else await by_number(tx, number)
    if workspace is None:
        raise EmbedRefused("There is no workspace with this id.")
    return workspace["_id"], workspace["u"]
