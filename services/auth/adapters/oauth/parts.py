"""What sign-in with identity providers works with, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.auth.adapters.configs import Configs, Current
from services.auth.adapters.oauth.attempts import Attempts
from services.auth.adapters.oauth.discovery import Discovery
from services.auth.adapters.oauth.exchange import Exchange
from services.auth.adapters.oauth.key_sets import KeySets
from services.auth.adapters.oauth.pictures import Pictures
from services.auth.adapters.oauth.provider_sessions import ProviderSessions
from services.auth.adapters.oauth.tokens import Tokens
from services.auth.adapters.oauth.wire import Wire
from services.auth.domain.oauth.settings import SECTION, Settings, settings_of


class Providers:
    """The section `oauth`, read once per change."""

    def __init__(self, config: Configs) -> None:
        self._config = config
        self._read: tuple[Current, Settings] | None = None

    async def now(self) -> Settings:
        """The settings as they were ten seconds ago at most."""
        current = await self._config.current(SECTION)
        if self._read is None or self._read[0] is not current:
            self._read = current, settings_of(current.values)
        return self._read[1]


@dataclass(frozen=True, slots=True)
class OAuthParts:
    """See the module."""

    providers: Providers
    wire: Wire
    discovery: Discovery
    tokens: Tokens
    exchange: Exchange
    attempts: Attempts
    sessions: ProviderSessions
    pictures: Pictures


async def assemble(config: Configs, database: Any, ring: Any) -> OAuthParts:
    """The parts, with their indexes made."""
    wire = Wire()
    tokens = Tokens(KeySets(wire))
    parts = OAuthParts(
        providers=Providers(config),
        wire=wire,
        discovery=Discovery(wire),
        tokens=tokens,
        exchange=Exchange(wire, tokens),
        attempts=Attempts(database, ring),
        sessions=ProviderSessions(database, ring),
        pictures=Pictures(wire),
    )
    await parts.attempts.ensure_indexes()
    await parts.sessions.ensure_indexes()
    return parts
