"""The client's address in a commit: personal data of the actor, sealed with the actor's key.

`enc:1:` and base64, bound to the actor and the time of the commit (epoch milliseconds), so that it
cannot be moved to another's commit. It travels sealed, in the log and on the bus; once the actor's
key is dropped it opens to the empty text.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidTag

from kernel.privacy.fields import MARK, SealedFieldBroken
from kernel.privacy.keyring import Key, KeyRing


def seal_address(key: Key, actor: str, time_ms: int, address: str) -> str:
    """The sealed form; empty for a forgotten actor."""
    sealed = key.seal(address.encode(), _context(actor, time_ms))
    return "" if sealed is None else MARK + base64.b64encode(sealed).decode()


async def open_address(keys: KeyRing, actor: str, time_ms: int, sealed: str) -> str:
    """The address, or the empty text when the actor is forgotten. Raises SealedFieldBroken."""
    if not sealed:
        return ""
    key = keys.cached(actor)
    if key is None:
        key = (await keys.fetch((actor,)))[actor]
    return open_with(key, actor, time_ms, sealed)


def open_with(key: Key, actor: str, time_ms: int, sealed: str) -> str:
    """As `open_address`, with a key that is at hand."""
    try:
        raw = base64.b64decode(sealed.removeprefix(MARK), validate=True)
        return key.open(raw, _context(actor, time_ms)).decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise SealedFieldBroken(f"the address of a commit of {actor} was changed or moved") from None


def _context(actor: str, time_ms: int) -> bytes:
    return f"address:{actor}:{time_ms}".encode()
