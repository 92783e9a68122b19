"""Update the own profile."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain import user
from services.auth.domain.values import birth_date, display_name, profile_image


@dataclass(frozen=True, slots=True)
class UpdateProfile:
    user_id: str
    name: str
    profile_image_url: str
    bio: str
    gender: str
    date_of_birth: str


async def handle(parts: Parts, ctx: CallContext, command: UpdateProfile) -> user.User:
    """The account with its new profile. Raises ValueInvalid."""
    wanted = user.Profile(
        display_name(command.name),
        profile_image(await parts.images.settled(command.profile_image_url)),
        command.bio,
        command.gender,
        birth_date(command.date_of_birth),
    )
    return await change(parts, ctx, command.user_id, lambda now: user.update_profile(now, wanted))
