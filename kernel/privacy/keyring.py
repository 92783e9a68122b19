"""Per-subject AES-256-GCM keys, wrapped by the master key, kept in one database for all services.

A subject's key is made when its first personal field is written; of several processes that make it
at once, one wins and the others use its key. `forget` replaces the key by a tombstone, acknowledged
by a majority: from then on nothing of the subject can be decrypted, and nothing personal of it is
stored again. A key that is absent without a tombstone is an error, never an empty answer, so a lost
key database is noticed. Other processes drop their copy when told (`drop`), at the latest when it
is `max_age` seconds old.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kernel.privacy.keystore import KeyStore

_NONCE = 12


class MasterKeyMismatch(RuntimeError):
    """The key database was written under another master key."""


class SubjectKeyMissing(RuntimeError):
    """Encrypted data of a subject for whom there is neither a key nor a tombstone."""

    def __init__(self, subject: str) -> None:
        super().__init__(f"the key of subject {subject} is missing; is this the right key database?")
        self.subject = subject


class ForgottenSubject:
    """What stands in for the key of a forgotten subject: seals to nothing, opens to nothing."""

    def seal(self, plain: bytes, context: bytes) -> bytes | None:
        """None: nothing personal of a forgotten subject is stored."""
        return None

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """The stable placeholder: empty."""
        return b""

    def digest(self, value: bytes) -> bytes:
        """Empty: nothing is told apart any more."""
        return b""


class SubjectKey:
    """A data key in use."""

    __slots__ = ("_cipher", "_digest_key")

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._digest_key = hmac.digest(key, b"parlance digest", "sha256")

    def seal(self, plain: bytes, context: bytes) -> bytes | None:
        """Ciphertext (nonce first) bound to `context`."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """The plain bytes. Raises InvalidTag for a changed text, or one moved from its place."""
        return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], context)

    def digest(self, value: bytes) -> bytes:
        """HMAC-SHA256: tells equal values without telling them."""
        return hmac.digest(self._digest_key, value, "sha256")


class Key(Protocol):
    """A subject's key or what stands in for it."""

    def seal(self, plain: bytes, context: bytes) -> bytes | None:
        """Encrypted bytes, or None when nothing may be stored."""

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Decrypted bytes, or the placeholder."""

    def digest(self, value: bytes) -> bytes:
        """A keyed hash, or the placeholder."""


class KeyRing:
    """Keys by subject with a bounded cache; `forgotten` is told after a key was dropped here."""

    def __init__(
        self,
        store: KeyStore,
        master: bytes,
        *,
        forgotten: Callable[[str], Awaitable[None]] | None = None,
        capacity: int = 10_000,
        max_age: float = 60.0,
    ) -> None:
        self._store = store
        self._master = AESGCM(master)
        self._master_id = hashlib.sha256(b"parlance master key" + master).hexdigest()[:16]
        self._capacity = capacity
        self._max_age = max_age
        self._cache: OrderedDict[str, tuple[Key, float]] = OrderedDict()
        self._drops = 0
        self.forgotten = forgotten
        self.plans: dict[str, Any] = {}
        """Compiled field plans by message name; belongs to kernel.privacy.fields."""

    async def start(self) -> None:
        """Check, and on first use note, which master key the stored keys belong to."""
        if await self._store.note_master(self._master_id) != self._master_id:
            raise MasterKeyMismatch("the key database belongs to another master key")

    def cached(self, subject: str) -> Key | None:
        """The key of a subject if it is at hand."""
        entry = self._cache.get(subject)
        if entry is None:
            return None
        if entry[1] < time.monotonic():
            del self._cache[subject]
            return None
        self._cache.move_to_end(subject)
        return entry[0]

    async def get_or_create(self, subject: str) -> Key:
        """The key to encrypt with; made if the subject has none (outside any transaction)."""
        key = self.cached(subject)
        if key is not None:
            return key
        drops = self._drops
        found = await self._store.read((subject,))
        document = found[0] if found else await self._store.create(subject, self._wrapped(subject))
        return self._admit(document, drops)

    async def fetch(self, subjects: Iterable[str]) -> dict[str, Key]:
        """The keys to decrypt with, in one query for all that are not at hand.

        Raises SubjectKeyMissing for a subject that never had a key here.
        """
        found: dict[str, Key] = {}
        missing = set()
        for subject in subjects:
            key = self.cached(subject)
            if key is None:
                missing.add(subject)
            else:
                found[subject] = key
        if missing:
            drops = self._drops
            for document in await self._store.read(missing):
                found[document["_id"]] = self._admit(document, drops)
            for subject in missing:
                if subject not in found:
                    raise SubjectKeyMissing(subject)
        return found

    async def forget(self, subject: str) -> None:
        """Drop a subject's key for good; repeating it changes nothing."""
        await self._store.bury(subject)
        self.drop(subject)
        if self.forgotten is not None:
            await self.forgotten(subject)

    def drop(self, subject: str) -> None:
        """Remove a subject's key from the cache: another process forgot it."""
        self._drops += 1
        self._cache.pop(subject, None)

    def _wrapped(self, subject: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._master.encrypt(nonce, AESGCM.generate_key(256), _bound(subject))

    def _admit(self, document: Any, drops: int) -> Key:
        subject: str = document["_id"]
        key: Key = ForgottenSubject() if "key" not in document else self._unwrap(subject, document["key"])
        # A drop that came while the query was under way may concern what the query read.
        if drops == self._drops or isinstance(key, ForgottenSubject):
            self._cache[subject] = (key, time.monotonic() + self._max_age)
            if len(self._cache) > self._capacity:
                self._cache.popitem(last=False)
        return key

    def _unwrap(self, subject: str, wrapped: bytes) -> SubjectKey:
        try:
            return SubjectKey(self._master.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _bound(subject)))
        except InvalidTag:
            raise MasterKeyMismatch(f"the key of subject {subject} has another master key") from None


def _bound(subject: str) -> bytes:
    return b"parlance subject key:" + subject.encode()
