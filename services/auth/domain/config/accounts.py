"""The section "accounts": what its values must hold beyond their schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.auth.domain.refusals import NotSupported, ValueInvalid
from services.auth.domain.values import lifetime_seconds

NAME = "accounts"
KEYS_SWITCH = "ENABLE_API_KEYS"
COUNTS = ("FOLDER_MAX_FILE_COUNT", "AUTOMATION_MAX_COUNT", "AUTOMATION_MIN_INTERVAL")
"""Whole numbers kept as text, the way clients read them; empty means no limit."""
_UNENFORCED = ("ENABLE_MFA", "ENABLE_API_KEYS_ENDPOINT_RESTRICTIONS")


def rule(values: Mapping[str, Any]) -> None:
    """Raises NotSupported for a switch this server could store but not enforce, and ValueInvalid."""
    for key in _UNENFORCED:
        if values[key]:
            raise NotSupported(f"{key} is not supported by this server", field=key)
    lifetime_seconds(values["JWT_EXPIRES_IN"])
    for key in COUNTS:
        if values[key] and not (values[key].isascii() and values[key].isdigit()):
            raise ValueInvalid(key, "a whole number is expected")
