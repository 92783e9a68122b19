"""The inference service, asked on the caller's behalf."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import grpc.aio
import msgspec
from parlance.inference.v1 import engine_pb2 as pb
from parlance.inference.v1 import engine_pb2_grpc as stubs

from kernel.context import CallContext
from services.chat.adapters.failures import answering
from services.chat.domain.workspaces.refusals import AnswerFailed, FormRefused

_json = msgspec.json.Encoder()
_NO_MODEL = frozenset({"MODEL_NOT_FOUND", "MODEL_ACCESS_DENIED"})


class Engine:
    """Calls parlance.inference.v1.Engine."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._engine = stubs.EngineStub(channel)

    async def complete(
        self, ctx: CallContext, model: str, messages: list[dict[str, Any]], parameters: dict[str, Any]
    ) -> AsyncGenerator[pb.CompleteReply, None]:
        """The replies of a completion as they come; closing the generator stops the model.
        Raises AnswerFailed, and FormRefused when there is no such model or the caller may not use it."""
        request = pb.CompleteRequest(
            model=model,
            messages=_json.encode(messages),
            parameters=_json.encode(parameters) if parameters else b"",
        )
        call = self._engine.Complete(request, metadata=ctx.outgoing(), timeout=ctx.remaining())
        try:
            with answering():
                async for reply in call:
                    yield reply
        except AnswerFailed as error:
            if error.details["cause"] in _NO_MODEL:
                raise FormRefused(str(error)) from error
            raise
        finally:
            call.cancel()
