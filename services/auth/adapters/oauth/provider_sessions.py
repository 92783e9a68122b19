"""What providers gave for the sign-ins they vouched for: their tokens, sealed with the person's key.

One document per session here, until that session would end. Once a person is forgotten nothing of it
can be read. Times are epoch seconds.
"""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pymongo import DESCENDING, IndexModel

from kernel.mongo import rows

COLLECTION = "oauth_sessions"
_HOUR = 3600
_MOST_LISTED = 1000


@dataclass(frozen=True, slots=True)
class ProviderSession:
    """`expires_at` is when the access token ends."""

    id: str
    user_id: str
    provider: str
    token_type: str
    scope: str
    has: tuple[str, ...]
    """Names of the tokens that are kept."""
    expires_at: int
    created_at: int


class ProviderSessions:
    """Keyed by the id of the session here."""

    def __init__(self, database: Any, ring: Any, clock: Callable[[], float] = time.time) -> None:
        self._kept = database[COLLECTION]
        self._ring = ring
        self._clock = clock

    async def ensure_indexes(self) -> None:
        """By account; MongoDB drops what is over."""
        await self._kept.create_indexes([
            IndexModel([("user_id", 1), ("created_at", DESCENDING)], name="user"),
            IndexModel([("until", 1)], name="until", expireAfterSeconds=_HOUR),
        ])  # fmt: skip

    async def keep(
        self, session_id: str, user_id: str, provider: str, token: Mapping[str, Any], until: int
    ) -> None:
        """Keep the tokens of a sign-in until its session ends."""
        kept = {name: token[name] for name in _TOKENS if isinstance(token.get(name), str) and token[name]}
        key = await self._ring.get_or_create(user_id)
        sealed = key.seal(json.dumps(kept).encode(), session_id.encode())
        if sealed is None:
            return
        now = int(self._clock())
        await self._kept.insert_one({
            "_id": session_id,
            "user_id": user_id,
            "provider": provider,
            "token_type": str(token.get("token_type", "Bearer"))[:40],
            "scope": str(token.get("scope", ""))[:2000],
            "has": sorted(kept),
            "sealed": sealed,
            "expires_at": now + _lifetime(token.get("expires_in")),
            "created_at": now,
            "until": datetime.datetime.fromtimestamp(until, datetime.UTC),
        })  # fmt: skip

    async def of_user(self, user_id: str) -> list[ProviderSession]:
        """All of an account, newest first."""
        found = await rows(
            self._kept.find({"user_id": user_id}, {"sealed": 0})
            .sort([("created_at", DESCENDING)])
            .limit(_MOST_LISTED)
        )
        return [_session(document) for document in found]

    async def get(self, session_id: str) -> ProviderSession | None:
        """That of one session."""
        document = await self._kept.find_one({"_id": session_id}, {"sealed": 0})
        return _session(document) if document else None

    async def id_token(self, session_id: str) -> str:
        """The ID token of a sign-in; "" when there is none, or the person is forgotten."""
        document = await self._kept.find_one({"_id": session_id})
        if document is None:
            return ""
        key = (await self._ring.fetch((document["user_id"],)))[document["user_id"]]
        plain = key.open(bytes(document["sealed"]), session_id.encode())
        return str(json.loads(plain).get("id_token", "")) if plain else ""

    async def drop(self, session_ids: list[str]) -> None:
        """Forget the tokens of some sessions."""
        await self._kept.delete_many({"_id": {"$in": session_ids}})

    async def drop_of(self, user_id: str, provider: str | None = None) -> int:
        """Forget the tokens of an account, of one provider or all; how many there were."""
        query = {"user_id": user_id} if provider is None else {"user_id": user_id, "provider": provider}
        return int((await self._kept.delete_many(query)).deleted_count)


_TOKENS = ("access_token", "refresh_token", "id_token")


def _lifetime(given: Any) -> int:
    try:
        return min(max(int(given), 0), 365 * 24 * _HOUR)
    except (TypeError, ValueError, OverflowError):
        return _HOUR


def _session(document: Mapping[str, Any]) -> ProviderSession:
    return ProviderSession(
        document["_id"],
        document["user_id"],
        document["provider"],
        document["token_type"],
        document["scope"],
        tuple(document["has"]),
        document["expires_at"],
        document["created_at"],
    )
