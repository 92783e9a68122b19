"""Reads one pull consumer continuously: requests stay open at the server, so an event arrives at once.

Bounded: at most `window` messages are asked for and not yet taken. While nothing happens, one
request lasts `expires` seconds and the server sends a heartbeat in between; a heartbeat that stays
away twice, a consumer that is gone or a lost connection end the reading with PullBroken.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from typing import Any

import nats.errors

from kernel.bus.nats import Bus

_NANO = 1_000_000_000


class PullBroken(Exception):
    """Reading cannot go on this way: look at stream and consumer again."""


class Pull:
    """An open reading. Use `take` in a loop, then `close`."""

    def __init__(
        self,
        bus: Bus,
        stream: str,
        consumer: str,
        *,
        window: int = 256,
        heartbeat: float = 5.0,
        expires: float = 60.0,
    ) -> None:
        self._bus = bus
        self._subject = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._window = window
        self._heartbeat = heartbeat
        self._expires = expires
        self._inbox = ""
        self._subscription: Any = None
        self._ready: deque[Any] = deque()
        self._asked = 0
        self._event = asyncio.Event()
        self._broken = ""
        self.heard = time.monotonic()
        """When the server was last heard of (monotonic seconds)."""
        self._unwatch = bus.watch(lambda _: self._break("the connection changed"))

    async def start(self) -> None:
        """Subscribe and send the first request. Raises PullBroken."""
        try:
            self._inbox = self._bus.client.new_inbox()
            self._subscription = await self._bus.client.subscribe(self._inbox, cb=self._receive)
        except nats.errors.Error as error:
            raise PullBroken(str(error) or type(error).__name__) from error
        await self._ask()

    async def take(self, at_most: int) -> list[Any]:
        """Wait for messages; returns those at hand, in order. Raises PullBroken."""
        while not self._ready:
            if self._broken:
                raise PullBroken(self._broken)
            self._event.clear()
            try:
                async with asyncio.timeout(self._heartbeat * 2):
                    await self._event.wait()
            except TimeoutError:
                if time.monotonic() - self.heard >= self._heartbeat * 2:
                    self._break("no heartbeat")
        if len(self._ready) <= at_most:
            taken, self._ready = list(self._ready), deque()
        else:
            taken = [self._ready.popleft() for _ in range(at_most)]
        if not self._broken and self._asked + len(self._ready) <= self._window // 2:
            await self._ask()
        return taken

    async def close(self) -> None:
        """Stop reading; messages not taken are dropped here."""
        self._unwatch()
        self._break("closed")
        if self._subscription is not None:
            subscription, self._subscription = self._subscription, None
            try:
                await subscription.unsubscribe()
            except nats.errors.Error:
                return

    async def _ask(self) -> None:
        count = self._window - self._asked - len(self._ready)
        request = {
            "batch": count,
            "expires": int(self._expires * _NANO),
            "idle_heartbeat": int(self._heartbeat * _NANO),
        }
        try:
            await self._bus.client.publish(self._subject, json.dumps(request).encode(), reply=self._inbox)
        except nats.errors.Error as error:
            self._break(str(error) or type(error).__name__)
            return
        self._asked += count

    async def _receive(self, message: Any) -> None:
        self.heard = time.monotonic()
        headers = message.headers
        status = headers.get("Status") if headers else None
        if status is None or message.reply.startswith("$JS.ACK."):
            self._asked -= 1
            self._ready.append(message)
            self._event.set()
            return
        if status == "100":
            return
        left = int(headers.get("Nats-Pending-Messages", "0"))
        if status == "408" or (status == "409" and left):
            self._asked -= left
            await self._ask()
            return
        self._break(f"{status} {headers.get('Description', '')}".strip())

    def _break(self, reason: str) -> None:
        if not self._broken:
            self._broken = reason
            self._event.set()


def sequence_of(message: Any) -> int:
    """The stream sequence of a message, from its acknowledgement subject."""
    return int(_tokens(message)[-4])


def pending_after(message: Any) -> int:
    """How many messages the consumer has not delivered yet, from the acknowledgement subject."""
    return int(_tokens(message)[-1])


def _tokens(message: Any) -> list[str]:
    # $JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>, or with
    # <domain>.<account hash> after ACK and perhaps a random token at the end.
    tokens: list[str] = message.reply.split(".")
    if len(tokens) == 9:
        return tokens
    return tokens[:11]
