"""Contract: `/api/v1/auths`, sessions, passwords and API keys; what is served without an account."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, compare, scenario
from tests.system import PASSWORD, System

AUTHS = "/api/v1/auths"
NEW_PASSWORD = "another long password"
UNKNOWN_KEY = "sk-" + "0" * 32
MALFORMED = {"detail": "any"}
FIRST = {"config": ("0.12.4#6", "0.8.12#5"), "signup": ("0.8.12#23",)}
"""Exchanges of an installation without accounts; compared in a test of their own."""


def is_role(role: str) -> Any:
    """The session is of an account with this role."""

    def check(body: Any) -> None:
        assert body["role"] == role

    return check


# fmt: off
CASES = [
    Case("version", "GET /api/version", ("0.12.4#4", "0.8.12#3")),
    Case("config for anybody", "GET /api/config", ("0.12.4#46", "0.8.12#45")),
    Case("config, pending", "GET /api/config", ("0.12.4#34", "0.8.12#33"), as_="cy"),
    Case("config, admin", "GET /api/config", ("0.12.4#45", "0.8.12#44"), as_="ada"),
    # Who is asking
    Case("session without a token", f"GET {AUTHS}/", ("0.12.4#9", "0.8.12#8")),
    Case("session, garbage", f"GET {AUTHS}/", "0.12.4#13", as_="garbage"),
    Case("session, unknown key", f"GET {AUTHS}/", ("0.12.4#15", "0.8.12#14"), as_=UNKNOWN_KEY),
    Case("session, another scheme", f"GET {AUTHS}/", status=401, shape={"detail": "string"},
         headers={"authorization": "Basic YWRhOnBhc3N3b3Jk"}),
    Case("session, tampered token", f"GET {AUTHS}/", "0.12.4#13", as_="garbage",
         headers={"authorization": "Bearer {bob}x"}),
    Case("session of a user", f"GET {AUTHS}/", "0.12.4#41", as_="bob", check=is_role("user")),
    Case("session of the admin", f"GET {AUTHS}/", ("0.12.4#42", "0.8.12#41"), as_="ada",
         check=is_role("admin")),
    Case("session, pending", f"GET {AUTHS}/", "0.8.12#30", as_="cy", check=is_role("pending")),
    Case("session by cookie", f"GET {AUTHS}/", "0.12.4#43", headers={"cookie": "token={bob}"}),
    Case("profile", f"GET {AUTHS}/profile", "0.12.4#41", as_="bob", check=is_role("user")),
    Case("profile of the admin", f"GET {AUTHS}/profile", ("0.12.4#42", "0.8.12#41"), as_="ada"),
    Case("profile, pending", f"GET {AUTHS}/profile", "0.8.12#30", as_="cy"),
    Case("profile without a token", f"GET {AUTHS}/profile", ("0.12.4#9", "0.8.12#8")),
    Case("profile, garbage", f"GET {AUTHS}/profile", "0.12.4#13", as_="garbage"),
    Case("profile, unknown key", f"GET {AUTHS}/profile", ("0.12.4#15", "0.8.12#14"), as_=UNKNOWN_KEY),
    Case("profile by cookie", f"GET {AUTHS}/profile", "0.12.4#43", headers={"cookie": "token={bob}"}),
    # Sign-up
    Case("sign-up, not an address", f"POST {AUTHS}/signup", ("0.12.4#21", "0.8.12#20"),
         body={"name": "Dora", "email": "nowhere", "password": PASSWORD}),
    Case("sign-up, fields missing", f"POST {AUTHS}/signup", ("0.12.4#22", "0.8.12#21"),
         body={"email": "dora@parlance.example"}),
    Case("sign-up, not JSON", f"POST {AUTHS}/signup", ("0.12.4#23", "0.8.12#22"), raw=b"{name: Dora"),
    Case("sign-up", f"POST {AUTHS}/signup", ("0.12.4#29", "0.8.12#28"),
         body={"name": "Dora", "email": "Dora-{bob_id}@Parlance.example", "password": PASSWORD},
         check=is_role("pending")),
    Case("sign-up, address taken in another case", f"POST {AUTHS}/signup", ("0.12.4#30", "0.8.12#29"),
         body={"name": "Dora", "email": "DORA-{bob_id}@parlance.example", "password": PASSWORD}),
    Case("admin's settings", f"GET {AUTHS}/admin/config", ("0.12.4#26", "0.8.12#25"), as_="ada",
         keep={"config": ""}),
    Case("sign-up closed", f"POST {AUTHS}/admin/config", status=200, as_="ada",
         body=lambda kept: {**kept["config"], "ENABLE_SIGNUP": False}),
    Case("sign-up while closed", f"POST {AUTHS}/signup", "0.8.12#24",
         body={"name": "Eve", "email": "eve-{bob_id}@parlance.example", "password": PASSWORD}),
    Case("sign-up open again", f"POST {AUTHS}/admin/config", status=200, as_="ada",
         body=lambda kept: {**kept["config"], "ENABLE_SIGNUP": True, "ENABLE_API_KEYS": True}),
    # Sign-in
    Case("sign-in", f"POST {AUTHS}/signin", "0.12.4#37", keep={"session": "token"},
         body={"email": "{bob_email}", "password": PASSWORD}, check=is_role("user")),
    Case("sign-in, wrong password", f"POST {AUTHS}/signin", ("0.12.4#38", "0.8.12#37"),
         body={"email": "{bob_email}", "password": "guessed"}),
    Case("sign-in, unknown address", f"POST {AUTHS}/signin", ("0.12.4#39", "0.8.12#38"),
         body={"email": "who@parlance.example", "password": "guessed"}),
    Case("sign-in, password missing", f"POST {AUTHS}/signin", "0.8.12#39", body={"email": "{bob_email}"}),
    Case("sign-in, address missing", f"POST {AUTHS}/signin", status=422, shape=MALFORMED,
         body={"password": PASSWORD}),
    Case("sign-in of a pending account", f"POST {AUTHS}/signin", "0.12.4#37",
         body={"email": "{cy_email}", "password": PASSWORD}, check=is_role("pending")),
    # Password
    Case("password, wrong one", f"POST {AUTHS}/password/update", ("0.12.4#55", "0.8.12#54"), as_="session",
         body={"password": "guessed", "new_password": NEW_PASSWORD}),
    Case("password, without a token", f"POST {AUTHS}/password/update", status=401, shape={"detail": "string"},
         body={"password": PASSWORD, "new_password": NEW_PASSWORD}),
    Case("password, new one missing", f"POST {AUTHS}/password/update", status=422, shape=MALFORMED,
         as_="session", body={"password": PASSWORD}),
    Case("password changed", f"POST {AUTHS}/password/update", "0.8.12#55", as_="session",
         body={"password": PASSWORD, "new_password": NEW_PASSWORD}),
    Case("sessions from before are over", f"GET {AUTHS}/", "0.12.4#57", as_="bob"),
    Case("old password is refused", f"POST {AUTHS}/signin", ("0.12.4#38", "0.8.12#37"),
         body={"email": "{bob_email}", "password": PASSWORD}),
    Case("sign-in with the new password", f"POST {AUTHS}/signin", ("0.12.4#58", "0.8.12#57"),
         keep={"bob": "token"}, body={"email": "{bob_email}", "password": NEW_PASSWORD}),
    Case("the other spelling", f"POST {AUTHS}/update/password", ("0.12.4#55", "0.8.12#54"), as_="bob",
         body={"password": "guessed", "new_password": NEW_PASSWORD}),
    Case("about oneself", f"POST {AUTHS}/update/profile", status=200, as_="bob",
         body={"name": "Bob B.", "profile_image_url": "/user.png", "bio": "Repairs clocks.", "gender": None,
             "date_of_birth": None}),
    Case("new session", f"GET {AUTHS}/", "0.8.12#56", as_="bob"),
    # API keys
    Case("no key yet", f"GET {AUTHS}/api_key", ("0.12.4#59", "0.8.12#58"), as_="ada"),
    Case("key made", f"POST {AUTHS}/api_key", ("0.12.4#60", "0.8.12#59"), as_="ada", keep={"key": "api_key"}),
    Case("key shown", f"GET {AUTHS}/api_key", ("0.12.4#61", "0.8.12#60"), as_="ada"),
    Case("key is no session", f"GET {AUTHS}/", ("0.12.4#62", "0.8.12#61"), as_="key"),
    Case("key at an admin's address", "GET /api/v1/users/?query={dora_email}", ("0.12.4#63", "0.8.12#62"),
         as_="key"),
    Case("key in x-api-key", "GET /api/v1/chats/", ("0.12.4#64", "0.8.12#63"),
         headers={"x-api-key": "{key}"}),
    Case("key without permission", f"POST {AUTHS}/api_key", ("0.12.4#65", "0.8.12#64"), as_="bob"),
    Case("key, without a token", f"POST {AUTHS}/api_key", status=401, shape={"detail": "string"}),
    Case("key deleted", f"DELETE {AUTHS}/api_key", ("0.12.4#66", "0.8.12#65"), as_="ada"),
    Case("deleted key", "GET /api/v1/users/", ("0.12.4#68", "0.8.12#67"), as_="key"),
    Case("key deleted again", f"DELETE {AUTHS}/api_key", ("0.12.4#67", "0.8.12#66"), as_="ada"),
    Case("another key", f"POST {AUTHS}/api_key", ("0.12.4#69", "0.8.12#68"), as_="ada"),
    # Sign-out
    Case("sign-out", f"POST {AUTHS}/signout", "0.12.4#809", as_="bob"),
    Case("session after sign-out", f"GET {AUTHS}/", status=401, shape={"detail": "string"}, as_="bob"),
    Case("sign-out without a session", f"POST {AUTHS}/signout", status=200, shape={"status": "boolean"}),
    Case("too many tries", f"POST {AUTHS}/signin", ("0.12.4#812", "0.8.12#810"), times=16,
         body={"email": "guessed-{bob_id}@parlance.example", "password": "guessed"}),
]
# fmt: on

test_rows = scenario(CASES)


def test_an_installation_without_accounts_looks_like_the_record(system: System) -> None:
    """The first sign-up makes an administrator, and /api/config tells clients that it is awaited."""
    for name, reply in system.first.items():
        assert not compare(FIRST[name], reply)
    assert system.first["config"].json()["onboarding"] is True
    assert system.first["signup"].json()["role"] == "admin"
    assert system.first["signup"].json()["email"] == "ada@parlance.example"
