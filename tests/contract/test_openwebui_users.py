"""Contract: `/api/v1/users`, the list, settings, permissions and one account."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

USERS = "/api/v1/users"
SETTINGS = {"ui": {"theme": "sepia", "models": ["fake-gpt"]}, "extra": 7}


def settings_come_back(body: Any) -> None:
    """What was saved, with keys nobody knows."""
    assert body == SETTINGS


def one_user(body: Any) -> None:
    """The query found exactly one."""
    assert [row["role"] for row in body["users"]] == ["user"]
    assert body["total"] == 1


def nobody_on_this_page(body: Any) -> None:
    """Past the end the total stays."""
    assert body == {"users": [], "total": 1}


CASES = [
    Case(
        "about oneself",
        "POST /api/v1/auths/update/profile",
        status=200,
        as_="bob",
        body={
            "name": "Bob",
            "profile_image_url": "/user.png",
            "bio": "Repairs clocks.",
            "gender": None,
            "date_of_birth": None,
        },
    ),
    Case(
        "where one is",
        "POST /api/v1/auths/update/timezone",
        status=200,
        as_="bob",
        body={"timezone": "Europe/Lisbon"},
    ),
    # The list
    Case("list without a token", f"GET {USERS}/", ("0.12.4#12", "0.8.12#11")),
    Case("list, pending", f"GET {USERS}/", "0.12.4#35", as_="cy"),
    Case("list, plain user", f"GET {USERS}/", "0.12.4#44", as_="bob"),
    Case("one of them", f"GET {USERS}/?query={{bob_email}}", "0.12.4#79", as_="ada", check=one_user),
    # Others' tables save settings, where the record shows null: the lists name whom they show.
    Case("list", f"GET {USERS}/?query={{dora_email}}", ("0.12.4#79", "0.8.12#77"), as_="ada"),
    Case(
        "past the end",
        f"GET {USERS}/?page=2&query={{bob_email}}",
        ("0.12.4#80", "0.8.12#78"),
        as_="ada",
        check=nobody_on_this_page,
    ),
    Case("sorted", f"GET {USERS}/?order_by=name&direction=asc&query={{bob_email}}", "0.8.12#79", as_="ada"),
    Case(
        "page 0 is the first",
        f"GET {USERS}/?page=0&query={{dora_email}}",
        ("0.12.4#82", "0.8.12#80"),
        as_="ada",
    ),
    Case("page is no number", f"GET {USERS}/?page=x", ("0.12.4#83", "0.8.12#81"), as_="ada"),
    # Permissions
    Case("permissions of the admin", f"GET {USERS}/permissions", "0.8.12#86", as_="ada"),
    Case(
        "permissions of a user",
        f"GET {USERS}/permissions",
        ("0.12.4#140", "0.8.12#87", "0.8.12#138"),
        as_="bob",
    ),
    Case(
        "permissions, pending", f"GET {USERS}/permissions", status=401, shape={"detail": "string"}, as_="cy"
    ),
    # Settings
    Case("no settings yet", f"GET {USERS}/user/settings", ("0.12.4#94", "0.8.12#92"), as_="bob"),
    Case(
        "settings saved",
        f"POST {USERS}/user/settings/update",
        ("0.12.4#95", "0.8.12#93"),
        as_="bob",
        body=SETTINGS,
        check=settings_come_back,
    ),
    Case("settings", f"GET {USERS}/user/settings", "0.12.4#96", as_="bob", check=settings_come_back),
    Case(
        "settings that are no object",
        f"POST {USERS}/user/settings/update",
        status=422,
        shape={"detail": "any"},
        as_="bob",
        body=["dark"],
    ),
    Case("settings without a token", f"GET {USERS}/user/settings", status=401, shape={"detail": "string"}),
    # One account
    Case(
        "status",
        f"POST {USERS}/user/status/update",
        status=200,
        as_="bob",
        body={"status_emoji": ":clock3:", "status_message": "winding"},
    ),
    Case(
        "info",
        f"POST {USERS}/user/info/update",
        status=200,
        as_="bob",
        body={"location": "Porto", "team": "north"},
    ),
    Case("account", f"GET {USERS}/{{bob_id}}", "0.12.4#104", as_="ada"),
    Case("account, plain user", f"GET {USERS}/{{bob_id}}", ("0.12.4#105", "0.8.12#103"), as_="bob"),
    Case("account nobody has", f"GET {USERS}/nobody", ("0.12.4#106", "0.8.12#104"), as_="ada"),
    Case("account without a token", f"GET {USERS}/{{bob_id}}", status=401, shape={"detail": "string"}),
]

test_rows = scenario(CASES)
