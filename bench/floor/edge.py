"""The bare floor, outer half: the least an ASGI application can do to answer through one gRPC call."""

from __future__ import annotations

import sys
from typing import Any

import grpc.aio
import uvicorn

PLAIN = [(b"content-type", b"application/json")]
EVENTS = [(b"content-type", b"text/event-stream")]


class Edge:
    """GET /: one call. GET /stream: 200 messages, one body part each."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.unary: Any = None
        self.stream: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            channel = grpc.aio.insecure_channel(self.target)
            self.unary = channel.unary_unary("/floor.Floor/Echo", None, None)
            self.stream = channel.unary_stream("/floor.Floor/Stream", None, None)
            while True:
                message = await receive()
                await send({"type": message["type"] + ".complete"})
                if message["type"] == "lifespan.shutdown":
                    return
        if scope["path"] == "/stream":
            await send({"type": "http.response.start", "status": 200, "headers": EVENTS})
            async for part in self.stream(b"200"):
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
            return
        body = await self.unary(b"")
        await send({"type": "http.response.start", "status": 200, "headers": PLAIN})
        await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(
        Edge(f"127.0.0.1:{sys.argv[2]}"),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )
