"""Revoke sessions: an administrator ends all sessions of an account."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain.events import SessionsRevoked


@dataclass(frozen=True, slots=True)
class RevokeSessions:
    user_id: str


async def handle(parts: Parts, ctx: CallContext, command: RevokeSessions) -> None:
    """Raises UserNotFound."""
    known = await parts.accounts.fresh(command.user_id)
    await change(parts, ctx, command.user_id, lambda now: [SessionsRevoked(now.id)])
    if known is not None:
        await parts.spread.account(command.user_id, known.version)
