"""What a program tells about a message reaches its owner's clients, and what they have read is marked."""

from __future__ import annotations

import asyncio
import time

import httpx

from tests.e2e.live.clients import connected
from tests.e2e.live.test_socketio import post
from tests.system import System

MESSAGE = "7f6a1d3e-2d0b-4a5a-9a51-0d1f5cf3a001"
DOCUMENT = {
    "title": "Soup",
    "history": {
        "messages": {
            MESSAGE: {"id": MESSAGE, "parentId": None, "childrenIds": [], "role": "assistant", "content": ""}
        },
        "currentId": MESSAGE,
    },
}


async def test_an_event_of_a_message_reaches_its_owner_at_the_other_gateway(
    system: System, gateways: tuple[str, str]
) -> None:
    bob, cy = system.person("Bob"), system.person("Cy")
    chat = (await post(gateways[0], bob, "/api/v1/chats/new", {"chat": DOCUMENT}))["id"]
    told = {"type": "status", "data": {"description": "Stirring", "done": False}}
    async with connected((gateways[1], bob.token), (gateways[1], cy.token)) as (mine, others):
        assert await post(gateways[0], bob, f"/api/v1/chats/{chat}/messages/{MESSAGE}/event", told) is True
        assert await mine.next("status") == {"chat_id": chat, "message_id": MESSAGE, "data": told}
        assert await others.quiet("status")


async def test_a_client_that_opens_a_chat_marks_it_as_read(system: System, gateways: tuple[str, str]) -> None:
    bob = system.person("Bob")
    chat = (await post(gateways[0], bob, "/api/v1/chats/new", {"chat": DOCUMENT}))["id"]
    await post(gateways[0], bob, f"/api/v1/chats/{chat}/unread", {})
    async with (
        connected((gateways[1], bob.token)) as (client,),
        httpx.AsyncClient(base_url=gateways[0], headers=bob.headers, timeout=30) as http,
    ):
        assert await _unread(http)
        read = {"chat_id": chat, "message_id": None, "data": {"type": "last_read_at"}}
        await client.io.emit("events:chat", read)
        until = time.monotonic() + 20
        while await _unread(http):
            assert time.monotonic() < until, "the chat is still unread"
            await asyncio.sleep(0.05)


async def _unread(http: httpx.AsyncClient) -> bool:
    (row,) = (await http.get("/api/v1/chats/")).raise_for_status().json()
    return bool(row["last_read_at"] < row["updated_at"])
