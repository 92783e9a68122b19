"""Add a user: an administrator registers an account for somebody."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands.parts import Parts
from services.auth.commands.registration import Registered, newcomer, register
from services.auth.domain.values import known_role


@dataclass(frozen=True, slots=True)
class AddUser:
    name: str
    email: str
    password: str
    profile_image_url: str | None
    role: str


async def handle(parts: Parts, ctx: CallContext, command: AddUser) -> Registered:
    """The account and a session to hand over. Raises EmailTaken and what `newcomer` raises."""
    role = known_role(command.role)
    image = await parts.images.settled(command.profile_image_url or "")
    who = newcomer(parts, command.name, command.email, command.password, image)
    return await register(parts, ctx, who, role)
