"""Tokens that sign somebody in once: only a digest is kept, for six minutes; a new one voids the old."""

from __future__ import annotations

import datetime
import time
from typing import Any

from pymongo import DeleteMany, IndexModel, InsertOne

from kernel.eventstore.model import Write
from services.auth.adapters.credentials import digest, new_developer_key

COLLECTION = "sign_in_tokens"
PREFIX = "allm-tat-"
LIFETIME = 360
"""Seconds."""


def new_token() -> str:
    """The prefix and 145 random bits in the form of a developer key."""
    return PREFIX + new_developer_key()


def issued(token: str, user_id: str, now: int) -> list[Write]:
    """This token, and no other, signs the account in."""
    until = datetime.datetime.fromtimestamp(now + LIFETIME, datetime.UTC)
    document = {"_id": digest(token), "user_id": user_id, "until": until}
    return [
        Write(COLLECTION, DeleteMany({"user_id": user_id})),
        Write(COLLECTION, InsertOne(document)),
    ]


class SignInTokens:
    """Plain documents that MongoDB drops by itself."""

    def __init__(self, database: Any) -> None:
        self._tokens = database[COLLECTION]

    async def ensure_indexes(self) -> None:
        """By account, and for their end."""
        ends = IndexModel([("until", 1)], name="until", expireAfterSeconds=60)
        await self._tokens.create_indexes([ends, IndexModel([("user_id", 1)], name="user_id")])

    async def use(self, token: str) -> str | None:
        """The account of a token, which is gone from now on; None when it is no good."""
        found = await self._tokens.find_one_and_delete({"_id": digest(token)})
        if found is None or found["until"].replace(tzinfo=datetime.UTC).timestamp() < time.time():
            return None
        return str(found["user_id"])
