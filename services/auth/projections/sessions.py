"""Views `sessions` (each session's beginning) and `revoked_sessions` (those ended one by one).

Two collections, because a session begins on a stream of its own and ends on its account's: each
can be replayed alone, and a revocation never depends on the order. Sessions that an identity provider
vouched for have `provider` and `idp_session`, the provider's name of its own session. Documents go some
time after the session would have expired anyway.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from pymongo import IndexModel, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.events import SessionRevoked, SessionStarted

SESSIONS = "sessions"
REVOKED = "revoked_sessions"
_TTL = IndexModel([("until", 1)], name="until", expireAfterSeconds=3600)
_BY_USER = IndexModel([("user_id", 1), ("started_at", -1)], name="user")
_BY_PROVIDER = IndexModel(
    [("provider", 1), ("idp_session", 1)],
    name="provider",
    partialFilterExpression={"provider": {"$exists": True}},
)


class SessionsView(Projection):
    """See the module."""

    name = "sessions"
    collections = (SESSIONS, REVOKED)
    indexes = {SESSIONS: (_TTL, _BY_USER, _BY_PROVIDER), REVOKED: (_TTL,)}  # noqa: RUF012

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        match recorded.event:
            case SessionStarted(session_id, user_id, epoch, started_at, expires_at, provider, idp_session):
                document = {
                    "_id": session_id,
                    "_stream": recorded.stream,
                    "user_id": user_id,
                    "epoch": epoch,
                    "started_at": started_at,
                    "expires_at": expires_at,
                    "until": _moment(expires_at),
                }
                if provider:
                    document |= {"provider": provider, "idp_session": idp_session}
                yield Write(SESSIONS, ReplaceOne({"_id": session_id}, document, upsert=True))
            case SessionRevoked(_, session_id, expires_at):
                document = {
                    "_id": session_id,
                    "_stream": recorded.stream,
                    "until": _moment(expires_at),
                }
                yield Write(REVOKED, ReplaceOne({"_id": session_id}, document, upsert=True))


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
