"""What is measured, in the order of the table. Each scenario prepares its data through the API."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from bench.live import live
from bench.load import drive, request
from bench.long_chats import long_chats
from bench.many_chats import many_chats
from bench.measure import Figure, run, words
from bench.people import people
from bench.system import System

Scenario = Callable[[System, str], Awaitable[list[tuple[Figure, str]]]]
"""The system and an administrator's token -> figures, each with the figure to reach."""

COMPACTED = 45
"""Seconds after which new vectors are in the index (services/knowledge/adapters/shards.py)."""
PASSWORD = "a long pass phrase for the benchmark"


def sign_up(system: System) -> str:
    """The first account; its session token."""
    account = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    return str(system.call("POST", "/api/v1/auths/signup", body=account)["token"])


def document(messages: int) -> dict[str, Any]:
    """A chat document with a straight line of messages."""
    ids = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"{messages}/{n}")) for n in range(messages)]
    nodes = {}
    for number, node in enumerate(ids):
        nodes[node] = {
            "id": node,
            "parentId": ids[number - 1] if number else None,
            "childrenIds": ids[number + 1 : number + 2],
            "role": "assistant" if number % 2 else "user",
            "content": words(60, number),
            "timestamp": 1_795_000_000 + number,
            "done": True,
        }
    history = {"messages": nodes, "currentId": ids[-1] if ids else None}
    return {"title": f"{messages} messages", "models": ["fake-gpt"], "history": history}


async def session_user(system: System, token: str) -> list[tuple[Figure, str]]:
    payload = request("GET", "/api/v1/auths/", system.port, token)
    figures = []
    for clients, total in ((1, 1000), (16, 4000), (64, 4000)):
        figure, _ = await run(system, "session user", lambda _: payload, clients, total)
        figures.append((figure, "0.6" if clients == 16 else ""))
    return figures


async def chats(system: System, token: str) -> list[tuple[Figure, str]]:
    """Lists and single chats; the account has exactly 60 when this runs first."""
    for _ in range(60):
        chat = system.call("POST", "/api/v1/chats/new", token, {"chat": document(10)})
    listing = request("GET", "/api/v1/chats/?page=1", system.port, token)
    single = request("GET", f"/api/v1/chats/{chat['id']}", system.port, token)
    first, _ = await run(system, "list of 60 chats", lambda _: listing)
    second, _ = await run(system, "one chat of 10 messages", lambda _: single)
    return [(first, "1.0"), (second, "1.0")]


async def appended(system: System, token: str) -> list[tuple[Figure, str]]:
    """One message into chats of three lengths, 16 clients each in chats of their own."""
    figures = []
    for length in (10, 200, 2000):
        body = {"chat": document(length)}
        ids = [system.call("POST", "/api/v1/chats/new", token, body)["id"] for _ in range(16)]

        def prepare(number: int, ids: list[str] = ids) -> bytes:
            message = json.dumps({"role": "user", "content": words(60, number)}).encode()
            path = f"/api/v1/chats/{ids[number % len(ids)]}/messages/post"
            return request("POST", path, system.port, token, message)

        figure, _ = await run(system, f"one message into a chat of {length:,}", prepare, total=640, warm=64)
        figures.append((figure, "3.0"))
    return figures


async def created(system: System, token: str) -> list[tuple[Figure, str]]:
    body = json.dumps({"chat": document(2)}).encode()
    payload = request("POST", "/api/v1/chats/new", system.port, token, body)
    figure, _ = await run(system, "create a chat", lambda _: payload, 64, 1500)
    return [(figure, "2.5, 100 ms")]


async def completion(system: System, token: str) -> list[tuple[Figure, str]]:
    question = {"model": "fake-gpt", "messages": [{"role": "user", "content": "hello"}], "max_tokens": 8}
    payload = request("POST", "/openai/chat/completions", system.port, token, json.dumps(question).encode())
    figures = []
    for clients, total in ((1, 500), (16, 2000), (64, 2000)):
        figure, _ = await run(system, "completion through the proxy", lambda _: payload, clients, total)
        figures.append((figure, "1.0" if clients == 16 else ""))
    return figures


async def streams(system: System, token: str) -> list[tuple[Figure, str]]:
    question = {
        "model": "fake-gpt",
        "messages": [{"role": "user", "content": "hello"}],
        "max_tokens": 200,
        "stream": True,
    }
    payload = request("POST", "/openai/chat/completions", system.port, token, json.dumps(question).encode())
    figures = []
    for clients, total in ((1, 200), (16, 600)):
        figure, _ = await run(system, "stream of 200 chunks", lambda _: payload, clients, total, warm=50)
        figures.append((figure, "60k/s 0.02" if clients == 16 else "first +3 ms"))
    return figures


async def vector_query(system: System, token: str) -> list[tuple[Figure, str]]:
    """10,000 chunks in one collection, embedded by the fake provider."""
    size = 10_000
    name = "bench-collection"
    text = "\n\n".join(words(180, number) + f". Paragraph {number}." for number in range(size // 4))
    for part in range(4):
        body = {"name": f"part-{part}", "content": f"Part {part}. {text}", "collection_name": name}
        system.call("POST", "/api/v1/retrieval/process/text", token, body)
    # New chunks are indexed when the store has been quiet for a while: measured is the steady state.
    await asyncio.sleep(COMPACTED)

    def prepare(number: int) -> bytes:
        query = {"collection_name": name, "query": words(8, 100_000 + number), "k": 5}
        body = json.dumps(query).encode()
        return request("POST", "/api/v1/retrieval/query/doc", system.port, token, body)

    figure, _ = await run(system, "vector query over 10,000 chunks", prepare, total=800, warm=100)
    return [(figure, "2.0")]


async def sign_in(system: System, token: str) -> list[tuple[Figure, str]]:
    body = json.dumps({"email": "ada@example.org", "password": PASSWORD}).encode()
    payload = request("POST", "/api/v1/auths/signin", system.port, "", body)
    figure, _ = await run(system, "sign in", lambda _: payload, 4, 200, warm=20)
    return [(figure, "40/s")]


async def signin_storm(system: System, token: str) -> list[tuple[Figure, str]]:
    """Session reads alone, then while 32 clients sign in without a pause."""
    read = request("GET", "/api/v1/auths/", system.port, token)
    body = json.dumps({"email": "ada@example.org", "password": PASSWORD}).encode()
    enter = request("POST", "/api/v1/auths/signin", system.port, "", body)
    figures = []
    for clients in (1, 4):
        idle, _ = await run(system, "session read, nobody signs in", lambda _: read, clients, 2000)
        storm = asyncio.create_task(drive(system.port, 32, 1_000_000, lambda _: enter, seconds=12))
        await asyncio.sleep(1.0)
        outcome = await drive(system.port, clients, 1_000_000, lambda _: read, seconds=10)
        entered = await storm
        name = f"session read, {entered.rate:.0f} sign-ins/s by 32"
        busy = Figure(
            name, clients, outcome.rate, outcome.quantile(0.5), outcome.quantile(0.99), 0.0,
            outcome.errors + entered.errors,
        )  # fmt: skip
        figures += [(idle, ""), (busy, f"p99 ×{busy.p99 / idle.p99:.1f} of 3")]
    return figures


SCENARIOS: dict[str, Scenario] = {
    "session": session_user,
    "chats": chats,
    "append": appended,
    "create": created,
    "completion": completion,
    "stream": streams,
    "vector": vector_query,
    "signin": sign_in,
    "signin_storm": signin_storm,
    "people": people,
    "live": live,
    "long_chats": long_chats,
    "many_chats": many_chats,
}
