"""Contract: accounts as administrators keep them and as people see each other; keys with names and scopes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.contract.runner import Case, scenario
from tests.system import PASSWORD

AUTHS = "/api/v1/auths"
USERS = "/api/v1/users"
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)
FOUND = {"id": "string", "name": "string", "email": "string", "role": "string"}
KEY = {
    "id": "string", "name": "string", "scopes": ["string"], "hint": "string", "created_at": "integer",
    "expires_at": "integer", "last_used_at": "null",
}  # fmt: skip


def holds(**values: Any) -> Callable[[Any], None]:
    """The reply has these values."""

    def check(body: Any) -> None:
        assert {key: body[key] for key in values} == values

    return check


def sees_models(body: Any) -> None:
    """Those of the provider."""
    assert "fake-gpt" in {model["id"] for model in body["models"]["items"]}
    assert body["user"]["name"] == "Bob"


def sees_nothing(body: Any) -> None:
    """Who waits to be let in is shown nothing."""
    assert body["models"] == body["knowledge"] == {"items": [], "total": 0}


def only_eve(body: Any) -> None:
    """Plain users find people too."""
    assert [row["name"] for row in body["users"]] == ["Eve"]


def equals(value: Any) -> Callable[[Any], None]:
    """The reply is this."""

    def check(body: Any) -> None:
        assert body == value

    return check


# fmt: off
CASES = [
    # Whom to turn to, and the token of a session
    Case("whom to turn to", f"GET {AUTHS}/admin/details", ("0.12.4#47", "0.8.12#46"), as_="bob"),
    Case("account by address", f"POST {AUTHS}/admin/details", as_="ada", shape=FOUND,
         body={"email": "{bob_email}"}, check=holds(name="Bob", role="user")),
    Case("account without an address", f"POST {AUTHS}/admin/details", as_="ada", shape=FOUND,
         check=holds(role="admin")),
    Case("account nobody has", f"POST {AUTHS}/admin/details", status=400, shape={"detail": "string"},
         as_="ada",
         body={"email": "nobody@parlance.example"}),
    Case("account by address, plain user", f"POST {AUTHS}/admin/details", status=401,
         shape={"detail": "string"}, as_="bob", body={"email": "{bob_email}"}),
    Case("token of the session", f"GET {AUTHS}/token", headers={"cookie": "token={bob}"},
         shape={"token": "string", "token_type": "string", "expires_at": "integer"},
         check=holds(token_type="Bearer")),
    Case("token without a session", f"GET {AUTHS}/token", status=401, shape={"detail": "string"}),
    # Accounts made by an administrator
    Case("added", f"POST {AUTHS}/add", ("0.12.4#48", "0.8.12#47"), as_="ada", keep={"eve": "token",
         "eve_id": "id"},
         body={"name": "Eve", "email": "Eve-{bob_id}@parlance.example", "password": PASSWORD, "role": "user"},
         check=holds(role="user")),
    Case("added, no address", f"POST {AUTHS}/add", ("0.12.4#50", "0.8.12#49"), as_="ada",
         body={"name": "Bad", "email": "bad", "password": "x"}),
    Case("added, a role there is not", f"POST {AUTHS}/add", status=422, shape={"detail": "any"}, as_="ada",
         body={"name": "Bad", "email": "bad2@parlance.example", "password": "x", "role": "emperor"}),
    Case("added by a plain user", f"POST {AUTHS}/add", "0.12.4#52", as_="bob",
         body={"name": "No", "email": "no@parlance.example", "password": "x"}),
    Case("a token for the new account works", f"GET {AUTHS}/", as_="eve", check=holds(name="Eve")),
    # About oneself
    Case("everybody", f"GET {USERS}/all", ("0.12.4#84", "0.8.12#82"), as_="ada"),
    Case("search", f"GET {USERS}/search?query=eve-{{bob_id}}", ("0.12.4#86", "0.8.12#84"), as_="dora",
         check=only_eve),
    Case("about oneself", f"POST {AUTHS}/update/profile", ("0.12.4#53", "0.8.12#52"), as_="bob",
         body={"name": "Bob", "profile_image_url": "/user.png", "bio": "hi", "gender": None,
               "date_of_birth": None}),
    Case("an image that is none", f"POST {AUTHS}/update/profile", status=422, shape={"detail": "any"},
         as_="bob",
         body={"name": "Bob", "profile_image_url": "data:image/svg+xml;base64,PHN2Zy8+"}),
    Case("where one is", f"POST {AUTHS}/update/timezone", ("0.12.4#54", "0.8.12#53"), as_="bob",
         body={"timezone": "Europe/Oslo"}),
    Case("settings", f"POST {USERS}/user/settings/update", status=200, as_="bob",
         body={"ui": {"theme": "x", "models": ["m"]}, "extra": 7}),
    Case("no status yet", f"GET {USERS}/user/status", ("0.12.4#97", "0.8.12#95"), as_="bob"),
    Case("status set", f"POST {USERS}/user/status/update", ("0.12.4#98", "0.8.12#96"), as_="bob",
         body={"status_emoji": ":wave:", "status_message": "busy"}),
    Case("status", f"GET {USERS}/user/status", "0.8.12#97", as_="bob"),
    Case("no info yet", f"GET {USERS}/user/info", ("0.12.4#100", "0.8.12#98"), as_="bob"),
    Case("info", f"POST {USERS}/user/info/update", ("0.12.4#101", "0.8.12#99"), as_="bob",
         body={"location": "Oslo"}),
    Case("more info", f"POST {USERS}/user/info/update", "0.12.4#102", as_="bob", body={"team": "x"},
         check=equals({"location": "Oslo", "team": "x"})),
    Case("info is merged", f"GET {USERS}/user/info", "0.12.4#103", as_="bob"),
    Case("no variables yet", f"GET {USERS}/user/variables", as_="bob", shape={"variables": {}}),
    Case("variables set", f"POST {USERS}/user/variables/update", as_="bob",
         body={"variables": {"city": "Oslo", "team": "north"}}, shape={"variables": "any"}),
    Case("variables replaced", f"POST {USERS}/user/variables/update", as_="bob",
         body={"variables": {"city": "Bergen"}}, check=equals({"variables": {"city": "Bergen"}})),
    Case("variables", f"GET {USERS}/user/variables", as_="bob",
         check=equals({"variables": {"city": "Bergen"}})),
    Case("a variable that is no text", f"POST {USERS}/user/variables/update", status=422,
         shape={"detail": "any"}, as_="bob", body={"variables": {"city": 1}}),
    # How people see each other
    Case("search, admin", f"GET {USERS}/search?query={{dora_email}}", "0.8.12#83", as_="ada"),
    Case("info of a person", f"GET {USERS}/{{bob_id}}/info", ("0.12.4#107", "0.8.12#105"), as_="ada"),
    Case("info of another", f"GET {USERS}/{{dora_id}}/info", ("0.12.4#108", "0.8.12#106"), as_="bob"),
    Case("active", f"GET {USERS}/{{bob_id}}/active", ("0.12.4#115", "0.8.12#113"), as_="ada"),
    Case("active, nobody", f"GET {USERS}/nope/active", ("0.12.4#116", "0.8.12#114"), as_="ada",
         check=equals({"active": False})),
    Case("image that was never set", f"GET {USERS}/{{bob_id}}/profile/image", "0.12.4#110", as_="dora"),
    Case("image without a token", f"GET {USERS}/{{bob_id}}/profile/image", ("0.12.4#111", "0.8.12#109")),
    Case("image of nobody", f"GET {USERS}/nope/profile/image", ("0.12.4#112", "0.8.12#110"), as_="ada"),
    Case("image set", f"POST {USERS}/{{eve_id}}/update", ("0.12.4#113", "0.8.12#111"), as_="ada",
         body={"role": "user", "name": "Eve", "email": "eve-{bob_id}@parlance.example",
               "profile_image_url": PIXEL}),
    Case("image", f"GET {USERS}/{{eve_id}}/profile/image", ("0.12.4#114", "0.8.12#112"), as_="ada"),
    Case("preview", f"GET {USERS}/{{bob_id}}/preview", as_="ada",
         shape={"user": "any", "groups": [], "permissions": "any",
                "models": {"items": "any", "total": "integer"},
                "knowledge": {"items": [], "total": "integer"}, "tools": {"items": [], "total": "integer"}},
         check=sees_models),
    Case("preview of a pending account", f"GET {USERS}/{{cy_id}}/preview", as_="ada", check=sees_nothing),
    Case("preview of nobody", f"GET {USERS}/nope/preview", status=400, shape={"detail": "string"}, as_="ada"),
    Case("preview, plain user", f"GET {USERS}/{{bob_id}}/preview", status=401, shape={"detail": "string"},
         as_="bob"),
    # Permissions of plain users
    Case("default permissions", f"GET {USERS}/default/permissions", ("0.12.4#90", "0.8.12#88"), as_="ada",
         keep={"tree": ""}),
    Case("default permissions, plain user", f"GET {USERS}/default/permissions", ("0.12.4#91", "0.8.12#89"),
         as_="bob"),
    Case("default permissions set", f"POST {USERS}/default/permissions", ("0.12.4#92", "0.8.12#90",
         "0.12.4#173", "0.8.12#171"),
         as_="ada", body=lambda kept: kept["tree"]),
    Case("default permissions incomplete", f"POST {USERS}/default/permissions", ("0.12.4#93", "0.8.12#91"),
         as_="ada", body={"workspace": {"models": "maybe"}}),
    Case("permissions of a new installation", f"GET {USERS}/default/permissions/defaults", as_="ada"),
    # Changed by an administrator
    Case("let in", f"POST {USERS}/{{cy_id}}/update", ("0.12.4#36", "0.8.12#35"), as_="ada",
         body={"role": "user", "name": "Cy", "email": "{cy_email}", "profile_image_url": "/user.png"},
         check=holds(role="user")),
    Case("address taken", f"POST {USERS}/{{bob_id}}/update", ("0.12.4#117", "0.8.12#115"), as_="ada",
         body={"role": "user", "name": "Bob", "email": "{dora_email}", "profile_image_url": "/user.png"}),
    Case("the first administrator stays one", f"POST {USERS}/{{ada_id}}/update", "0.12.4#118", as_="ada",
         body={"role": "user", "name": "Ada", "email": "{ada_email}", "profile_image_url": "/user.png"}),
    Case("update of nobody", f"POST {USERS}/nope/update", ("0.12.4#119", "0.8.12#117"), as_="ada",
         body={"role": "user", "name": "x", "email": "x@parlance.example", "profile_image_url": "/user.png"}),
    Case("job priority", f"PATCH {USERS}/{{bob_id}}/job-priority", as_="ada", body={"priority": 7},
         shape={"user_id": "string", "job_priority": "integer"}, check=holds(job_priority=7)),
    Case("job priority is shown", f"GET {USERS}/{{bob_id}}", as_="ada", check=holds(job_priority=7)),
    Case("job priority of nobody", f"PATCH {USERS}/nope/job-priority", status=400, shape={"detail": "string"},
         as_="ada", body={"priority": 7}),
    Case("job priority too high", f"PATCH {USERS}/{{bob_id}}/job-priority", status=422,
         shape={"detail": "any"},
         as_="ada", body={"priority": 11}),
    Case("job priority, plain user", f"PATCH {USERS}/{{bob_id}}/job-priority", status=401,
         shape={"detail": "string"}, as_="bob", body={"priority": 10}),
    # Deactivation
    Case("deactivated", f"POST {USERS}/{{eve_id}}/deactivate", as_="ada", check=equals(True)),
    Case("no session any more", f"GET {AUTHS}/", status=401, shape={"detail": "string"}, as_="eve"),
    Case("no sign-in either", f"POST {AUTHS}/signin", ("0.12.4#38", "0.8.12#37"),
         body={"email": "eve-{bob_id}@parlance.example", "password": PASSWORD}),
    Case("reactivated", f"POST {USERS}/{{eve_id}}/reactivate", as_="ada", check=equals(True)),
    Case("signs in again", f"POST {AUTHS}/signin", "0.12.4#37", keep={"eve": "token"},
         body={"email": "eve-{bob_id}@parlance.example", "password": PASSWORD}),
    Case("sessions revoked", f"POST {USERS}/{{eve_id}}/sessions/revoke", as_="ada", check=equals(True)),
    Case("revoked session", f"GET {AUTHS}/", status=401, shape={"detail": "string"}, as_="eve"),
    # Keys with names, scopes and an expiry
    Case("named key", f"POST {AUTHS}/api_keys", as_="ada", keep={"reader": "api_key", "reader_id": "key.id"},
         body=lambda _: {"name": "report", "scopes": ["read"], "expires_at": int(time.time()) + 3600},
         shape={"key": KEY, "api_key": "string"}),
    Case("a reading key reads", f"GET {USERS}/?query={{bob_email}}", as_="reader"),
    Case("and in x-api-key", f"GET {USERS}/?query={{bob_email}}", headers={"x-api-key": "{reader}"}),
    Case("and in a cookie", f"GET {USERS}/?query={{bob_email}}", headers={"cookie": "token={reader}"}),
    Case("it changes nothing", f"DELETE {USERS}/{{eve_id}}", status=403,
         shape={"detail": "string"}, as_="reader"),
    Case("nor in x-api-key", f"DELETE {USERS}/{{eve_id}}", status=403, shape={"detail": "string"},
         headers={"x-api-key": "{reader}"}),
    Case("nor in a cookie", f"DELETE {USERS}/{{eve_id}}", status=403, shape={"detail": "string"},
         headers={"cookie": "token={reader}"}),
    Case("nor makes it keys", f"POST {AUTHS}/api_keys", status=401, shape={"detail": "string"}, as_="reader",
         body={"name": "more"}),
    Case("keys listed", f"GET {AUTHS}/api_keys", as_="ada", shape="any"),
    Case("a scope there is not", f"POST {AUTHS}/api_keys", status=422, shape={"detail": "any"}, as_="ada",
         body={"name": "x", "scopes": ["everything"]}),
    Case("key removed", f"DELETE {AUTHS}/api_keys/{{reader_id}}", as_="ada", check=equals(True)),
    Case("removed again", f"DELETE {AUTHS}/api_keys/{{reader_id}}", status=404, shape={"detail": "string"},
         as_="ada"),
    Case("removed key", f"GET {USERS}/", status=401, shape={"detail": "string"}, as_="reader"),
    Case("developer key made", f"POST {AUTHS}/developer_keys", as_="ada", body={"name": "ci"},
         keep={"made": "secret", "made_id": "key.id"}),
    Case("it opens the developer API", "GET /api/v1/auth", as_="made", check=equals({"authenticated": True})),
    Case("developer keys listed", f"GET {AUTHS}/developer_keys", as_="ada"),
    Case("developer key revoked", f"DELETE {AUTHS}/developer_keys/{{made_id}}", as_="ada",
         check=equals(True)),
    Case("developer keys, plain user", f"GET {AUTHS}/developer_keys", status=401, shape={"detail": "string"},
         as_="bob"),
    Case("SCIM token made", f"POST {AUTHS}/scim_tokens", as_="ada", body={"provider": "okta"},
         keep={"scim_id": "key.id", "scim": "token"}),
    Case("it opens nothing else", f"GET {USERS}/", status=401, shape={"detail": "string"}, as_="scim"),
    Case("SCIM tokens listed", f"GET {AUTHS}/scim_tokens", as_="ada"),
    Case("SCIM token revoked", f"DELETE {AUTHS}/scim_tokens/{{scim_id}}", as_="ada", check=equals(True)),
    # The end of accounts
    Case("deleted by a plain user", f"DELETE {USERS}/{{eve_id}}", ("0.12.4#125", "0.8.12#123"), as_="bob"),
    Case("own account", f"DELETE {USERS}/{{ada_id}}", "0.12.4#124", as_="ada"),
    Case("deleted", f"DELETE {USERS}/{{eve_id}}", "0.12.4#122", as_="ada", check=equals(True)),
    Case("deleted again", f"DELETE {USERS}/{{eve_id}}", ("0.12.4#123", "0.8.12#121"), as_="ada",
         check=equals(True)),
    Case("sign-out by its other verb", f"GET {AUTHS}/signout", "0.8.12#807", as_="bob"),
    Case("a verb it does not take", f"PUT {AUTHS}/signin", status=405, shape={"detail": "string"}, body={}),
]
# fmt: on

test_rows = scenario(CASES)
