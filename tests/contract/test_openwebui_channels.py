"""Contract: `/api/v1/channels`: rooms, groups and conversations, and what is said in them."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

CHANNELS = "/api/v1/channels"
TALK = f"{CHANNELS}/{{talk}}"
CREW = f"{CHANNELS}/{{crew}}"
HELLO = f"{TALK}/messages/{{hello}}"
DENIED = {"detail": "string"}
EVERYBODY = [
    {"principal_type": "user", "principal_id": "*", "permission": "read"},
    {"principal_type": "user", "principal_id": "*", "permission": "write"},
]


def channels_on(kept: dict[str, Any]) -> dict[str, Any]:
    """The administrator's settings, with channels."""
    return {**kept["config"], "ENABLE_CHANNELS": True}


def named(*names: str) -> Any:
    """A check that these channels are listed."""

    def check(body: Any) -> None:
        assert [row["name"] for row in body] == list(names)

    return check


def says(*contents: str) -> Any:
    """A check of the messages in a list, in their order."""

    def check(body: Any) -> None:
        assert [row["content"] for row in body] == list(contents)

    return check


def has(**wanted: Any) -> Any:
    """A check of some fields."""

    def check(body: Any) -> None:
        assert {name: body[name] for name in wanted} == wanted

    return check


def reacted(*names: str) -> Any:
    """A check of the reactions of a message."""

    def check(body: Any) -> None:
        assert [row["name"] for row in body["reactions"]] == list(names)
        assert all(row["count"] == len(row["users"]) for row in body["reactions"])

    return check


