"""Reactivate a user: the account may be used again. Its keys work, its old sessions stay over."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain import user


@dataclass(frozen=True, slots=True)
class ReactivateUser:
    user_id: str


async def handle(parts: Parts, ctx: CallContext, command: ReactivateUser) -> None:
    """Nothing happens when it is active. Raises UserNotFound."""
    await change(parts, ctx, command.user_id, user.reactivate)
