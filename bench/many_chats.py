"""Lists, searches and folders of somebody with 1,000 chats, and then with 100,000 and 1,000,000 messages."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from pymongo import AsyncMongoClient

from bench import chat_crowd as crowd
from bench.load import request
from bench.measure import Figure, run
from bench.system import System

FEW, MANY = 1_000, 100_000
PAGE = 60
Path = Callable[[random.Random], str]


def questions(size: int) -> Iterator[tuple[str, Path]]:
    """What is asked: title and the path of one request."""

    def path(rest: str, **query: object) -> Path:
        return lambda _: f"/api/v1/chats/{rest}?{urlencode(query)}"

    def search(text: str) -> Path:
        return path("search", text=text)

    bare = size * 6 // 10 // PAGE
    yield "list, first page", path("", page=1)
    yield "list, page 10", path("", page=10)
    yield "list, any page", lambda dice: f"/api/v1/chats/?page={dice.randint(1, bare)}"
    yield "list by title", path("", page=1, sort_by="title", sort_dir="asc")
    yield "pinned", path("pinned")
    yield "archived", path("archived", page=1)
    yield "number of archived", path("archived/count")
    yield "shared", path("shared", page=1)
    yield "all tags", path("all/tags")
    yield "chats of a folder", path(f"folder/{crowd.folder_id(3)}/list", page=1)
    yield "folders", lambda _: "/api/v1/folders/"
    yield "search, tag:kelp", search("tag:kelp")
    yield "search, tag:none", search("tag:none")
    yield "search, folder:shed_03", search("folder:shed_03")
    yield "search, archived:true", search("archived:true")
    yield "search, shared:true", search("shared:true")
    yield "search, a word of one chat", lambda dice: search(f"buoy{dice.randrange(size):06d}")(dice)
    yield "search, a word of 100 chats", lambda dice: search(f"pier{dice.randrange(1000):03d}")(dice)
    yield (
        "search, that and a word of all",
        lambda dice: search(f"common pier{dice.randrange(1000):03d}")(dice),
    )
    yield "search, a word of all chats", search("common")


async def many_chats(system: System, token: str) -> list[tuple[Figure, str]]:
    """Figures of one client. To reach is twice the median over 1,000 chats."""
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
        f"mongodb://127.0.0.1:{system.layout.mongo_port}/?directConnection=true"
    )
    database = client["parlance_chat"]
    owner = system.call("GET", "/api/v1/auths/", token)["id"]
    await database.chats.delete_many({"u": owner})
    await crowd.fill(database, crowd.folders(owner))
    figures: list[tuple[Figure, str]] = []
    before: dict[str, float] = {}
    first = 0
    for size in (FEW, MANY):
        await crowd.fill(database, crowd.chats(owner, first, size))
        await database.chat_words.delete_one({"_id": f"user/{owner}"})
        await crowd.fill(database, crowd.found_words(owner, first, size))
        first = size
        for title, path in questions(size):
            dice = random.Random(size)

            def prepare(number: int, path: Path = path, dice: random.Random = dice) -> bytes:
                return request("GET", path(dice), system.port, token)

            figure, _ = await run(system, f"{size:,}: {title}", prepare, clients=1, total=100, warm=10)
            figures.append((figure, f"{2 * before[title]:.1f} ms" if title in before else ""))
            before.setdefault(title, figure.p50)
    await client.close()
    return figures
