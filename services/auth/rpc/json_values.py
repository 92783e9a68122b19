"""JSON from requests."""

from __future__ import annotations

import json
from typing import Any

from services.auth.domain.refusals import ValueInvalid


def json_object(raw: bytes, field: str) -> dict[str, Any]:
    """A JSON object. Raises ValueInvalid naming the field for anything else."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueInvalid(field, "not JSON") from None
    if not isinstance(value, dict):
        raise ValueInvalid(field, "an object is expected")
    return value
