"""The bare floor, inner half: a grpc.aio server that answers one fixed reply, or streams `n` of them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator

import grpc.aio
import uvloop

REPLY = b'{"id":"0b9f6a4e-6f0e-4b8e-9d0a-1a6b1f0e4c55","name":"Ada","role":"admin","email":"ada@example.org"}'


async def echo(request: bytes, context: grpc.aio.ServicerContext[bytes, bytes]) -> bytes:
    """One reply."""
    return REPLY


async def stream(request: bytes, context: grpc.aio.ServicerContext[bytes, bytes]) -> AsyncIterator[bytes]:
    """As many replies as the request says."""
    for _ in range(int(request)):
        yield b'data: {"choices":[{"index":0,"delta":{"content":" word"}}]}\n\n'


async def serve(port: int) -> None:
    """Answer until killed."""
    server = grpc.aio.server()
    handlers = {
        "Echo": grpc.unary_unary_rpc_method_handler(echo),
        "Stream": grpc.unary_stream_rpc_method_handler(stream),
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("floor.Floor", handlers),))
    server.add_insecure_port(f"127.0.0.1:{port}")
    await server.start()
    await server.wait_for_termination()


if __name__ == "__main__":
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    asyncio.run(serve(int(sys.argv[1])))
