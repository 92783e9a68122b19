"""CPU per unary call of the rpc kit over a bare grpc.aio echo, and of its parts.

    python bench/rpc_overhead.py [calls]

Starts a server process for each variant, calls it with 16 calls in flight and reports the server's
CPU microseconds per call (the steadiest figure on a noisy machine). Bare: generic handler, same
message, nothing else. Kit: access token from the cache, access rule, context, metrics, deadline.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import time
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any

import grpc
import grpc.aio
import psutil
import uvloop
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from parlance.inference.v1 import engine_pb2

from kernel.config import CommonSettings
from kernel.context import CallContext
from kernel.identity import tokens
from kernel.identity.authenticator import Authenticator
from kernel.identity.revocations import Revocations
from kernel.identity.service_credential import ServiceCredential
from kernel.rpc.handlers import Surroundings
from kernel.rpc.server import RpcServer, server_options
from kernel.service import Servicer
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import Tracing, new_traceparent

PATH = "/parlance.inference.v1.Engine/Embed"
REQUEST = engine_pb2.EmbedRequest(model="echo", texts=["x" * 512, "y" * 512])
REPLY = engine_pb2.EmbedReply(vectors=b"\0" * 1024, dimensions=256, model="echo")
IN_FLIGHT = 16
ROUNDS = 5


class Engine:
    """Answers at once."""

    async def Embed(self, request: Any, ctx: CallContext) -> Any:
        return REPLY

    async def Complete(self, request: Any, ctx: CallContext) -> Any:
        yield engine_pb2.CompleteReply()


def _token() -> tuple[str, dict[str, Any]]:
    key = Ed25519PrivateKey.generate()
    now = int(time.time())
    claims = tokens.AccessClaims("user", "user", "session", "s", "ff", 1, now * 1000, now + 300)
    return tokens.sign(claims, "k", key), {"k": key.public_key()}


async def _bare(pipe: Connection) -> None:
    async def embed(request: Any, context: Any) -> Any:
        return REPLY

    server = grpc.aio.server(options=server_options(CommonSettings()))
    unary = grpc.unary_unary_rpc_method_handler(
        embed, engine_pb2.EmbedRequest.FromString, engine_pb2.EmbedReply.SerializeToString
    )
    generic = grpc.method_handlers_generic_handler("parlance.inference.v1.Engine", {"Embed": unary})
    server.add_generic_rpc_handlers((generic,))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    pipe.send((port, ""))
    await server.wait_for_termination()


async def _kit(pipe: Connection) -> None:
    token, keys = _token()
    only_keys: Any = SimpleNamespace(keys=keys)
    auth = Authenticator(
        only_keys,
        Revocations(trusted=True),
        ServiceCredential("bench", "0" * 32),
    )
    around = Surroundings(auth, Metrics(), Tracing())
    server = RpcServer([Servicer("parlance.inference.v1.Engine", Engine())], around, CommonSettings())
    await server.start(0)
    pipe.send((server.port, token))
    await asyncio.Event().wait()


def _serve(kind: str, pipe: Connection) -> None:
    uvloop.run(_bare(pipe) if kind == "bare" else _kit(pipe))


async def _load(port: int, token: str, metadata: bool, calls: int) -> float:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        call = channel.unary_unary(
            PATH, engine_pb2.EmbedRequest.SerializeToString, engine_pb2.EmbedReply.FromString
        )
        pairs = (
            ("x-request-id", "0" * 32),
            ("authorization", f"Bearer {token}"),
            ("traceparent", new_traceparent()),
        )

        async def worker(count: int) -> None:
            for _ in range(count):
                await call(REQUEST, metadata=pairs if metadata else None, timeout=10)

        started = time.perf_counter()
        await asyncio.gather(*(worker(calls // IN_FLIGHT) for _ in range(IN_FLIGHT)))
        return calls / (time.perf_counter() - started)


def _cpu(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def main(calls: int) -> None:
    """Print one line per variant."""
    fork = multiprocessing.get_context("spawn")
    best: dict[str, list[float]] = {}
    running = []
    for name, kind in (("bare", "bare"), ("bare + metadata", "bare"), ("kit", "kit")):
        ours, theirs = fork.Pipe()
        process = fork.Process(target=_serve, args=(kind, theirs), daemon=True)
        process.start()
        port, token = ours.recv()
        running.append((name, process, port, token))
    for _ in range(ROUNDS):
        for name, process, port, token in running:
            assert process.pid is not None
            wants = name != "bare"
            uvloop.run(_load(port, token or "x" * 343, wants, 500))
            before = _cpu(process.pid)
            rate = uvloop.run(_load(port, token or "x" * 343, wants, calls))
            spent = (_cpu(process.pid) - before) / calls * 1e6
            best.setdefault(name, []).append(spent)
            print(f"{name:16} {spent:7.1f} us CPU per call, {rate:7.0f} calls/s", flush=True)
    for name, values in best.items():
        print(f"{name:16} median {sorted(values)[len(values) // 2]:7.1f}  least {min(values):7.1f}")
    for _, process, _, _ in running:
        process.terminate()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
