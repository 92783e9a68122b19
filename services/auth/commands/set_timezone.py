"""Set the own time zone."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain import user
from services.auth.domain.values import timezone_name


@dataclass(frozen=True, slots=True)
class SetTimezone:
    user_id: str
    timezone: str


async def handle(parts: Parts, ctx: CallContext, command: SetTimezone) -> None:
    """Raises ValueInvalid."""
    timezone = timezone_name(command.timezone)
    await change(parts, ctx, command.user_id, lambda now: user.set_timezone(now, timezone))
