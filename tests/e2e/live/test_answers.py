"""What a stock socket.io client sees of a turn, as both releases were recorded, on another gateway."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import httpx
import pytest

from tests.e2e.live.clients import Client, connected
from tests.system import System

ANSWER = "Greetings from the pretended model."


async def new_chat(url: str, headers: dict[str, str]) -> str:
    document = {"title": "Turns", "history": {"messages": {}, "currentId": None}}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60) as http:
        made = (await http.post("/api/v1/chats/new", json={"chat": document})).raise_for_status()
        return str(made.json()["id"])


def asking(chat: str, parent: str | None = None) -> dict[str, Any]:
    """A turn as a page asks for it."""
    question, answer = str(uuid.uuid4()), str(uuid.uuid4())
    message = {
        "id": question,
        "parentId": parent,
        "childrenIds": [answer],
        "role": "user",
        "content": "Are you there?",
        "timestamp": 1_800_000_000,
        "models": ["fake-gpt"],
    }
    return {
        "stream": True,
        "model": "fake-gpt",
        "messages": [{"role": "user", "content": "Are you there?"}],
        "params": {},
        "features": {"web_search": False},
        "variables": {},
        "session_id": "page",
        "chat_id": chat,
        "id": answer,
        "parent_id": parent,
        "parent_message": message,
        "user_message": message,
    }


async def turn(client: Client) -> list[Any]:
    """The events of a turn, up to the one that says the chat is no longer answered in."""
    found: list[Any] = []
    async with asyncio.timeout(60):
        while True:
            name, event, _ = await client.events.get()
            if name != "events":
                continue
            found.append(event)
            told = event["data"]
            if told["type"] == "chat:active" and told["data"]["active"] is False:
                return found


def of(events: list[Any], kind: str) -> list[Any]:
    """The data of the events of a type."""
    return [event["data"].get("data") for event in events if event["data"]["type"] == kind]


async def ask(url: str, headers: dict[str, str], body: dict[str, Any]) -> Any:
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60) as http:
        return (await http.post("/api/chat/completions", json=body)).raise_for_status().json()


async def test_two_turns_of_a_page(system: System, gateways: tuple[str, str]) -> None:
    bob, eve = system.person("Bob"), system.person("Eve")
    chat = await new_chat(system.url, bob.headers)
    first = asking(chat)
    second = asking(chat, first["id"])
    async with connected((gateways[1], bob.token), (gateways[1], eve.token)) as (client, stranger):
        for body in (first, second):
            accepted = await ask(gateways[0], bob.headers, body)
            assert accepted["status"] is True
            assert accepted["task_ids"] == [accepted["task_id"]]
            assert accepted["chat_id"] == chat
            events = await turn(client)
            assert {event["chat_id"] for event in events} == {chat}
            assert events[0]["message_id"] == body["user_message"]["id"]
            assert events[0]["data"]["type"] == "chat:list"
            assert {event["message_id"] for event in events[1:]} == {body["id"]}
            assert of(events, "chat:active") == [
                {"active": True, "folder_id": None},
                {"active": False, "folder_id": None},
            ]
            deltas = [d for d in of(events, "response:completion") if "delta" in d]
            assert {d["type"] for d in deltas} == {"response.output_text.delta"}
            assert "".join(d["delta"] for d in deltas) == ANSWER
            completions = of(events, "chat:completion")
            assert {"content": ANSWER} in completions
            reasons = [c["choices"][0]["finish_reason"] for c in completions if "choices" in c]
            assert reasons == ["stop"]
            done = completions[-1]
            assert done["done"] is True
            assert done["content"] == ANSWER
            assert done["title"] == "Turns"
            assert done["output"][0]["content"] == [{"type": "output_text", "text": ANSWER}]
            assert done["output"][0]["id"] == deltas[0]["item_id"]
            (outlet,) = of(events, "chat:outlet")
            assert [m["id"] for m in outlet["messages"]] == [body["user_message"]["id"], body["id"]]
        assert stranger.events.empty()
    async with httpx.AsyncClient(base_url=system.url, headers=bob.headers) as http:
        stored = (await http.get(f"/api/v1/chats/{chat}")).json()["chat"]["history"]
    assert stored["currentId"] == second["id"]
    assert stored["messages"][second["id"]]["content"] == ANSWER
    assert stored["messages"][second["id"]]["parentId"] == second["user_message"]["id"]
    assert stored["messages"][second["user_message"]["id"]]["childrenIds"] == [second["id"]]


async def test_a_broken_backend_is_told_and_stored(system: System, gateways: tuple[str, str]) -> None:
    bob = system.person("Bob")
    chat = await new_chat(system.url, bob.headers)
    body = {**asking(chat), "max_tokens": 50}
    async with connected((gateways[1], bob.token)) as (client,):
        system.break_provider("cut")
        await ask(gateways[0], bob.headers, body)
        events = await turn(client)
    assert of(events, "chat:message:error")[0]["error"]["content"]
    done = of(events, "chat:completion")[-1]
    assert done["done"] is True
    async with httpx.AsyncClient(base_url=system.url, headers=bob.headers) as http:
        stored = (await http.get(f"/api/v1/chats/{chat}/messages/{body['id']}")).json()
    assert stored["error"] == done["error"]
    assert stored["content"] == done["content"] == "Greetings from"


async def test_a_chat_the_page_keeps_to_itself_is_shown_and_not_recorded(
    system: System, gateways: tuple[str, str]
) -> None:
    bob = system.person("Bob")
    body = asking("local:socket")
    async with connected((gateways[1], bob.token)) as (client,):
        accepted = await ask(gateways[0], bob.headers, body)
        assert accepted["task_ids"]
        events = await turn(client)
    assert of(events, "chat:completion")[-1]["content"] == ANSWER
    async with httpx.AsyncClient(base_url=system.url, headers=bob.headers) as http:
        assert (await http.get("/api/v1/chats/")).json() == []


@pytest.mark.parametrize("stream", [True, False])
async def test_a_page_that_wants_no_stream_gets_the_same_end(
    system: System, gateways: tuple[str, str], stream: bool
) -> None:
    bob = system.person("Bob")
    chat = await new_chat(system.url, bob.headers)
    async with connected((gateways[1], bob.token)) as (client,):
        await ask(gateways[0], bob.headers, {**asking(chat), "stream": stream})
        done = of(await turn(client), "chat:completion")[-1]
    assert done["content"] == ANSWER
    assert json.dumps(done["output"]).count(ANSWER) == 1
