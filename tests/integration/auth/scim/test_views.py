"""The views of SCIM: equal to their replay, and asked by index for what providers ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from kernel.context import system
from kernel.eventstore.rebuild import rebuild
from kernel.eventstore.verify import verify
from services.auth.adapters.scim import Scope
from services.auth.commands.parts import Parts
from services.auth.projections import scim_groups, scim_users
from services.auth.queries.scim import listing
from services.auth.rpc.scim_resources import Asking, Life
from services.auth.scim import mongo
from services.auth.scim.binding import bind
from services.auth.scim.filters import parse
from services.auth.scim.lists import read_query
from services.auth.scim.resources import ENTERPRISE_URI, GROUP, USER
from services.auth.scim.schema import ResourceType
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.groups.test_views import stages
from tests.integration.auth.harness import Auth, Person

CTX = system()
OKTA = Scope("okta", False)
ASKING = Asking(CTX, OKTA, "https://parlance.example/api/v1/scim/v2")
AGE = [("created", 1), ("_id", 1)]


def parts_of(auth: Auth) -> Parts:
    parts: Parts = auth.service.app.servicers[0].implementation._parts
    return parts


@pytest_asyncio.fixture
async def service(fresh: Fresh) -> AsyncIterator[Auth]:
    """A service with an owner, for tests that look at everything."""
    async with fresh(default_role="user") as auth:
        await auth.sign_up()
        yield auth


async def test_the_views_are_what_a_replay_gives_also_after_many_changes_at_a_time(service: Auth) -> None:
    parts = parts_of(service)
    users, groups = Life(parts, USER), Life(parts, GROUP)
    person = await service.sign_up(name="Made Here")
    made = [await users.create(ASKING, {"userName": f"U{n}", "active": n != 1}) for n in range(4)]
    group = await groups.create(ASKING, {"displayName": "G", "externalId": "x"})
    ids = [each.resource["id"] for each in made]
    work: list[Any] = [
        users.patch(ASKING, ids[0], {"Operations": [{"op": "add", "path": "title", "value": f"t{n}"}]})
        for n in range(5)
    ]
    work += [
        groups.patch(
            ASKING,
            group.resource["id"],
            {"Operations": [{"op": "add", "path": "members", "value": [{"value": user_id}]}]},
        )
        for user_id in ids[:3]
    ]
    work.append(users.replace(ASKING, ids[1], {"userName": "u1-new", "active": True}))
    work.append(users.delete(ASKING, ids[3]))
    await asyncio.gather(*work)
    everything = Asking(CTX, Scope("", True), "")
    await users.patch(everything, person.id, {"Operations": [{"op": "add", "path": "title", "value": "T"}]})
    store = service.service.store
    for name in ("scim_users", "scim_groups"):
        view = next(one for one in store.projections if one.name == name)
        assert (await verify(store, view)).ok
        await rebuild(store, name)
        assert (await verify(store, view)).ok
    shown = await groups.read(ASKING, group.resource["id"])
    assert sorted(each["value"] for each in shown.resource["members"]) == sorted(ids[:3])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (USER, ""),
        (USER, 'userName eq "ada"'),
        (USER, 'userName sw "a"'),
        (USER, 'userName co "a"'),
        (USER, 'externalId eq "x"'),
        (USER, 'emails.value eq "a@b.example"'),
        (USER, 'emails[type eq "work"].value eq "a@b.example"'),
        (USER, 'emails[type eq "work" and value eq "a@b.example"]'),
        (USER, 'displayName eq "Ada"'),
        (USER, 'name.familyName eq "L" and name.givenName eq "A"'),
        (USER, f'{ENTERPRISE_URI}:employeeNumber eq "7"'),
        (USER, 'title eq "T"'),
        (USER, 'roles[value eq "boss"]'),
        (USER, f'{ENTERPRISE_URI}:department sw "Eng"'),
        (USER, 'nickName co "x"'),
        (USER, 'userName eq "ada" or externalId eq "x"'),
        (USER, 'meta.lastModified gt "2026-01-01T00:00:00Z"'),
        (USER, "active eq false"),
        (USER, 'id eq "x"'),
        (GROUP, 'displayName eq "Staff"'),
        (GROUP, 'externalId eq "x"'),
        (GROUP, 'members.value eq "x"'),
        (GROUP, ""),
    ],
)
@pytest.mark.parametrize("scope", [OKTA, Scope("", True)], ids=["own", "all"])
async def test_what_providers_ask_is_answered_by_an_index(
    auth: Auth, admin: Person, kind: ResourceType, text: str, scope: Scope
) -> None:
    asked = mongo.query(bind(parse(text), kind), {"x": frozenset({"u"})}) if text else {}
    matching = {"$and": [scope.query, asked]} if scope.query and asked else {**scope.query, **asked}
    name = scim_users.COLLECTION if kind is USER else scim_groups.COLLECTION
    plan = await auth.service.store.database[name].find(matching).sort(AGE).explain()
    assert "COLLSCAN" not in stages(plan["queryPlanner"]["winningPlan"])


async def test_totals_are_right_with_and_without_a_filter(service: Auth) -> None:
    parts = parts_of(service)
    users = Life(parts, USER)
    for number in range(5):
        await users.create(ASKING, {"userName": f"u{number}", "title": "T" if number % 2 else "S"})
    for scope, sent, expected in (
        (Scope("", True), {}, 6),
        (OKTA, {}, 5),
        (Scope("entra", False), {}, 0),
        (OKTA, {"filter": 'title eq "t"', "count": 1}, 2),
        (OKTA, {"filter": 'not (title eq "t")', "count": 0}, 3),
    ):
        page = await listing.page(parts, scope, USER, read_query(sent), "")
        assert page["totalResults"] == expected
        assert page["itemsPerPage"] == min(expected, int(sent.get("count", 20)))


async def test_attributes_are_encrypted_with_the_persons_key(service: Auth) -> None:
    parts = parts_of(service)
    made = await Life(parts, USER).create(ASKING, {"userName": "secret-name", "title": "secret-title"})
    store: Any = service.service.store
    stream = f"user-{made.resource['id']}"
    stored = str(await store.commits.find({"stream": stream}).to_list(None))
    assert "ScimAttributesChanged" in stored
    assert "secret-title" not in stored and "secret-name" not in stored
