"""Save the settings of the own client."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain import user


@dataclass(frozen=True, slots=True)
class SaveSettings:
    user_id: str
    form: bytes
    tool_servers_allowed: bool


async def handle(parts: Parts, ctx: CallContext, command: SaveSettings) -> bytes:
    """The whole as JSON. Raises ValueInvalid."""
    after = await change(
        parts,
        ctx,
        command.user_id,
        lambda now: user.save_settings(now, command.form, command.tool_servers_allowed),
    )
    return after.settings
