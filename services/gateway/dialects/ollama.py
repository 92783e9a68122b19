"""Errors as Ollama sends them: https://github.com/ollama/ollama/blob/main/docs/api.md"""

from __future__ import annotations

from typing import Any

from services.gateway.dialects.base import Dialect
from services.gateway.errors import Failure


class Ollama(Dialect):
    """Routes on the Ollama surface."""

    name = "ollama"
    statuses = {"VALIDATION_FAILED": 400, "ACCESS_PROHIBITED": 403, "PERMISSION_MISSING": 403}  # noqa: RUF012

    def document(self, status: int, failure: Failure, message: str) -> Any:
        """`{"error": text}`"""
        return {"error": message}
