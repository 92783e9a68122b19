"""Set how urgent the background jobs of an account are."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain import user


@dataclass(frozen=True, slots=True)
class SetJobPriority:
    user_id: str
    priority: int


async def handle(parts: Parts, ctx: CallContext, command: SetJobPriority) -> None:
    """Access tokens carry it from now on. Raises UserNotFound, ValueInvalid."""
    await change(parts, ctx, command.user_id, lambda now: user.set_job_priority(now, command.priority))
