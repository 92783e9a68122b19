"""parlance.auth.v1.EvaluationConfig."""

from __future__ import annotations

import json
from typing import Any

from parlance.auth.v1 import evaluation_pb2 as pb
from parlance.auth.v1.evaluation_settings_pb2 import EvaluationSettings

from kernel.context import CallContext
from services.auth.commands.config import change_section
from services.auth.commands.parts import Parts
from services.auth.domain.config import evaluation


class EvaluationConfig:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def GetEvaluation(self, request: pb.GetEvaluationRequest, ctx: CallContext) -> pb.Evaluation:
        return _told(await self._parts.config.section(EvaluationSettings))

    async def UpdateEvaluation(self, request: pb.UpdateEvaluationRequest, ctx: CallContext) -> pb.Evaluation:
        wanted: dict[str, Any] = {}
        if request.HasField("enable_arena"):
            wanted["ENABLE_EVALUATION_ARENA_MODELS"] = request.enable_arena
        if request.HasField("arena_models"):
            wanted[evaluation.POOLS] = json.loads(request.arena_models)
        command = change_section.ChangeSection(evaluation.NAME, wanted)
        return _told((await change_section.handle(self._parts, ctx, command)).message)


def _told(now: Any) -> pb.Evaluation:
    return pb.Evaluation(enable_arena=now.enable_arena, arena_models=now.arena_models or b"[]")
