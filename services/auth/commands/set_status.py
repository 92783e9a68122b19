"""Set the own status message."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain import user


@dataclass(frozen=True, slots=True)
class SetStatus:
    user_id: str
    emoji: str
    message: str
    expires_at: int


async def handle(parts: Parts, ctx: CallContext, command: SetStatus) -> None:
    """Empty values clear the status."""
    await change(
        parts,
        ctx,
        command.user_id,
        lambda now: user.set_status(now, command.emoji, command.message, command.expires_at),
    )
