"""Password hashes of other systems that may be brought along: bcrypt and argon2, within bounds.

A hash is only as good as what it costs to check, and checking must not cost too much either: bounds
on its parameters keep an import from stopping everybody's sign-in.
"""

from __future__ import annotations

import re

from services.auth.domain.refusals import ValueInvalid

_BCRYPT = re.compile(r"\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}")
_ARGON2 = re.compile(
    r"\$argon2(?:id|i|d)\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})"
    r"\$([A-Za-z0-9+/]{11,128})\$([A-Za-z0-9+/]{16,172})"
)
MAX_COST = 15
MAX_MEMORY_KIB = 256 * 1024
MAX_PASSES = 10
MAX_LANES = 8


def is_bcrypt(text: str) -> bool:
    """Whether a hash was made with bcrypt, which looks at the first 72 bytes of a password only."""
    return _BCRYPT.fullmatch(text) is not None


def importable(text: str) -> str:
    """The hash itself. Raises ValueInvalid for other kinds and for costs beyond the bounds."""
    if match := _BCRYPT.fullmatch(text):
        if 4 <= int(match[1]) <= MAX_COST:
            return text
        raise ValueInvalid("password_hash", f"a bcrypt hash has a cost of 4 to {MAX_COST}")
    if match := _ARGON2.fullmatch(text):
        memory, passes, lanes = int(match[1]), int(match[2]), int(match[3])
        if 8 * lanes <= memory <= MAX_MEMORY_KIB and 1 <= passes <= MAX_PASSES and 1 <= lanes <= MAX_LANES:
            return text
        raise ValueInvalid("password_hash", "this argon2 hash costs more to check than is allowed")
    raise ValueInvalid("password_hash", "a bcrypt or argon2 hash is expected")
