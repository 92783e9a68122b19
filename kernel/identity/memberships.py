"""Group ids as an access token carries them: packed, and only as many as a call's metadata bears.

Sixteen bytes an id in base64url, in order. A token of `MOST` groups stays below the four kibibytes an
`authorization` value may have; of a person in more, it says only that auth knows them.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Iterable

MOST = 100
"""Groups up to which a token names them."""
ELSEWHERE = "*"
_ID = 16


def pack(groups: Iterable[str] | None) -> str:
    """The claim. Ids are UUIDs. Raises ValueError for others."""
    ids = None if groups is None else sorted(groups)
    if ids is None or len(ids) > MOST:
        return ELSEWHERE
    packed = b"".join(uuid.UUID(group_id).bytes for group_id in ids)
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def unpack(claim: str) -> frozenset[str] | None:
    """The ids; None when the token does not name them. Raises ValueError on garbage."""
    if claim == ELSEWHERE:
        return None
    try:
        packed = base64.b64decode(claim + "=" * (-len(claim) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not a list of group ids") from error
    if len(packed) % _ID:
        raise ValueError("not a list of group ids")
    return frozenset(str(uuid.UUID(bytes=packed[at : at + _ID])) for at in range(0, len(packed), _ID))
