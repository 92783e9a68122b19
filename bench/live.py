"""200 socket.io clients in one channel over two gateways: how long until a posted message has reached each.

Clients speak Engine.IO 4 over WebSocket with as little of their own as possible, so that what is
measured is the server; their share of the CPU is in it all the same.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from contextlib import AsyncExitStack
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from bench.measure import Figure, settle
from bench.processes import free_port, python
from bench.system import System

CLIENTS = 200
PEOPLE = 20
MESSAGES = 40
PAUSE = 0.25
PASSWORD = "a long pass phrase for the benchmark"


async def live(system: System, token: str) -> list[tuple[Figure, str]]:
    """Latency from the request to each client's frame, over all clients and messages."""
    config = system.call("GET", "/api/v1/auths/admin/config", token)
    system.call("POST", "/api/v1/auths/admin/config", token, {**config, "ENABLE_CHANNELS": True})
    people = [_person(system, token, number) for number in range(PEOPLE)]
    form = {"name": "crowd", "type": "group", "user_ids": [one["id"] for one in people]}
    channel = system.call("POST", "/api/v1/channels/create", token, form)["id"]
    port = free_port()
    environment = {**system.layout.environment(), "PARLANCE_PORT": str(port)}
    with python("services.gateway", port=port, env={**os.environ, **environment}) as second:
        system.processes.append(second)
        try:
            return [(await _measured(system, [system.port, port], people, channel, token), "p99 250 ms")]
        finally:
            system.processes.remove(second)


async def _measured(
    system: System, ports: list[int], people: list[dict[str, Any]], channel: str, token: str
) -> Figure:
    arrived: dict[str, list[float]] = {}
    async with AsyncExitStack() as stack:
        for number in range(CLIENTS):
            url = f"ws://127.0.0.1:{ports[number % 2]}/ws/socket.io/?EIO=4&transport=websocket"
            socket = await stack.enter_async_context(connect(url, compression=None))
            await _introduce(socket, people[number % PEOPLE]["token"])
            task = asyncio.create_task(_listen(socket, arrived))
            stack.callback(task.cancel)
        await settle(system)
        before, began = system.cpu(), time.perf_counter()
        sent = {}
        for number in range(MESSAGES):
            content = f"message {number}"
            arrived[content] = []
            sent[content] = time.perf_counter()
            path = f"/api/v1/channels/{channel}/messages/post"
            await asyncio.to_thread(system.call, "POST", path, token, {"content": content})
            await asyncio.sleep(PAUSE)
        await asyncio.sleep(2)
        used, seconds = system.cpu() - before, time.perf_counter() - began
    latencies = sorted(1000 * (at - sent[content]) for content, times in arrived.items() for at in times)
    lost = CLIENTS * MESSAGES - len(latencies)
    return Figure(
        "message in a channel to 200 clients, 2 gateways",
        CLIENTS,
        len(latencies) / seconds,
        latencies[len(latencies) // 2],
        latencies[int(len(latencies) * 0.99)],
        1000 * used / max(1, len(latencies)),
        lost,
    )


async def _introduce(socket: ClientConnection, token: str) -> None:
    """Engine.IO open, socket.io connect. https://socket.io/docs/v4/engine-io-protocol/"""
    assert str(await socket.recv()).startswith("0")
    await socket.send("40" + json.dumps({"token": token}))
    reply = str(await socket.recv())
    assert reply.startswith("40"), reply


async def _listen(socket: ClientConnection, arrived: dict[str, list[float]]) -> None:
    async for frame in socket:
        at = time.perf_counter()
        if frame == "2":
            await socket.send("3")
        elif isinstance(frame, str) and '"type":"message"' in frame:
            body = json.loads(frame[2:])[1]
            arrived[body["data"]["data"]["content"]].append(at)


def _person(system: System, token: str, number: int) -> dict[str, Any]:
    form = {
        "name": f"Live {number}",
        "email": f"live{number}@example.org",
        "password": PASSWORD,
        "role": "user",
    }
    system.call("POST", "/api/v1/auths/add", token, form)
    found: dict[str, Any] = system.call("POST", "/api/v1/auths/signin", "", form)
    return found
