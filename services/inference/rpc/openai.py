"""The OpenAI protocol: parlance.inference.v1.OpenAI."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing

import msgspec
from parlance.common.v1.common_pb2 import Frame
from parlance.inference.v1 import openai_pb2 as pb

from kernel.context import CallContext
from services.inference.adapters.catalog import Catalog
from services.inference.adapters.dialects import Embedding, OpenAIChat, peek, values
from services.inference.adapters.quota import Spend
from services.inference.adapters.relay import Relay
from services.inference.domain import catalog as shapes


class OpenAIServicer:
    """Answers from the catalog, or passes on to a backend."""

    def __init__(self, catalog: Catalog, relay: Relay, spend: Spend) -> None:
        self._spend = spend
        self._catalog = catalog
        self._relay = relay

    async def ListModels(self, request: pb.OpenAIModelsRequest, ctx: CallContext) -> pb.OpenAIModelsReply:
        """All models, or those of one backend."""
        allowed = self._catalog.may_use(ctx.who)
        if not request.HasField("url_idx"):
            snapshot = await self._catalog.snapshot()
            return pb.OpenAIModelsReply(json=snapshot.openai if allowed else b'{"data":[]}')
        listing = await self._catalog.listing("openai", request.url_idx)
        rows = [
            dict(m.raw) if listing.kind == "openai" else shapes.openai_model(m, listing.kind)
            for m in listing.models
            if allowed
        ]
        return pb.OpenAIModelsReply(json=msgspec.json.encode({"object": "list", "data": rows}))

    async def ChatCompletions(
        self, request: pb.OpenAIRequest, ctx: CallContext
    ) -> AsyncGenerator[Frame, None]:
        """A chat completion."""
        await self._spend(ctx)
        asked = peek(request.body)
        places = await self._catalog.find(asked.model or "", ctx.who)
        dialect = OpenAIChat(asked.model or "", bool(asked.stream), request.body)
        async with aclosing(self._relay.frames(dialect, places)) as frames:
            async for frame in frames:
                yield frame

    async def Embeddings(self, request: pb.OpenAIRequest, ctx: CallContext) -> pb.OpenAIEmbeddingsReply:
        """Embeddings of one text or several."""
        body = values(request.body)
        model = str(body.get("model") or "")
        places = await self._catalog.find(model, ctx.who)
        dialect = Embedding("openai", model, body, time.time())
        return pb.OpenAIEmbeddingsReply(json=await self._relay.document(dialect, places))
