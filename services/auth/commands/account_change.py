"""The shape most commands on one account share: load, decide, append, tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.domain.refusals import UserNotFound
from services.auth.domain.user import User, evolve

Decide = Callable[[User], Sequence[object]]


async def change(parts: Parts, ctx: CallContext, user_id: str, decide: Decide) -> User:
    """The account after what `decide` made of it. Raises UserNotFound."""

    async def work(tx: Transaction) -> tuple[User, bool]:
        account = await load(tx, user_id)
        if account is None:
            raise UserNotFound("no such account")
        events = decide(account.user)
        if events:
            await tx.append(account.stream, account.version, events)
        return after(account.user, events), bool(events)

    user, changed = await parts.store.execute(ctx, work)
    if changed:
        await parts.changes.user(user_id)
    return user


def after(user: User, events: Sequence[object]) -> User:
    """The account after some events that do not end it."""
    state = reduce(evolve, events, user)  # type: ignore[arg-type]
    if state is None:
        raise ValueError("these events end the account")
    return state
