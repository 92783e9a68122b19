"""A process that hashes passwords: one request a line on stdin, one answer a line on stdout.

{"password": text} is answered by {"hash": PHC string}, {"password": text, "against": hash} by
{"matches": bool}. A process of its own, of low priority: in a thread the hashing itself would not
disturb others, but the few steps around it hold the interpreter's lock, and a thread of low priority
that is preempted just then keeps the whole service waiting. It ends with its stdin.
"""

from __future__ import annotations

import json
import os
import signal
import sys

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from services.auth.domain.password_hashes import is_bcrypt

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
NICE = 10
"""A tenth of the share that others get when the cores are busy."""
_BCRYPT_BYTES = 72


def hasher() -> PasswordHasher:
    """argon2id with the parameters of this version."""
    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES, type=Type.ID)


def matches(argon2: PasswordHasher, password: str, stored: str) -> bool:
    """Whether a password is the one of a hash."""
    if is_bcrypt(stored):
        # bcrypt looks at no more, and the systems such hashes come from cut what was longer.
        cut = password.encode("utf-8", "replace")[:_BCRYPT_BYTES]
        return b"\0" not in cut and bcrypt.checkpw(cut, stored.encode("ascii"))
    try:
        return argon2.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def main() -> None:
    """Answer until stdin ends."""
    # Whoever started it ends it; an interrupt at the terminal is not for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICE)
    argon2 = hasher()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        if "against" in asked:
            answer: dict[str, object] = {"matches": matches(argon2, asked["password"], asked["against"])}
        else:
            answer = {"hash": argon2.hash(asked["password"])}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
