"""Sign out: one session ends everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.domain import session


@dataclass(frozen=True, slots=True)
class SignOut:
    user_id: str
    session_id: str


async def handle(parts: Parts, ctx: CallContext, command: SignOut) -> None:
    """End the session; nothing happens when it or its account is gone already."""
    started = await parts.sessions.started(command.session_id)
    if started is None:
        return
    events = session.revoke(command.user_id, command.session_id, started.expires_at)

    async def work(tx: Transaction) -> None:
        account = await load(tx, command.user_id)
        if account is not None:
            await tx.append(account.stream, account.version, events)

    await parts.store.execute(ctx, work)
    await parts.changes.user(command.user_id)
    await parts.spread.session(command.session_id)
