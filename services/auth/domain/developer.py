"""Developer keys: what they look like, and the account they act as.

A key stands for the installation, not for a person: all keys act as one built-in account, so that
what one made the next can read. A key goes when its maker is deleted or no longer administrator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.auth.domain import events as happened

ACCOUNT_ID = "00000000-0000-4000-8000-0000000de7e1"
"""Id of the built-in account; its stream holds the keys' events."""
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_FORM = re.compile(r"[A-Z0-9]{7}(?:-[A-Z0-9]{7}){3}")


def is_developer_key(text: str) -> bool:
    """Whether a text has the form of a developer key."""
    return _FORM.fullmatch(text) is not None


def formed(letters: Sequence[str]) -> str:
    """A key of 28 random letters (145 bits)."""
    if len(letters) != 28:
        raise ValueError("a developer key has 28 letters")
    return "-".join("".join(letters[at : at + 7]) for at in range(0, 28, 7))


def create(key_id: str, name: str, hint: str, created_by: str, expires_at: int = 0) -> list[object]:
    """A new key."""
    return [happened.DeveloperKeyCreated(ACCOUNT_ID, key_id, name, hint, created_by, expires_at)]


def revoke(key_ids: Sequence[str]) -> list[object]:
    """Keys end."""
    return [happened.DeveloperKeyRevoked(ACCOUNT_ID, key_id) for key_id in key_ids]
