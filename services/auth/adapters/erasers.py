"""What auth keeps of a person beside their events, removed when the account is gone.

Password, keys, memberships, claims and identities go with the deletion itself, in its transaction.
"""

from __future__ import annotations

from typing import Any

from kernel.context import CallContext
from kernel.erasure import Counts
from kernel.mongo import rows
from services.auth.adapters.activity import COLLECTION as ACTIVITY
from services.auth.adapters.activity import Activity
from services.auth.adapters.oauth.provider_sessions import ProviderSessions
from services.auth.projections.sessions import SESSIONS

_AT_ONCE = 500


class SessionTraces:
    """What is known of sessions: when they began, and at which identity provider."""

    name = "sessions"

    def __init__(self, database: Any) -> None:
        self._sessions = database[SESSIONS]

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        some = await rows(self._sessions.find({"user_id": user_id}, {"_id": 1}).limit(_AT_ONCE))
        if not some:
            return {}
        gone = await self._sessions.delete_many({"_id": {"$in": [one["_id"] for one in some]}})
        return {"sessions": gone.deleted_count}


class ProviderTokens:
    """Tokens of identity providers, kept for the sessions they vouched for."""

    name = "provider_tokens"

    def __init__(self, kept: ProviderSessions) -> None:
        self._kept = kept

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        return {"provider_tokens": await self._kept.drop_of(user_id)}


class ActivityTraces:
    """When the account was last used."""

    name = "activity"

    def __init__(self, database: Any, activity: Activity) -> None:
        self._activity = activity
        self._documents = database[ACTIVITY]

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        known = await self._documents.find_one({"_id": user_id}) is not None
        await self._activity.forget(user_id)
        return {"activity": 1} if known else {}
