"""A stand-in for the inference service: embeds by hashed words, over real gRPC."""

from __future__ import annotations

import asyncio
import hashlib
import math
import re
from array import array
from typing import Any

import grpc
from parlance.inference.v1 import engine_pb2, engine_pb2_grpc

DIMENSIONS = 64


def vector(text: str) -> array[float]:
    """Each word adds to a few dimensions: texts that share words are near each other."""
    values = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", text.lower()):
        digest = hashlib.sha256(word.encode()).digest()
        for place in digest[:4]:
            values[place % DIMENSIONS] += 1.0 if place < 128 else -1.0
    length = math.sqrt(sum(v * v for v in values)) or 1.0
    return array("f", (v / length for v in values))


class FakeEngine(engine_pb2_grpc.EngineServicer):
    """`hold` makes calls wait, `down` refuses them; `texts` counts what was embedded."""

    def __init__(self) -> None:
        self.texts = 0
        self.down = False
        self.hold = asyncio.Event()
        self.hold.set()
        self.model = "words"

    async def Embed(self, request: Any, context: Any) -> Any:
        """See the proto."""
        await self.hold.wait()
        if self.down:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "down")
        self.texts += len(request.texts)
        data = b"".join(vector(t).tobytes() for t in request.texts)
        return engine_pb2.EmbedReply(vectors=data, dimensions=DIMENSIONS, model=self.model)


async def serve(engine: FakeEngine) -> tuple[grpc.aio.Server, int]:
    """Start it on a free port."""
    server = grpc.aio.server()
    engine_pb2_grpc.add_EngineServicer_to_server(engine, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    return server, port
