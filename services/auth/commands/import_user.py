"""Import a user of another system, with the hash of the password they have there.

The hash is made anew with our parameters when its owner signs in.
"""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from services.auth.commands import provision_user
from services.auth.commands.parts import Parts
from services.auth.domain.password_hashes import importable


@dataclass(frozen=True, slots=True)
class ImportUser:
    """`role` None means the default role."""

    email: str
    name: str
    password_hash: str
    role: str | None = None
    active: bool = True


async def handle(parts: Parts, ctx: CallContext, command: ImportUser) -> str:
    """The account's id. Raises EmailTaken, EmailInvalid, ValueInvalid."""
    hashed = importable(command.password_hash) if command.password_hash else None
    wanted = provision_user.ProvisionUser(
        command.email, command.name, command.role, command.active, password_hash=hashed
    )
    return await provision_user.handle(parts, ctx, wanted)
