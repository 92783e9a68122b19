"""What lists, searches and filters of accounts read: an index up to their place, and their own rows.

Asked of MongoDB's profiler, about the very commands the service sends. The number of accounts is small
here; the plans do not depend on it. Figures over 100,000 accounts: `python -m bench people`.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest
import pytest_asyncio

from bench import crowd
from services.auth.adapters.places import APART
from services.auth.adapters.scim import Scope
from services.auth.queries import instance, people
from services.auth.queries.group_members import page as member_page
from services.auth.queries.scim import listing
from services.auth.scim.lists import read_query
from services.auth.scim.resources import GROUP, USER
from tests.integration.auth.harness import Auth, running

PEOPLE, GROUPS, MEMBERS = 2_000, 40, 30
VIEWS = ("users", "activity", "moves", "scim_users", "scim_groups", "groups", "group_members")
EVERYTHING = Scope("", everything=True)
OWN = Scope(crowd.PROVIDER, everything=False)


@pytest_asyncio.fixture(scope="module")
async def crowded(
    mongo_url: str, nats_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Auth]:
    """An auth service with many accounts."""
    prefix = f"t{uuid.uuid4().hex[:10]}_"
    async with running(mongo_url, nats_url, prefix, tmp_path_factory.mktemp("crowd")) as auth:
        database = auth.service.store.database
        await crowd.fill(database, crowd.people(0, PEOPLE))
        await crowd.fill(database, crowd.groups(GROUPS, MEMBERS, PEOPLE))
        yield auth


class Profile:
    """The commands a block sent to a database."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self.commands: list[Any] = []

    async def __aenter__(self) -> Profile:
        await self._database.command("profile", 0)
        await self._database.drop_collection("system.profile")
        await self._database.command("profile", 2)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._database.command("profile", 0)
        # Others work in the background all the while.
        asked = {"$in": [f"{self._database.name}.{name}" for name in VIEWS]}
        planned = {"planSummary": {"$exists": True}, "ns": asked}
        self.commands = await self._database["system.profile"].find(planned).to_list()

    def scans(self) -> list[str]:
        """Commands that read a whole collection. To know its size is none."""
        found = [one for one in self.commands if "COLLSCAN" in one["planSummary"]]
        return [f"{one['ns']} {one.get('command')}" for one in found]

    @property
    def documents(self) -> int:
        """How many documents were read in all."""
        return sum(int(one.get("docsExamined", 0)) for one in self.commands)

    @property
    def keys(self) -> int:
        """How many index keys were read in all."""
        return sum(int(one.get("keysExamined", 0)) for one in self.commands)


def orders() -> Iterable[tuple[str, str]]:
    """Every order a list of accounts can have."""
    for field in ("", "name", "email", "role", "created_at", "updated_at", "last_active_at"):
        for direction in ("asc", "desc") if field else ("",):
            yield field, direction


