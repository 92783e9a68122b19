"""Secrets at rest: password hashes by account, and digests of keys.

Plain documents, written in the transaction of the event they belong to and kept out of the events:
a log that is published must not carry them. A key is found by the SHA-256 of its 128 random bits or
more; whether it still counts is decided by the views, not by its presence here.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pymongo import DeleteMany, DeleteOne, IndexModel, InsertOne, ReplaceOne

from kernel.eventstore.model import Write
from services.auth.domain import scim_token
from services.auth.domain.developer import ALPHABET, formed

PASSWORDS = "password_hashes"
KEYS = "key_digests"


@dataclass(frozen=True, slots=True)
class FoundKey:
    """What a key stands for."""

    key_id: str
    user_id: str


def password_set(user_id: str, password_hash: str) -> Write:
    """The account's password is this one now."""
    return Write(
        PASSWORDS, ReplaceOne({"_id": user_id}, {"_id": user_id, "hash": password_hash}, upsert=True)
    )


def key_added(secret: str, key_id: str, user_id: str) -> Write:
    """A key can be looked up by its digest."""
    return Write(KEYS, InsertOne({"_id": digest(secret), "key_id": key_id, "user_id": user_id}))


def keys_removed(key_ids: Sequence[str]) -> list[Write]:
    """Keys cannot be looked up any more."""
    return [Write(KEYS, DeleteMany({"key_id": {"$in": list(key_ids)}}))] if key_ids else []


def account_removed(user_id: str) -> list[Write]:
    """Nothing secret of an account is left."""
    return [
        Write(PASSWORDS, DeleteOne({"_id": user_id})),
        Write(KEYS, DeleteMany({"user_id": user_id})),
    ]


def new_api_key() -> str:
    """`sk-` and 32 hexadecimal digits (128 random bits)."""
    return f"sk-{secrets.token_hex(16)}"


def new_developer_key() -> str:
    """Four groups of seven capital letters or digits (145 random bits)."""
    return formed([secrets.choice(ALPHABET) for _ in range(28)])


def new_scim_token() -> str:
    """`scim-` and 40 hexadecimal digits (160 random bits)."""
    return f"{scim_token.PREFIX}{secrets.token_hex(20)}"


def digest(secret: str) -> str:
    """What a key is looked up by."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


class Credentials:
    """Reads of these documents, and the one write without an event: a hash of newer parameters."""

    def __init__(self, database: Any) -> None:
        self._passwords = database[PASSWORDS]
        self._keys = database[KEYS]

    async def ensure_indexes(self) -> None:
        """Keys are removed by their id or with their account."""
        await self._keys.create_indexes(
            [IndexModel([("key_id", 1)], name="key_id"), IndexModel([("user_id", 1)], name="user_id")]
        )

    async def password_hash(self, user_id: str) -> str | None:
        """The hash of an account's password."""
        document = await self._passwords.find_one({"_id": user_id})
        return str(document["hash"]) if document else None

    async def rehashed(self, user_id: str, before: str, after: str) -> None:
        """Store a newer hash of the same password, unless the password changed meanwhile."""
        await self._passwords.update_one({"_id": user_id, "hash": before}, {"$set": {"hash": after}})

    async def key(self, secret: str) -> FoundKey | None:
        """What a key stands for, or stood for."""
        document = await self._keys.find_one({"_id": digest(secret)})
        return FoundKey(document["key_id"], document["user_id"]) if document else None
