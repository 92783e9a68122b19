"""Replace the own variables."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain import variables


@dataclass(frozen=True, slots=True)
class SetVariables:
    user_id: str
    form: bytes


async def handle(parts: Parts, ctx: CallContext, command: SetVariables) -> bytes:
    """The whole as JSON. Raises ValueInvalid."""
    after = await change(parts, ctx, command.user_id, lambda now: variables.replace(now, command.form))
    return after.variables or b"{}"
