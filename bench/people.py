"""Lists, searches and filters over 1,000 accounts and then over 100,000 with 1,000 groups."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlencode

from pymongo import AsyncMongoClient

from bench import crowd
from bench.load import request
from bench.measure import Figure, run
from bench.system import System

FEW, MANY = 1_000, 100_000
GROUPS, MEMBERS = 1_000, 100
PAGE = 30
Path = Callable[[random.Random], str]


def questions(size: int) -> Iterator[tuple[str, Path]]:
    """What is asked: title and the path of one request."""

    def users(**query: object) -> str:
        return "/api/v1/users/?" + urlencode(query)

    def scim(**query: object) -> str:
        return "/api/v1/scim/v2/Users?" + urlencode(query, quote_via=quote)

    last = size // PAGE
    yield "list, first page", lambda dice: users(page=1)
    yield "list, any page", lambda dice: users(page=dice.randint(1, last))
    yield "list by name, any page", lambda dice: users(page=dice.randint(1, last), order_by="name")
    yield "list by last use", lambda dice: users(page=1, order_by="last_active_at", direction="desc")
    yield "search by part of a name", lambda dice: users(query=f"{dice.randrange(size):06d}"[1:])
    yield (
        "SCIM userName eq",
        lambda dice: scim(filter=f'userName eq "{crowd.address(dice.randrange(0, size, 10))}"'),
    )
    yield (
        "SCIM emails eq",
        lambda dice: scim(
            filter=f'emails[type eq "work"].value eq "{crowd.address(dice.randrange(0, size, 10))}"'
        ),
    )
    yield "SCIM page", lambda dice: scim(startIndex=dice.randint(1, size - 20), count=20)
    yield "SCIM userName sw", lambda dice: scim(filter=f'userName sw "p{dice.randrange(size):06d}"', count=20)


async def people(system: System, token: str) -> list[tuple[Figure, str]]:
    """Figures of one client. To reach is twice the median over 1,000 accounts."""
    client: AsyncMongoClient[dict[str, object]] = AsyncMongoClient(
        f"mongodb://127.0.0.1:{system.layout.mongo_port}/?directConnection=true"
    )
    database = client["parlance_auth"]
    figures: list[tuple[Figure, str]] = []
    before: dict[str, float] = {}
    first = 0
    for size in (FEW, MANY):
        await crowd.fill(database, crowd.people(first, size))
        first = size
        if size == MANY:
            await crowd.fill(database, crowd.groups(GROUPS, MEMBERS, size))
        for title, path in questions(size):
            dice = random.Random(size)

            def prepare(number: int, path: Path = path, dice: random.Random = dice) -> bytes:
                return request("GET", path(dice), system.port, token)

            figure, _ = await run(system, f"{size:,}: {title}", prepare, clients=1, total=200, warm=20)
            figures.append((figure, f"{2 * before[title]:.1f} ms" if title in before else ""))
            before.setdefault(title, figure.p50)
    await client.close()
    return figures
