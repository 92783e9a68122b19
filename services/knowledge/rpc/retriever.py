"""parlance.knowledge.v1.Retriever: passages for other services and internal teams."""

from __future__ import annotations

from parlance.knowledge.v1 import retriever_pb2

from kernel.context import CallContext
from services.knowledge.queries.search import Searcher

MOST = 100


class Retriever:
    """See the proto for what the method promises."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    async def Retrieve(
        self, request: retriever_pb2.RetrieveRequest, ctx: CallContext
    ) -> retriever_pb2.RetrieveReply:
        """The passages that answer a query best."""
        hits = await self._searcher.search(
            ctx,
            list(request.collections),
            request.query,
            limit=min(max(request.limit, 0), MOST),
            file_ids=list(request.file_ids),
        )
        asked = frozenset(request.collections)
        passages = [
            retriever_pb2.Passage(
                id=h.id,
                text=h.text,
                score=max(0.0, min(1.0, h.score)),
                collection=next((c for c in h.collections if c in asked), ""),
                file_id=h.file_id,
                name=h.name,
                page=h.page,
                start_index=h.start,
                source=h.source,
                metadata=h.meta.encode(),
            )
            for h in hits
            if h.score >= request.min_score or request.min_score <= 0
        ]
        return retriever_pb2.RetrieveReply(passages=passages)
