"""Tells every replica that something it may have at hand has changed.

Here at once, elsewhere by a message that is not stored: `user <id>`, `installation` or
`config <section>`. When the bus is out of reach, what others have at hand ends by its age.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from services.auth.adapters.accounts import Accounts
from services.auth.adapters.configs import Configs
from services.auth.adapters.installations import Installations
from services.auth.domain.config import accounts

SUBJECT = "auth.changed"


class Changes:
    """Call after the change is committed."""

    def __init__(
        self,
        accounts: Accounts,
        installations: Installations,
        config: Configs,
        publish: Callable[[str, bytes], Awaitable[None]],
    ) -> None:
        self._accounts = accounts
        self._installations = installations
        self._config = config
        self._publish = publish

    async def user(self, user_id: str) -> None:
        """An account changed."""
        self._accounts.forget(user_id)
        await self._publish(SUBJECT, f"user {user_id}".encode())

    async def installation(self) -> None:
        """Owner or default permissions changed."""
        self._installations.forget()
        await self._publish(SUBJECT, b"installation")

    async def config(self, section: str) -> None:
        """A section of settings changed."""
        self._forget_config(section)
        await self._publish(SUBJECT, f"config {section}".encode())

    async def heard(self, subject: str, payload: bytes) -> None:
        """A message of another replica, or our own."""
        kind, _, value = payload.decode("utf-8", "replace").partition(" ")
        if kind == "user":
            self._accounts.forget(value)
        elif kind == "installation":
            # Said also by processes of older versions, which keep account settings with it.
            self._forget_config(accounts.NAME)
        elif kind == "config":
            self._forget_config(value)

    def _forget_config(self, section: str) -> None:
        self._config.forget(section)
        if section == accounts.NAME:
            self._installations.forget()
