"""Public keys of providers (RFC 7517), kept for an hour; a key nobody has seen is looked for anew.

A provider that rotates its keys is followed at once. How often an unknown key makes this server ask is
limited, because anybody can name one. Only asymmetric signature keys are taken.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, OKPKey, RSAKey

from services.auth.adapters.oauth.wire import Wire
from services.auth.domain.oauth.failures import AnswerInvalid
from services.auth.domain.oauth.provider import Provider

KEPT = 3600.0
MOST_REFRESHES = 6
REFRESH_WINDOW = 60.0
_MOST_SETS = 100
_MOST_KEYS = 100
_TYPES = ("RSA", "EC", "OKP")
Key = RSAKey | ECKey | OKPKey


class KeySets:
    """Key sets by address."""

    def __init__(self, wire: Wire, clock: Callable[[], float] = time.monotonic) -> None:
        self._wire = wire
        self._clock = clock
        self._sets: OrderedDict[str, tuple[list[Key], float]] = OrderedDict()
        self._refreshes: dict[str, deque[float]] = {}

    async def find(self, provider: Provider, url: str, kid: str | None, key_type: str) -> list[Key]:
        """The keys a token that names `kid` may be signed with: those of that id and type; without an
        id, all of the type. Raises AnswerInvalid, ProviderUnreachable."""
        keys, until = self._sets.get(url, ([], 0.0))
        fitting = _fitting(keys, kid, key_type) if until > self._clock() else []
        if not fitting and self._may_refresh(url):
            fitting = _fitting(await self._fetch(provider, url), kid, key_type)
        if not fitting:
            raise AnswerInvalid("the token is signed with a key the provider does not publish")
        return fitting

    async def _fetch(self, provider: Provider, url: str) -> list[Key]:
        keys = read(await self._wire.get_object(provider, url))
        self._sets[url] = (keys, self._clock() + KEPT)
        self._sets.move_to_end(url)
        if len(self._sets) > _MOST_SETS:
            gone, _ = self._sets.popitem(last=False)
            self._refreshes.pop(gone, None)
        return keys

    def _may_refresh(self, url: str) -> bool:
        now = self._clock()
        times = self._refreshes.setdefault(url, deque(maxlen=MOST_REFRESHES))
        if len(times) == MOST_REFRESHES and times[0] > now - REFRESH_WINDOW:
            return False
        times.append(now)
        return True


def read(document: Mapping[str, Any]) -> list[Key]:
    """The usable keys of a set; what is not understood is passed over. Raises AnswerInvalid."""
    given = document.get("keys")
    if not isinstance(given, list):
        raise AnswerInvalid("the key set has no keys")
    keys: list[Key] = []
    for entry in given[:_MOST_KEYS]:
        if not isinstance(entry, dict) or entry.get("kty") not in _TYPES or entry.get("use", "sig") != "sig":
            continue
        try:
            key = JWKRegistry.import_key({k: v for k, v in entry.items() if k != "key_ops"})
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        if isinstance(key, RSAKey | ECKey | OKPKey) and not key.is_private:
            keys.append(key)
    return keys


def _fitting(keys: list[Key], kid: str | None, key_type: str) -> list[Key]:
    return [key for key in keys if key.key_type == key_type and (kid is None or key.kid == kid)]
