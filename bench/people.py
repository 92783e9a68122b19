"""Lists, searches and filters over 1,000 accounts and over 100,000 with 1,000 groups.

Two systems stand side by side and are asked in turns, so that other work on the machine slows both alike.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlencode

from pymongo import AsyncMongoClient

from bench import crowd
from bench.load import Outcome, drive, request
from bench.measure import Figure
from bench.system import System, running

FEW, MANY = 1_000, 100_000
GROUPS, MEMBERS = 1_000, 100
PAGE = 30
TURNS, EACH, WARM = 20, 15, 40
OWNER = {"name": "Ada", "email": "ada@example.org", "password": "a long pass phrase for the benchmark"}
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
    yield "SCIM, any startIndex", lambda dice: scim(startIndex=dice.randint(1, size - 20), count=20)
    yield "SCIM userName sw", lambda dice: scim(filter=f'userName sw "p{dice.randrange(size):06d}"', count=20)


async def people(system: System, token: str) -> list[tuple[Figure, str]]:
    """Figures of one client, each with its median beside that of 1,000 accounts."""
    with running(signin_tries="100000", signin_tries_address="100000") as small:
        few = str(small.call("POST", "/api/v1/auths/signup", body=OWNER)["token"])
        await _filled(small, FEW, 0)
        await _filled(system, MANY, GROUPS)
        figures: list[tuple[Figure, str]] = []
        for (title, short), (_, long) in zip(questions(FEW), questions(MANY), strict=True):
            sides = (_Side(small, few, short), _Side(system, token, long))
            for turn in range(TURNS + 1):
                for side in sides:
                    await side.ask(EACH if turn else WARM, counts=turn > 0)
            before, after = (side.figure(title) for side in sides)
            figures.append((before, ""))
            figures.append((after, f"×{after.p50 / before.p50:.1f} of 2"))
    return figures


class _Side:
    """One of the two systems and the questions it is asked."""

    def __init__(self, system: System, token: str, path: Path) -> None:
        self._system, self._token, self._path = system, token, path
        self._dice = random.Random(1)
        self._all = Outcome()

    async def ask(self, count: int, counts: bool) -> None:
        """Some questions by one client."""

        def prepare(_: int) -> bytes:
            return request("GET", self._path(self._dice), self._system.port, self._token)

        outcome = await drive(self._system.port, 1, count, prepare)
        if counts:
            self._all.seconds += outcome.seconds
            self._all.latencies += outcome.latencies
            self._all.statuses += outcome.statuses

    def figure(self, title: str) -> Figure:
        """What it took."""
        found = self._all
        return Figure(title, 1, found.rate, found.quantile(0.5), found.quantile(0.99), 0.0, found.errors)


async def _filled(system: System, size: int, groups: int) -> None:
    url = f"mongodb://127.0.0.1:{system.layout.mongo_port}/?directConnection=true"
    client: AsyncMongoClient[dict[str, object]] = AsyncMongoClient(url)
    await crowd.fill(client["parlance_auth"], crowd.people(0, size))
    if groups:
        await crowd.fill(client["parlance_auth"], crowd.groups(groups, MEMBERS, size))
    await client.close()