# fmt: off
CASES = [
    Case("settings", "GET /api/v1/auths/admin/config", as_="ada", keep={"config": ""}),
    Case("channels on", "POST /api/v1/auths/admin/config", as_="ada", body=channels_on),
    # Channels
    Case("none yet", f"GET {CHANNELS}/", ("0.12.4#273", "0.8.12#270"), as_="bob", check=named()),
    Case("without a token", f"GET {CHANNELS}/", status=401, shape=DENIED),
    Case("new", f"POST {CHANNELS}/create", ("0.12.4#274", "0.8.12#271"), as_="ada", keep={"talk": "id"},
         body={"name": "Tower Room", "description": "d", "data": {}, "meta": {},
               "access_grants": EVERYBODY}, check=has(name="tower room")),
    Case("new by a plain user", f"POST {CHANNELS}/create", ("0.12.4#275", "0.8.12#272"), as_="bob",
         body={"name": "nope"}),
    Case("new group", f"POST {CHANNELS}/create", ("0.12.4#276", "0.8.12#273"), as_="ada",
         keep={"crew": "id"}, body={"name": "crew", "type": "group", "user_ids": ["{bob_id}"]}),
    Case("new conversation", f"POST {CHANNELS}/create", "0.8.12#274", as_="bob", keep={"pair": "id"},
         body={"type": "dm", "user_ids": ["{ada_id}"]}),
    Case("the same people", f"POST {CHANNELS}/create", "0.8.12#274", as_="bob",
         body={"type": "dm", "user_ids": ["{ada_id}"]}),
    Case("with somebody", f"GET {CHANNELS}/users/{{bob_id}}", "0.8.12#274", as_="ada"),
    Case("with nobody", f"GET {CHANNELS}/users/none", as_="ada", status=400, shape=DENIED),
    Case("of no kind", f"POST {CHANNELS}/create", as_="ada", status=400, shape=DENIED,
         body={"name": "x", "type": "tunnel"}),
    Case("listed", f"GET {CHANNELS}/", ("0.12.4#278", "0.8.12#275"), as_="bob",
         check=named("crew", "", "tower room")),
    Case("listed in short", f"GET {CHANNELS}/list", as_="ada",
         shape="any",
         check=named("tower room", "crew", "")),
    Case("one", f"GET {TALK}", "0.8.12#277", as_="bob", check=has(is_manager=False, write_access=True)),
    Case("unknown", f"GET {CHANNELS}/nope", ("0.12.4#281", "0.8.12#278"), as_="bob"),
    Case("other words", f"POST {TALK}/update", "0.8.12#279", as_="ada",
         body={"name": "general", "description": "d2"}, check=has(name="general", data=None)),
    Case("other words by a reader", f"POST {TALK}/update", ("0.12.4#283", "0.8.12#280"), as_="bob",
         body={"name": "x"}),
    Case("who reads it", f"GET {TALK}/members", ("0.12.4#284", "0.8.12#281"), as_="bob"),
    Case("shared", f"POST {TALK}/access/update", "0.8.12#279", as_="ada", body={"access_grants": EVERYBODY}),
    Case("shared by a reader", f"POST {TALK}/access/update", as_="bob", status=403, shape=DENIED,
         body={"access_grants": EVERYBODY}),
    # Messages
    Case("posted", f"POST {TALK}/messages/post", "0.12.4#285", as_="bob", keep={"hello": "id"},
         body={"content": "morning **crew**", "temp_id": "t1"}),
    Case("nothing posted", f"POST {TALK}/messages/post", ("0.12.4#286", "0.8.12#283"), as_="bob", body={}),
    Case("reply", f"POST {TALK}/messages/post", "0.12.4#287", as_="ada", keep={"answer": "id"},
         body={"content": "reply", "parent_id": "{hello}", "data": {}, "meta": {}}),
    Case("reply to what is not here", f"POST {CREW}/messages/post", as_="ada", status=400, shape=DENIED,
         body={"content": "reply", "parent_id": "{hello}"}),
    Case("messages", f"GET {TALK}/messages", ("0.12.4#288", "0.8.12#285"), as_="ada",
         check=says("morning **crew**")),
    Case("one message of many", f"GET {TALK}/messages?skip=0&limit=1", "0.8.12#286", as_="ada"),
    Case("message", f"GET {HELLO}", ("0.12.4#290", "0.8.12#287"), as_="ada",
         check=has(reply_count=1, data=None)),
    Case("unknown message", f"GET {TALK}/messages/nope", ("0.12.4#291", "0.8.12#288"), as_="ada"),
    Case("message of another channel", f"GET {CREW}/messages/{{hello}}", as_="ada", status=400, shape=DENIED),
    Case("thread", f"GET {HELLO}/thread", ("0.12.4#292", "0.8.12#289"), as_="bob",
         check=says("reply", "morning **crew**")),
    Case("thread before a reply", f"GET {HELLO}/thread?before={{answer}}", shape="any", as_="bob",
         check=says("morning **crew**")),
    Case("thread around a reply", f"GET {HELLO}/thread?around={{answer}}", shape="any", as_="bob",
         check=says("reply", "morning **crew**")),
    Case("thread around nothing", f"GET {HELLO}/thread?around=nope", status=404, shape=DENIED, as_="bob"),
    Case("edited", f"POST {HELLO}/update", ("0.12.4#293", "0.8.12#290"), as_="bob",
         body={"content": "edited"}, check=has(content="edited", data={}, meta={})),
    Case("edited by another", f"POST {HELLO}/update", "0.12.4#294", as_="dora", body={"content": "hijack"}),
    Case("data", f"GET {HELLO}/data", as_="bob", shape={}),
    Case("reaction", f"POST {HELLO}/reactions/add", ("0.12.4#295", "0.8.12#292"), as_="ada",
         body={"name": "thumbsup"}),
    Case("the same reaction", f"POST {HELLO}/reactions", as_="ada", body={"name": "thumbsup"},
         shape="boolean"),
    Case("with a reaction", f"GET {HELLO}", ("0.12.4#297", "0.8.12#294"), as_="ada",
         check=reacted("thumbsup")),
    Case("reaction taken back", f"POST {HELLO}/reactions/remove", ("0.12.4#298", "0.8.12#295"), as_="ada",
         body={"name": "thumbsup"}),
    Case("no reaction to take back", f"DELETE {HELLO}/reactions", as_="ada", body={"name": "thumbsup"},
         shape="boolean"),
    Case("pinned", f"POST {HELLO}/pin", ("0.12.4#299", "0.8.12#296"), as_="ada", body={"is_pinned": True},
         check=reacted()),
    Case("pins", f"GET {TALK}/messages/pinned", ("0.12.4#300", "0.8.12#297"), as_="bob",
         check=says("edited")),
    # Members
    Case("let in", f"POST {CREW}/update/members/add", ("0.12.4#301", "0.8.12#298"), as_="ada",
         body={"user_ids": ["{bob_id}", "{dora_id}"]}),
    Case("let in, the other spelling", f"POST {CREW}/members/add", as_="ada",
         body={"user_ids": ["{dora_id}"]}, shape=[]),
    Case("let in by a member", f"POST {CREW}/members/add", as_="bob", status=403, shape=DENIED,
         body={"user_ids": ["{dora_id}"]}),
    Case("members", f"GET {CREW}/members", ("0.12.4#302", "0.8.12#299"), as_="ada",
         check=has(total=3)),
    Case("muted", f"POST {CREW}/members/mute", as_="dora", body={"is_channel_muted": True},
         shape={"is_channel_muted": "boolean"}),
    Case("hidden", f"POST {CREW}/members/active", as_="dora", body={"is_active": False}, shape="boolean"),
    Case("not listed", f"GET {CHANNELS}/", as_="dora", check=named("general")),
    Case("taken out", f"POST {CREW}/update/members/remove", ("0.12.4#303", "0.8.12#300"), as_="ada",
         body={"user_ids": ["{dora_id}"]}),
    Case("outside", f"GET {CREW}", ("0.12.4#304", "0.8.12#301"), as_="dora"),
    Case("posted from outside", f"POST {CREW}/messages/post", as_="dora", status=403, shape=DENIED,
         body={"content": "let me in"}),
    Case("taken out, the other spelling", f"DELETE {CREW}/members/{{bob_id}}", as_="ada", shape="integer"),
    # Gone
    Case("message deleted", f"DELETE {HELLO}/delete", ("0.12.4#305", "0.8.12#302"), as_="bob"),
    Case("message deleted again", f"DELETE {HELLO}/delete", ("0.12.4#306", "0.8.12#303"), as_="bob"),
    Case("deleted by a reader", f"DELETE {TALK}/delete", ("0.12.4#307", "0.8.12#304"), as_="bob"),
    Case("deleted", f"DELETE {TALK}/delete", ("0.12.4#308", "0.8.12#305"), as_="ada"),
    Case("gone", f"GET {TALK}", ("0.12.4#309", "0.8.12#306"), as_="ada"),
    Case("settings as they were", "POST /api/v1/auths/admin/config", as_="ada",
         body=lambda kept: kept["config"]),
]
# fmt: on

test_rows = scenario(CASES)
