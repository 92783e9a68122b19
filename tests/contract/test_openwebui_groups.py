"""Contract: `/api/v1/groups`, and the groups of accounts under `/api/v1/users`."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

GROUPS = "/api/v1/groups"
ONE = f"{GROUPS}/id/{{group}}"
FORM = {"name": "Night shift", "description": "those who stay late"}
PROHIBITED = {"status": 401, "shape": {"detail": "string"}}
MISSING = {"status": 404, "shape": {"detail": "string"}}


def has(**wanted: Any) -> Any:
    """A check that the reply's fields have these values."""

    def check(body: Any) -> None:
        assert {name: body[name] for name in wanted} == wanted

    return check


def shares_with_members(body: Any) -> None:
    """A new group, without permissions."""
    assert (body["data"], body["permissions"]) == ({"config": {"share": "members"}}, None)


def named(*names: str) -> Any:
    """A check that these are the groups, in this order."""

    def check(body: Any) -> None:
        assert [row["name"] for row in body] == list(names)

    return check


def tools_are_permitted(body: Any) -> None:
    """By the group: they are not by default."""
    assert body["workspace"]["tools"] is True


def two_members(body: Any) -> None:
    """Both as direct members, the page told whole."""
    assert [(row["membership_type"], row["via_group_ids"]) for row in body["items"]] == [("direct", [])] * 2
    assert (body["total"], body["counts"]) == (2, {"direct": 2, "inherited": 0, "effective": 2})