async def test_every_page_in_every_order_reads_its_own_accounts_only(crowded: Auth) -> None:
    for order_by, direction in orders():
        for page in (1, PEOPLE // people.PAGE // 2, PEOPLE // people.PAGE):
            async with Profile(crowded.service.store.database) as profile:
                question = people.Question(order_by=order_by, direction=direction, page=page)
                found, total = await people.page(crowded.parts, question)
            assert (len(found), total) == (people.PAGE, PEOPLE), (order_by, direction, page)
            assert profile.scans() == [], (order_by, direction, page)
            assert profile.documents <= people.PAGE, (order_by, direction, page)
            assert profile.keys <= (page + 3) * people.PAGE, (order_by, direction, page)


@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("order_by", ["name", "email", "role", "created_at"])
async def test_a_deep_page_begins_near_one_that_was_read(
    crowded: Auth, order_by: str, direction: str
) -> None:
    async def read(page: int) -> int:
        async with Profile(crowded.service.store.database) as profile:
            question = people.Question(order_by=order_by, direction=direction, page=page)
            found, _ = await people.page(crowded.parts, question)
        assert len(found) == people.PAGE
        return profile.keys

    first = PEOPLE // people.PAGE - 10
    await read(first)
    for page in range(first + 1, first + 10):
        # Between two places is room for less than one more; each account is also looked up by its id.
        assert await read(page) <= 2 * APART + 4 * people.PAGE


async def test_all_pages_together_make_one_list(crowded: Auth) -> None:
    seen: list[str] = []
    for page in range(1, PEOPLE // people.PAGE + 2):
        found, _ = await people.page(crowded.parts, people.Question(order_by="name", page=page))
        seen += [one.user.name for one in found]
    assert seen == sorted((crowd.name(number) for number in range(PEOPLE)), key=str.lower)


@pytest.mark.parametrize(
    ("text", "expected"), [("001234", 1), ("P001234.", 1), ("da abel 0012", 1), ("no such person", 0)]
)
async def test_a_part_of_a_name_or_address_is_found_by_its_pieces(
    crowded: Auth, text: str, expected: int
) -> None:
    async with Profile(crowded.service.store.database) as profile:
        found, total = await people.page(crowded.parts, people.Question(query=text))
    assert (len(found), total) == (expected, expected)
    assert profile.scans() == []
    assert profile.documents < PEOPLE


async def test_many_matches_are_counted_and_paged(crowded: Auth) -> None:
    expected = sorted((crowd.name(number) for number in range(PEOPLE)), key=str.lower)
    for page in (1, 20, PEOPLE // people.PAGE):
        question = people.Question(query="crowd.example", order_by="name", page=page)
        found, total = await people.page(crowded.parts, question)
        assert total == PEOPLE
        assert [one.user.name for one in found] == expected[(page - 1) * people.PAGE : page * people.PAGE]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        (f'userName eq "{crowd.address(500).upper()}"', 1),
        ('externalId eq "ext-500"', 1),
        (f'emails[type eq "work"].value eq "{crowd.address(500)}"', 1),
        (f'emails.value eq "{crowd.address(500)}" and active eq true', 1),
        ('userName sw "p0005"', 10),
        ('name.familyName eq "Abel" and externalId eq "ext-500"', 1),
        ('externalId eq "nothing"', 0),
    ],
)
@pytest.mark.parametrize("scope", [EVERYTHING, OWN], ids=["everything", "own"])
async def test_filters_of_identity_providers_read_what_they_find(
    crowded: Auth, scope: Scope, text: str, matches: int
) -> None:
    async with Profile(crowded.service.store.database) as profile:
        query = read_query({"filter": text, "count": 100})
        listed = await listing.page(crowded.parts, scope, USER, query, "https://here/Users")
    assert listed["totalResults"] >= matches
    assert profile.scans() == []
    # Counted, read, and their groups. A prefix is looked up for all providers together.
    in_all = 100 if " sw " in text else max(listed["totalResults"], 1)
    assert profile.documents <= 3 * in_all + 12


async def test_scim_pages_of_users_and_groups_read_an_index(crowded: Auth) -> None:
    for scope in (EVERYTHING, OWN):
        for kind, sent in (
            (USER, {"startIndex": 150, "count": 20}),
            (USER, {"sortBy": "userName", "count": 20}),
            (GROUP, {"startIndex": 20, "count": 10}),
            (GROUP, {"filter": 'displayName eq "Guild 007"'}),
        ):
            async with Profile(crowded.service.store.database) as profile:
                await listing.page(crowded.parts, scope, kind, read_query(sent), "https://here/x")
            assert profile.scans() == [], (kind.name, sent)


async def test_people_by_number_and_members_of_a_group_are_indexed(crowded: Auth) -> None:
    group = await crowded.service.store.database["groups"].find_one({"name": "Guild 003"})
    async with Profile(crowded.service.store.database) as profile:
        await instance.by_number(crowded.parts, 1500)
        _, total = await member_page(crowded.parts, group["_id"], "", 1)
    assert total == MEMBERS
    assert profile.scans() == []
    assert profile.documents <= 5 * MEMBERS


async def test_a_deep_scim_page_reads_its_own_rows_only(crowded: Auth) -> None:
    async with Profile(crowded.service.store.database) as profile:
        query = read_query({"startIndex": 1900, "count": 20})
        listed = await listing.page(crowded.parts, EVERYTHING, USER, query, "https://here/x")
    assert len(listed["Resources"]) == 20
    assert profile.scans() == []
    assert profile.documents <= 3 * 20


async def test_scim_pages_one_after_the_other_begin_where_the_last_ended(crowded: Auth) -> None:
    async def read(start: int) -> int:
        async with Profile(crowded.service.store.database) as profile:
            query = read_query({"startIndex": start, "count": 20})
            await listing.page(crowded.parts, EVERYTHING, USER, query, "https://here/x")
        return profile.keys

    await read(1500)
    assert max([await read(start) for start in range(1520, 1900, 20)]) <= 2 * APART + 5 * 20
