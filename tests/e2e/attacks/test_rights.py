"""Getting more rights than one was given: fields nobody asked for, groups, and access grants."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import pytest

from tests.system import PASSWORD, Person, System

EXTRAS: dict[str, Any] = {
    "role": "admin",
    "active": True,
    "is_active": True,
    "is_admin": True,
    "owner": True,
    "id": "11111111-1111-4111-8111-111111111111",
    "user_id": "11111111-1111-4111-8111-111111111111",
    "permissions": {"workspace": {"tools": True}},
    "groups": ["x"],
    "group_ids": ["x"],
    "scopes": ["*"],
    "api_key": "sk-" + "0" * 32,
    "created_at": 1,
    "oauth": {"sub": "x"},
    "scim": {"id": "x"},
    "$set": {"role": "admin"},
    "__proto__": {"role": "admin"},
}
SHARING = {
    "workspace": {"knowledge": True},
    "sharing": {"knowledge": True},
    "access_grants": {"allow_users": True, "allow_groups": True},
}


class House:
    """The system as an administrator arranges it."""

    def __init__(self, target: System, client: httpx.Client) -> None:
        self.client = client
        self.admin = target.admin.headers

    def group(self, *members: Person, **form: Any) -> str:
        """A group; its members may make knowledge bases and share them, unless told otherwise."""
        whole = {"name": f"g-{uuid.uuid4()}", "description": "", "permissions": SHARING, **form}
        made = self.client.post("/api/v1/groups/create", json=whole, headers=self.admin)
        made.raise_for_status()
        group_id = str(made.json()["id"])
        self.members(group_id, "add", *members)
        return group_id

    def members(self, group: str, how: str, *people: Person) -> None:
        """Members are added or removed."""
        form = {"user_ids": [person.id for person in people]}
        self.client.post(
            f"/api/v1/groups/id/{group}/users/{how}", json=form, headers=self.admin
        ).raise_for_status()

    def base(self, owner: Person) -> str:
        """A knowledge base of somebody."""
        form = {"name": "Plans", "description": ""}
        made = self.client.post("/api/v1/knowledge/create", json=form, headers=owner.headers)
        assert made.status_code == 200, made.text
        return str(made.json()["id"])

    def share(self, who: Person, base: str, *grants: tuple[str, str, str]) -> int:
        """The status of an attempt to give access."""
        form = {
            "access_grants": [
                {"principal_type": kind, "principal_id": principal, "permission": permission}
                for kind, principal, permission in grants
            ]
        }
        return self.client.post(
            f"/api/v1/knowledge/{base}/access/update", json=form, headers=who.headers
        ).status_code

    def reads(self, who: Person, base: str) -> bool:
        """Whether somebody can read a knowledge base, by itself and in the list alike."""
        one = self.client.get(f"/api/v1/knowledge/{base}", headers=who.headers).status_code == 200
        items = self.client.get("/api/v1/knowledge/", headers=who.headers).json()["items"]
        assert (base in [item["id"] for item in items]) is one
        return one


@pytest.fixture
def house(target: System, client: httpx.Client) -> House:
    """The system, arranged by its administrator."""
    return House(target, client)


def account(target: System, client: httpx.Client, person: Person) -> Any:
    """What an administrator sees of an account."""
    return client.get(f"/api/v1/users/{person.id}", headers=target.admin.headers).json()


# Fields nobody asked for


def test_signing_up_chooses_neither_role_nor_id(target: System, client: httpx.Client) -> None:
    email = f"mass-{uuid.uuid4().hex}@parlance.example"
    form = {**EXTRAS, "name": "Mass", "email": email, "password": PASSWORD}
    reply = client.post("/api/v1/auths/signup", json=form)
    if reply.status_code == 200:
        made = reply.json()
        assert made["role"] == "pending" and made["id"] != EXTRAS["id"]
        seen = client.get(f"/api/v1/users/{made['id']}", headers=target.admin.headers).json()
        assert (seen["role"], seen["created_at"] > 1, seen["groups"]) == ("pending", True, [])
    else:
        assert reply.status_code == 422


@pytest.mark.parametrize(
    ("path", "form"),
    [
        (
            "/api/v1/auths/update/profile",
            {"name": "Mass", "profile_image_url": "/user.png", "bio": None, "gender": None},
        ),
        ("/api/v1/auths/update/timezone", {"timezone": "Europe/Oslo"}),
        ("/api/v1/users/user/settings/update", {"ui": {"role": "admin", "permissions": {"chat": {}}}}),
        ("/api/v1/users/user/info/update", {"location": "here"}),
        ("/api/v1/users/user/status/update", {"status_message": "hi"}),
    ],
)
def test_what_people_say_of_themselves_gives_no_rights(
    target: System, client: httpx.Client, path: str, form: dict[str, Any]
) -> None:
    person = target.person("Mass")
    before = account(target, client, person)
    reply = client.post(path, json={**EXTRAS, **form}, headers=person.headers)
    assert reply.status_code in (200, 422), reply.text
    after = account(target, client, person)
    for field in ("id", "role", "email", "created_at", "oauth", "scim", "groups"):
        assert after[field] == before[field], field
    session = client.get("/api/v1/auths/", headers=person.headers).json()
    assert session["role"] == "user" and session["permissions"]["workspace"]["tools"] is False
    assert client.get("/api/v1/users/", headers=person.headers).status_code == 401


def test_a_form_names_no_other_group_than_its_path(
    target: System, client: httpx.Client, house: House
) -> None:
    mine, other = house.group(), house.group()
    path = f"/api/v1/groups/id/{mine}/update?id={other}"
    form = {
        **EXTRAS,
        "id": other,
        "name": "Renamed",
        "description": "",
        "provider": "okta",
        "member_count": 99,
    }
    reply = client.post(path, json=form, headers=house.admin)
    assert reply.status_code in (200, 422)
    seen = client.get(f"/api/v1/groups/id/{other}", headers=house.admin).json()
    assert seen["name"] != "Renamed"
    if reply.status_code == 200:
        made = reply.json()
        assert (made["id"], made["user_id"], made["member_count"]) == (mine, target.admin.id, 0)


def test_a_new_group_has_the_id_and_maker_the_server_gives(target: System, house: House) -> None:
    form = {"name": "Mass", "description": "", **{k: v for k, v in EXTRAS.items() if k != "permissions"}}
    reply = house.client.post("/api/v1/groups/create", json=form, headers=house.admin)
    assert reply.status_code in (200, 422)
    if reply.status_code == 200:
        made = reply.json()
        assert made["id"] != EXTRAS["id"] and made["user_id"] == target.admin.id and made["created_at"] > 1


# Groups


def test_nobody_takes_rights_by_a_group(target: System, house: House) -> None:
    person = target.person("Climber")
    group = house.group(person)
    defaults = house.client.get("/api/v1/users/default/permissions", headers=house.admin).json()
    tries = (
        ("POST", f"/api/v1/groups/id/{group}/update", {"name": "x", "description": "", "permissions": {}}),
        ("POST", f"/api/v1/groups/id/{group}/users/add", {"user_ids": [person.id]}),
        ("POST", "/api/v1/groups/create", {"name": "x", "description": "", "permissions": SHARING}),
        ("POST", "/api/v1/users/default/permissions", {**defaults, "sharing": {"public_knowledge": True}}),
        ("POST", f"/api/v1/users/{person.id}/update", {"role": "admin"}),
        ("DELETE", f"/api/v1/groups/id/{group}/delete", None),
    )
    for verb, path, form in tries:
        reply = house.client.request(verb, path, json=form, headers=person.headers)
        assert reply.status_code in (401, 403), f"{path}: {reply.status_code}"
    seen = house.client.get(f"/api/v1/groups/id/{group}", headers=house.admin).json()
    assert (seen["permissions"], seen["member_count"]) == (SHARING, 1)


def test_a_permission_of_a_group_ends_with_the_next_request(target: System, house: House) -> None:
    person = target.person("Member")
    group = house.group(person)
    form = {"name": "Plans", "description": ""}

    def creates() -> int:
        return house.client.post("/api/v1/knowledge/create", json=form, headers=person.headers).status_code

    assert creates() == 200
    house.members(group, "remove", person)
    assert creates() == 401
    house.members(group, "add", person)
    assert creates() == 200
    change = {"name": "x", "description": "", "permissions": {"workspace": {"knowledge": False}}}
    house.client.post(f"/api/v1/groups/id/{group}/update", json=change, headers=house.admin)
    assert creates() == 401


def test_a_group_never_makes_an_administrator(target: System, house: House) -> None:
    person = target.person("Almost")
    tree = {"admin": True, "role": "admin", "users": {"manage": True}, "workspace": {"*": True}}
    house.group(person, permissions=tree)
    session = house.client.get("/api/v1/auths/", headers=person.headers).json()
    assert session["role"] == "user"
    assert not any(session["permissions"]["workspace"].values())


# Access grants


def test_only_who_may_write_gives_access(target: System, house: House) -> None:
    owner, reader, writer, stranger = (target.person(name) for name in ("Own", "Read", "Write", "Strange"))
    house.group(owner, reader, writer, stranger)
    base = house.base(owner)
    read, write = ("user", reader.id, "read"), ("user", writer.id, "write")
    assert house.share(owner, base, read, write) == 200
    assert house.reads(reader, base) and house.reads(writer, base) and not house.reads(stranger, base)
    made_up = house.share(stranger, str(uuid.uuid4()), ("user", stranger.id, "write"))
    assert house.share(stranger, base, ("user", stranger.id, "write")) == made_up >= 400
    assert house.share(reader, base, ("user", reader.id, "write")) == made_up
    assert house.share(writer, base, write, ("user", stranger.id, "read")) == 200
    assert house.reads(stranger, base) and not house.reads(reader, base)


def test_nobody_shares_beyond_what_they_may(target: System, house: House) -> None:
    owner, friend = target.person("Own"), target.person("Friend")
    base_maker = house.group(owner, permissions={"workspace": {"knowledge": True}})
    base = house.base(owner)
    everybody, one, group = ("user", "*", "read"), ("user", friend.id, "read"), ("group", base_maker, "read")
    assert [house.share(owner, base, each) for each in (everybody, one, group)] == [403] * 3
    house.group(owner)
    assert house.share(owner, base, one) == 200
    assert house.share(owner, base, one, everybody) == 403
    assert house.share(owner, base, group) == 200  # its members may share with it, and the owner is one
    assert not house.reads(friend, base)


def test_a_group_that_is_closed_to_sharing_is_not_shared_with(target: System, house: House) -> None:
    owner, insider = target.person("Own"), target.person("Inside")
    house.group(owner)
    foreign = house.group(insider)
    closed = house.group(owner, insider, data={"config": {"share": False}})
    opened = house.group(insider, data={"config": {"share": True}})
    base = house.base(owner)
    for group in (foreign, closed, str(uuid.uuid4())):
        assert house.share(owner, base, ("group", group, "read")) == 403
        assert not house.reads(insider, base)
    assert house.share(owner, base, ("group", opened, "read")) == 200
    assert house.reads(insider, base)


def test_access_through_a_group_ends_with_the_membership_and_with_the_group(
    target: System, house: House
) -> None:
    owner, member = target.person("Own"), target.person("Member")
    group = house.group(owner, member)
    base = house.base(owner)
    assert house.share(owner, base, ("group", group, "write")) == 200
    assert house.reads(member, base)
    house.members(group, "remove", member)
    assert not house.reads(member, base)
    house.members(group, "add", member)
    assert house.reads(member, base)
    house.client.delete(f"/api/v1/groups/id/{group}/delete", headers=house.admin).raise_for_status()
    assert not house.reads(member, base)


def test_who_is_named_like_everybody_or_like_a_group_is_neither(target: System, house: House) -> None:
    owner, other = target.person("Own"), target.person("Other")
    group = house.group(owner)
    base = house.base(owner)
    assert house.share(owner, base, ("user", group, "read")) == 200
    assert not house.reads(other, base)
    assert house.share(owner, base, ("group", "*", "read")) == 403
    assert house.share(owner, base, ("group", other.id, "read")) == 403
    for malformed in (
        [{"principal_type": "user", "principal_id": {"$ne": ""}, "permission": "read"}],
        [{"principal_type": "everyone", "principal_id": "*", "permission": "read"}],
        {"$set": 1},
    ):
        form = {"access_grants": malformed}
        reply = house.client.post(f"/api/v1/knowledge/{base}/access/update", json=form, headers=owner.headers)
        assert reply.status_code in (400, 422)
    assert not house.reads(other, base)
