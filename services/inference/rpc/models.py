"""The merged list of models: parlance.inference.v1.Models."""

from __future__ import annotations

from parlance.inference.v1 import models_pb2 as pb

from kernel.context import CallContext
from services.inference.adapters.catalog import Catalog


class ModelsServicer:
    """Answers from the catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def ListModels(self, request: pb.ListModelsRequest, ctx: CallContext) -> pb.ListModelsReply:
        """Every model the caller may use."""
        snapshot = await self._catalog.snapshot(refresh=request.refresh)
        return pb.ListModelsReply(json=snapshot.merged if self._catalog.may_use(ctx.who) else b'{"data":[]}')
