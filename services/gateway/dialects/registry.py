"""Which dialect speaks on which surface."""

from __future__ import annotations

from collections.abc import Mapping

from parlance.options.v1 import options_pb2 as options

from services.gateway.dialects.anythingllm import AnythingLLM
from services.gateway.dialects.base import Dialect
from services.gateway.dialects.ollama import Ollama
from services.gateway.dialects.openai import OpenAI
from services.gateway.dialects.scim import Scim

SCIM = b"/api/v1/scim"


def dialects() -> Mapping[int, Dialect]:
    """One dialect per surface."""
    return {
        options.SURFACE_UNSPECIFIED: Dialect(),
        options.SURFACE_OPENWEBUI: Dialect(),
        options.SURFACE_ANYTHINGLLM: AnythingLLM(),
        options.SURFACE_OPENAI: OpenAI(),
        options.SURFACE_OLLAMA: Ollama(),
        options.SURFACE_SCIM: Scim(),
    }


def dialect_of(table: Mapping[int, Dialect], raw_path: bytes, developer: bool) -> Dialect:
    """Who answers for a path no route knows."""
    if raw_path == SCIM or raw_path.startswith(SCIM + b"/"):
        return table[options.SURFACE_SCIM]
    return table[options.SURFACE_ANYTHINGLLM if developer else options.SURFACE_OPENWEBUI]
