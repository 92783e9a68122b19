"""Passages from the knowledge service, asked for on the caller's behalf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import grpc.aio
import msgspec
from parlance.knowledge.v1.retriever_pb2 import RetrieveRequest
from parlance.knowledge.v1.retriever_pb2_grpc import RetrieverStub

from kernel.context import CallContext
from services.inference.domain.grounding import Passage

WITHIN = 30.0
"""Seconds a search may take."""


class KnowledgeRetriever:
    """Calls parlance.knowledge.v1.Retriever. Its refusals (COLLECTION_NOT_FOUND …) reach the caller."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub = RetrieverStub(channel)

    async def __call__(self, ctx: CallContext, collections: Sequence[str], question: str) -> list[Passage]:
        """The passages that answer a question best, best first."""
        request = RetrieveRequest(collections=collections, query=question)
        reply = await self._stub.Retrieve(request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN))
        return [
            Passage(
                text=found.text,
                score=found.score,
                collection=found.collection,
                file_id=found.file_id,
                name=found.name,
                source=found.source,
                page=found.page,
                start_index=found.start_index,
                metadata=_metadata(found.metadata),
            )
            for found in reply.passages
        ]


def _metadata(document: bytes) -> Mapping[str, Any]:
    if not document:
        return {}
    decoded = msgspec.json.decode(document)
    return decoded if isinstance(decoded, dict) else {}