CASES = [
    # Before there is any
    Case("own groups, none", "GET /api/v1/users/groups", ("0.12.4#87", "0.8.12#85"), as_="bob"),
    Case(
        "groups of another, none",
        "GET /api/v1/users/{bob_id}/groups",
        ("0.12.4#120", "0.8.12#118"),
        as_="ada",
    ),
    Case(
        "list, plain user in no group",
        f"GET {GROUPS}/",
        ("0.12.4#126", "0.12.4#132", "0.8.12#130"),
        as_="bob",
    ),
    Case("list, pending", f"GET {GROUPS}/", as_="cy", **PROHIBITED),
    Case("list without a token", f"GET {GROUPS}/", **PROHIBITED),
    # Create
    Case(
        "created with permissions",
        f"POST {GROUPS}/create",
        "0.8.12#125",
        as_="ada",
        body={**FORM, "permissions": {"features": {"web_search": True}}},
        keep={"group": "id"},
        check=has(member_count=0, permissions={"features": {"web_search": True}}),
    ),
    Case(
        "created under a name that is there",
        f"POST {GROUPS}/create",
        ("0.12.4#128", "0.8.12#126"),
        as_="ada",
        body=FORM,
        keep={"double": "id"},
        check=shares_with_members,
    ),
    Case(
        "created without a description",
        f"POST {GROUPS}/create",
        "0.12.4#129",
        as_="ada",
        body={"name": "Night shift"},
    ),
    Case(
        "created by a plain user",
        f"POST {GROUPS}/create",
        ("0.12.4#130", "0.8.12#128"),
        as_="bob",
        body=FORM,
    ),
    Case("created by a pending user", f"POST {GROUPS}/create", as_="cy", body=FORM, **PROHIBITED),
    Case(
        "created inside another",
        f"POST {GROUPS}/create",
        as_="ada",
        body={**FORM, "parent_group_id": "{group}"},
        status=400,
        shape={"detail": "any"},
    ),
    Case(
        "created with permissions that are no object",
        f"POST {GROUPS}/create",
        as_="ada",
        body={**FORM, "permissions": ["web_search"]},
        status=422,
        shape={"detail": "any"},
    ),
    # Read
    Case("list", f"GET {GROUPS}/", ("0.12.4#131", "0.8.12#129"), as_="ada"),
    Case("one", f"GET {ONE}", "0.12.4#133", as_="ada"),
    Case("one, plain user", f"GET {ONE}", "0.8.12#133", as_="bob"),
    Case("one nobody made", f"GET {GROUPS}/id/nobody", "0.12.4#134", as_="ada"),
    Case("info of a group one is not in", f"GET {ONE}/info", as_="bob", **MISSING),
    Case("info of a group nobody made", f"GET {GROUPS}/id/nobody/info", as_="bob", **MISSING),
    # Members
    Case(
        "members added, one of them unknown",
        f"POST {ONE}/users/add",
        ("0.12.4#136", "0.8.12#134"),
        as_="ada",
        body={"user_ids": ["{bob_id}", "{dora_id}", "nobody"]},
        check=has(member_count=2),
    ),
    Case(
        "members added by a plain user",
        f"POST {ONE}/users/add",
        as_="bob",
        body={"user_ids": ["{bob_id}"]},
        **PROHIBITED,
    ),
    Case(
        "members added to a group nobody made",
        f"POST {GROUPS}/id/nobody/users/add",
        as_="ada",
        body={"user_ids": []},
        status=400,
        shape={"detail": "string"},
    ),
    Case(
        "nobody added", f"POST {ONE}/users/add", as_="ada", body={"user_ids": None}, check=has(member_count=2)
    ),
    # The newer version's rows have one key more, as those of the other list.
    Case(
        "own groups",
        "GET /api/v1/users/groups",
        ("0.8.12#136", "0.12.4#139"),
        as_="bob",
        check=named("Night shift"),
    ),
    Case(
        "own groups, inherited ones too",
        "GET /api/v1/users/groups?include_inherited=true",
        ("0.8.12#136", "0.12.4#139"),
        as_="bob",
        check=named("Night shift"),
    ),
    Case("groups of another", "GET /api/v1/users/{bob_id}/groups", "0.12.4#139", as_="ada"),
    Case("groups of another, plain user", "GET /api/v1/users/{dora_id}/groups", as_="bob", **PROHIBITED),
    Case("list of a member", f"GET {GROUPS}/", "0.12.4#131", as_="bob", check=named("Night shift")),
    Case(
        "groups a member may share with",
        f"GET {GROUPS}/?share=true",
        "0.12.4#131",
        as_="bob",
        check=named("Night shift"),
    ),
    Case(
        "info of the own group",
        f"GET {ONE}/info",
        as_="bob",
        check=has(name="Night shift", member_count=2),
    ),
    Case("members", f"POST {ONE}/users", as_="ada", shape=["any"]),
    Case("members, plain user", f"POST {ONE}/users", as_="bob", **PROHIBITED),
    Case("a page of members", f"GET {ONE}/members", as_="ada", check=two_members),
    Case(
        "members found by address",
        f"GET {ONE}/members?query={{bob_email}}&membership=direct&page=1",
        as_="ada",
        check=has(total=1),
    ),
    Case(
        "inherited members",
        f"GET {ONE}/members?membership=inherited",
        as_="ada",
        check=has(items=[], total=0),
    ),
    Case("page 0 of members", f"GET {ONE}/members?page=0", as_="ada", status=422, shape={"detail": "any"}),
    Case("exported", f"GET {ONE}/export", as_="ada", check=has(member_count=2)),
    Case("exported by a plain user", f"GET {ONE}/export", as_="bob", **PROHIBITED),
    # Change
    Case(
        "changed",
        f"POST {ONE}/update",
        ("0.12.4#141", "0.8.12#139"),
        as_="ada",
        body={"name": "Day shift", "description": "", "permissions": {"workspace": {"tools": True}}},
        check=has(
            name="Day shift",
            member_count=2,
            permissions={"workspace": {"tools": True}},
            data={"config": {"share": "members"}},
        ),
    ),
    Case(
        "what the group permits counts for its members",
        "GET /api/v1/users/permissions",
        as_="bob",
        check=tools_are_permitted,
    ),
    Case(
        "permissions stay when they are not told",
        f"POST {ONE}/update",
        ("0.12.4#141", "0.8.12#139"),
        as_="ada",
        body={"name": "Day shift", "description": "x", "permissions": None},
        check=has(description="x", permissions={"workspace": {"tools": True}}),
    ),
    Case("changed, plain user", f"POST {ONE}/update", as_="bob", body=FORM, **PROHIBITED),
    Case("changed, nobody made", f"POST {GROUPS}/id/nobody/update", "0.12.4#145", as_="ada", body=FORM),
    Case(
        "members taken out, as documented",
        f"DELETE {ONE}/users/delete",
        ("0.12.4#142", "0.8.12#140"),
        as_="ada",
        body={"user_ids": ["{dora_id}"]},
        check=has(member_count=1),
    ),
    Case(
        "members taken out, as clients do",
        f"POST {ONE}/users/remove",
        ("0.12.4#142", "0.8.12#140"),
        as_="ada",
        body={"user_ids": ["{dora_id}", "nobody"]},
        check=has(member_count=1),
    ),
    Case(
        "members taken out by a plain user",
        f"POST {ONE}/users/remove",
        as_="bob",
        body={"user_ids": ["{bob_id}"]},
        **PROHIBITED,
    ),
    # Delete
    Case("deleted by a plain user", f"DELETE {ONE}/delete", as_="bob", **PROHIBITED),
    Case("deleted, nobody made", f"DELETE {GROUPS}/id/nobody/delete", "0.12.4#146", as_="ada"),
    Case("deleted", f"DELETE {ONE}/delete", ("0.12.4#804", "0.8.12#802"), as_="ada"),
    Case("deleted, the other", f"DELETE {GROUPS}/id/{{double}}/delete", "0.12.4#804", as_="ada"),
    Case("own groups when it is gone", "GET /api/v1/users/groups", as_="bob", shape=[], check=named()),
]

test_rows = scenario(CASES)
