"""Stock python-socketio clients, and two gateways beside each other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import socketio

PATH = "/ws/socket.io/"


class Client:
    """One connected client and what it was sent."""

    def __init__(self) -> None:
        self.io = socketio.AsyncClient(reconnection=False)
        self.events: asyncio.Queue[tuple[str, Any, float]] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.io.on("*", self._take)
        self.io.on("disconnect", self._lost)

    async def connect(self, url: str, token: str | None, **options: Any) -> None:
        """As Open WebUI's page connects."""
        auth = {"token": token} if token is not None else None
        options.setdefault("transports", ["websocket"])
        await self.io.connect(url, socketio_path=PATH, auth=auth, wait_timeout=15, **options)

    async def next(self, kind: str, timeout: float = 10) -> Any:
        """The next `events:channel` of a type; others before it are passed over."""
        async with asyncio.timeout(timeout):
            while True:
                _, data, _ = await self.events.get()
                if isinstance(data, dict) and data.get("data", {}).get("type") == kind:
                    return data

    async def quiet(self, kind: str, seconds: float = 0.5) -> bool:
        """Whether no event of a type comes for a while."""
        try:
            await self.next(kind, seconds)
        except TimeoutError:
            return True
        return False

    async def _take(self, event: str, *args: Any) -> None:
        await self.events.put((event, args[0] if args else None, time.monotonic()))

    async def _lost(self, *_: Any) -> None:
        self.gone.set()


@asynccontextmanager
async def connected(*places: tuple[str, str], **options: Any) -> AsyncIterator[list[Client]]:
    """Clients at `(url, token)`, connected in the block."""
    async with AsyncExitStack() as stack:
        clients = [Client() for _ in places]
        for client, (url, token) in zip(clients, places, strict=True):
            await client.connect(url, token, **options)
            stack.push_async_callback(client.io.disconnect)
        yield clients
