"""The section "evaluation": what its values must hold beyond their schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.auth.domain.refusals import ValueInvalid

NAME = "evaluation"
POOLS = "EVALUATION_ARENA_MODELS"
_MOST = 200


def rule(values: Mapping[str, Any]) -> None:
    """Raises ValueInvalid unless the pools are a list of objects."""
    pools = values[POOLS]
    if not isinstance(pools, list) or not all(isinstance(pool, dict) for pool in pools):
        raise ValueInvalid(POOLS, "a list of objects is expected")
    if len(pools) > _MOST:
        raise ValueInvalid(POOLS, f"there may be at most {_MOST}")
