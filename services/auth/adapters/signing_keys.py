"""Ed25519 keys that sign session and access tokens.

The first process makes one; a new one is made when the newest is `days` old. A new key is published
at once and signs ten minutes later, when every cache of public keys has seen it. The key before
stays published until the last access token it signed has expired, and verifies sessions for good.
Private keys are stored sealed under a key of the key ring, which the master key wraps.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pymongo.errors import DuplicateKeyError

from kernel.identity.tokens import LEEWAY, LIFETIME
from kernel.mongo import rows

COLLECTION = "signing_keys"
SUBJECT = "installation:signing-keys"
OVERLAP = 600
"""Seconds between the publication of a key and its first signature."""
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One generation."""

    generation: int
    kid: str
    private: Ed25519PrivateKey
    public: Ed25519PublicKey
    raw: bytes
    signs_from: int


class SigningKeys:
    """All generations; `load` before first use, `keep_fresh` in the background."""

    def __init__(self, database: Any, ring: Any, days: int, clock: Callable[[], float] = time.time) -> None:
        self._keys = database[COLLECTION]
        self._ring = ring
        self._age = days * _DAY
        self._clock = clock
        self._loaded: dict[str, SigningKey] = {}
        self._read_at = 0.0

    @property
    def current(self) -> SigningKey:
        """The key that signs now."""
        now = self._clock()
        return max(
            (key for key in self._loaded.values() if key.signs_from <= now),
            key=lambda key: key.generation,
        )

    def published(self) -> list[SigningKey]:
        """The keys an access token may be signed with now or soon, oldest first."""
        ordered = sorted(self._loaded.values(), key=lambda key: key.generation)
        horizon = self._clock() - LIFETIME - 2 * LEEWAY
        gone = [key for key, after in pairwise(ordered) if after.signs_from < horizon]
        return [key for key in ordered if key not in gone]

    def verifying(self) -> dict[str, Ed25519PublicKey]:
        """Public keys by kid, of every generation."""
        return {kid: key.public for kid, key in self._loaded.items()}

    async def verifying_key(self, kid: str) -> Ed25519PublicKey | None:
        """The public key of a kid; another replica's new key is found too."""
        if kid not in self._loaded and self._clock() - self._read_at > 2:
            await self._read()
        known = self._loaded.get(kid)
        return known.public if known else None

    async def load(self) -> None:
        """Read all generations; make the first, or the next when it is due."""
        await self._read()
        now = int(self._clock())
        newest = max(self._loaded.values(), key=lambda key: key.generation, default=None)
        if newest is None:
            await self._make(1, now, now)
        elif now - newest.signs_from >= self._age:
            await self._make(newest.generation + 1, now, now + OVERLAP)

    async def _make(self, generation: int, now: int, signs_from: int) -> None:
        private = Ed25519PrivateKey.generate()
        kid = _thumbprint(private.public_key().public_bytes_raw())
        sealer = await self._ring.get_or_create(SUBJECT)
        document = {
            "_id": generation,
            "kid": kid,
            "sealed": sealer.seal(private.private_bytes_raw(), kid.encode()),
            "created_at": now,
            "signs_from": signs_from,
        }
        # When another replica made this generation first, its key is the one.
        with contextlib.suppress(DuplicateKeyError):
            await self._keys.insert_one(document)
        await self._read()

    async def _read(self) -> None:
        documents = await rows(self._keys.find({}))
        self._read_at = self._clock()
        for document in documents:
            kid = document["kid"]
            if kid in self._loaded:
                continue
            opener = (await self._ring.fetch((SUBJECT,)))[SUBJECT]
            private = Ed25519PrivateKey.from_private_bytes(opener.open(document["sealed"], kid.encode()))
            public = private.public_key()
            self._loaded[kid] = SigningKey(
                document["_id"], kid, private, public, public.public_bytes_raw(), document["signs_from"]
            )


def _thumbprint(raw: bytes) -> str:
    """RFC 7638 thumbprint of an OKP key (RFC 8037)."""
    x = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    canonical = f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'
    return base64.urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).rstrip(b"=").decode()
