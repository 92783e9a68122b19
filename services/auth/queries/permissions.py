"""What an account may do as a plain user: what everybody may, and what its groups permit."""

from __future__ import annotations

from services.auth.adapters.memberships import memberships_of
from services.auth.commands.parts import Parts


async def permissions_of(parts: Parts, user_id: str) -> bytes:
    """The tree of permissions as JSON."""
    current = await parts.installations.get()
    return current.permissions_with((await memberships_of(parts.store, user_id)).granted)
