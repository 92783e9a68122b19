"""Add to the own free-form information."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain import user


@dataclass(frozen=True, slots=True)
class MergeInfo:
    user_id: str
    form: bytes


async def handle(parts: Parts, ctx: CallContext, command: MergeInfo) -> bytes:
    """The whole as JSON. Raises ValueInvalid."""
    after = await change(parts, ctx, command.user_id, lambda now: user.merge_info(now, command.form))
    return after.info
