"""Sign up: a person registers an account."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.parts import Parts
from services.auth.commands.registration import Registered, newcomer, register
from services.auth.domain.refusals import SignupDisabled


@dataclass(frozen=True, slots=True)
class SignUp:
    name: str
    email: str
    password: str
    profile_image_url: str | None


async def handle(parts: Parts, ctx: CallContext, command: SignUp) -> Registered:
    """The account and its session. Raises SignupDisabled, EmailTaken and what `newcomer` raises."""
    current = (await parts.installations.get()).installation
    if current.owner and not current.settings["ENABLE_SIGNUP"]:
        # Refused before the costly hash; what counts is asked again in the transaction.
        current = (await parts.installations.fresh()).installation
        if not current.settings["ENABLE_SIGNUP"]:
            raise SignupDisabled("sign-up is closed, ask an administrator for an account")
    who = newcomer(parts, command.name, command.email, command.password, command.profile_image_url)
    return await register(parts, ctx, who, role=None)
