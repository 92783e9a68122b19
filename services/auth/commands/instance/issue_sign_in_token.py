"""Issue a token that signs an account's owner in once."""

from __future__ import annotations

import time
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import sign_in_tokens
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.domain import instance
from services.auth.domain.instance_events import SignInTokenIssued
from services.auth.domain.refusals import UserNotFound


@dataclass(frozen=True, slots=True)
class IssueSignInToken:
    user_id: str


async def handle(parts: Parts, ctx: CallContext, command: IssueSignInToken) -> str:
    """The token; the one before is void. Raises UserNotFound, also for accounts that are suspended."""
    token, now = sign_in_tokens.new_token(), int(time.time())

    async def work(tx: Transaction) -> None:
        account = await load(tx, command.user_id)
        if account is None or instance.suspended(account.user):
            raise UserNotFound("no such account, or it is suspended")
        event = SignInTokenIssued(command.user_id, now + sign_in_tokens.LIFETIME)
        await tx.append(account.stream, account.version, [event])
        await tx.write(*sign_in_tokens.issued(token, command.user_id, now))

    await parts.store.execute(ctx, work)
    await parts.changes.user(command.user_id)
    return token
