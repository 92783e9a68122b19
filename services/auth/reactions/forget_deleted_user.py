"""When a user was deleted: drop the key of their personal data, and what is kept beside events.

From then on the person's events hold nothing readable, in every service. Running twice changes
nothing.
"""

from __future__ import annotations

from parlance.auth.v1 import events_pb2

from kernel.bus.model import Delivered, Reaction
from kernel.privacy import KeyRing
from services.auth.adapters.activity import Activity
from services.auth.adapters.oauth.provider_sessions import ProviderSessions


class ForgetDeletedUser(Reaction):
    """See the module."""

    name = "forget_deleted_user"
    follows = (events_pb2.UserDeleted,)

    def __init__(self, keys: KeyRing, activity: Activity, vouched: ProviderSessions) -> None:
        self._keys = keys
        self._activity = activity
        self._vouched = vouched

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction."""
        user_id: str = delivered.event.user_id
        await self._keys.forget(user_id)
        await self._activity.forget(user_id)
        await self._vouched.drop_of(user_id)
