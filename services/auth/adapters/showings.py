"""What other services show to an account: asked in its name, for an administrator's preview.

The access token used for it is limited to reading, named after the preview, and good for half a minute.
"""

from __future__ import annotations

import json
from typing import Any

import grpc.aio
from parlance.inference.v1 import models_pb2, models_pb2_grpc
from parlance.knowledge.v1 import bases_pb2, bases_pb2_grpc

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.rpc.errors import refusal_of

WITHIN = 5.0
SECONDS = 30
"""How long such a token is good for."""
_PAGES = 20


class Showings:
    """Reads of models and knowledge bases."""

    def __init__(self, inference: grpc.aio.Channel, knowledge: grpc.aio.Channel) -> None:
        self._models = models_pb2_grpc.ModelsStub(inference)
        self._bases = bases_pb2_grpc.KnowledgeBasesStub(knowledge)

    async def models(self, ctx: CallContext) -> list[dict[str, Any]]:
        """Id and name of each model the token's account may use. Raises Refusal."""
        reply = await self._ask(self._models.ListModels, models_pb2.ListModelsRequest(), ctx)
        return [{"id": model["id"], "name": model["name"]} for model in json.loads(reply.json)["data"]]

    async def knowledge(self, ctx: CallContext) -> list[dict[str, Any]]:
        """Id, name and description of the knowledge bases it may read, 600 at most. Raises Refusal."""
        found: list[dict[str, Any]] = []
        for page in range(1, _PAGES + 1):
            reply = await self._ask(self._bases.List, bases_pb2.ListKnowledgeRequest(page=page), ctx)
            found += [
                {"id": item.id, "name": item.name, "description": item.description} for item in reply.items
            ]
            if not reply.items or len(found) >= reply.total:
                break
        return found

    async def _ask(self, method: Any, request: Any, ctx: CallContext) -> Any:
        try:
            return await method(request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN))
        except grpc.aio.AioRpcError as error:
            raise refusal_of(error) or Refusal("UNAVAILABLE") from error
