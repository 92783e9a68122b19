"""What auth has taken back: which tokens are no longer good, before they expire.

Fed by auth's events from the bus. Four effects: an event of one account makes tokens stale that
were made from an older version of its stream; an event of one session or key ends that session; an
event of a group's members makes tokens stale that were made from older memberships of each account
it names; an event of what everybody may do makes every token stale that was made from an older
version of the installation's stream. No clock decides.
Entries are kept for longer than a token lives, then forgotten. While the feed is silent or catching
up nothing is known to be good for longer than `MAX_AGE_WITHOUT_FEED`: `max_age` says so to the caches.

Which event has which effect is in EFFECTS; the user is the `user-<id>` of the event's stream, the
session or key the event's `session_id` or `key_id`, members its `user_ids` with `membership_versions`.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterable

from kernel.identity.tokens import LEEWAY, LIFETIME

KEEP = LIFETIME + LEEWAY + 60
"""Seconds a revocation is remembered, and how far back a follower reads when it starts."""
MAX_AGE_WITHOUT_FEED = 0.75

ACCOUNT = "account"
SESSION = "session"
MEMBERS = "members"
EVERYONE = "everyone"
EFFECTS: dict[str, str] = {
    "UserRoleChanged": ACCOUNT,
    "UserDeleted": ACCOUNT,
    "UserDeactivated": ACCOUNT,
    "UserReactivated": ACCOUNT,
    "UserJobPriorityChanged": ACCOUNT,
    "PasswordChanged": ACCOUNT,
    "SessionsRevoked": ACCOUNT,
    "InstanceProfileChanged": ACCOUNT,
    "SessionRevoked": SESSION,
    "ApiKeyRevoked": SESSION,
    "DeveloperKeyRevoked": SESSION,
    "ApiKeyRemoved": SESSION,
    "ScimTokenRevoked": SESSION,
    "GroupMembersAdded": MEMBERS,
    "GroupMembersRemoved": MEMBERS,
    "GroupRightsChanged": EVERYONE,
    "DefaultPermissionsChanged": EVERYONE,
    "ApiKeysSwitched": EVERYONE,
    "AccountSettingsChanged": EVERYONE,
}


class Revocations:
    """Answers whether a token is still good. `generation` changes whenever an answer may."""

    __slots__ = ("_clock", "_everyone", "_members", "_sessions", "_users", "generation", "max_age")

    def __init__(self, *, trusted: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self.generation = 0
        self.max_age = math.inf if trusted else MAX_AGE_WITHOUT_FEED
        self._users: dict[str, tuple[int, float]] = {}
        self._members: dict[str, tuple[int, float]] = {}
        self._sessions: dict[str, float] = {}
        self._everyone = 0
        self._clock = clock

    @property
    def healthy(self) -> bool:
        """Whether the feed is complete up to now."""
        return self.max_age == math.inf

    def feed_is(self, healthy: bool) -> None:
        """Tell whether the feed is complete up to now."""
        if healthy != self.healthy:
            self.max_age = math.inf if healthy else MAX_AGE_WITHOUT_FEED
            self.generation += 1

    def apply(
        self,
        kind: str,
        stream: str,
        version: int,
        session: str,
        members: Iterable[tuple[str, int]] = (),
    ) -> None:
        """Take note of one of auth's events; events without an effect are ignored.

        `members` are the accounts a change of members names, with the versions their memberships got.
        """
        effect = EFFECTS.get(kind)
        if effect is None:
            return
        now = self._clock()
        if effect == ACCOUNT:
            _raise(self._users, stream.removeprefix("user-"), version, now)
        elif effect == MEMBERS:
            for user, changed in members:
                _raise(self._members, user, changed, now)
        elif effect == SESSION:
            self._sessions.pop(session, None)
            self._sessions[session] = now
        else:
            self._everyone = max(self._everyone, version)
        self._forget(now - KEEP)
        self.generation += 1

    def verdict(
        self,
        user: str,
        session: str,
        user_version: int,
        rights_version: int,
        membership_version: int = sys.maxsize,
    ) -> str:
        """Empty when the token is good, else the reason: SESSION_REVOKED or TOKEN_STALE."""
        if session in self._sessions:
            return "SESSION_REVOKED"
        changed = self._users.get(user)
        if changed is not None and user_version < changed[0]:
            return "TOKEN_STALE"
        moved = self._members.get(user)
        if moved is not None and membership_version < moved[0]:
            return "TOKEN_STALE"
        return "TOKEN_STALE" if rights_version < self._everyone else ""

    def _forget(self, before: float) -> None:
        for versions in (self._users, self._members):
            for user, (_, seen) in list(versions.items()):
                if seen >= before:
                    break
                del versions[user]
        for session, seen in list(self._sessions.items()):
            if seen >= before:
                break
            del self._sessions[session]


def _raise(versions: dict[str, tuple[int, float]], user: str, version: int, now: float) -> None:
    """Note a version of a user, never a lower one, as the latest that was heard of."""
    known = versions.pop(user, (0, 0.0))[0]
    versions[user] = (max(known, version), now)
