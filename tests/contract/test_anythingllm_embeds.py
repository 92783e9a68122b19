"""Contract: embeds of the developer API, and the public routes the widget calls from other sites' pages."""

from __future__ import annotations

import json
from typing import Any

from tests.contract.runner import Case, World, run, scenario
from tests.system import System

EMBED = "/api/v1/embed"
FORBIDDEN = {"error": "string", "message": "any"}
VISITOR = "7f3c2a10-5a3e-4c6b-9d52-0c6f0f5b7a01"
OTHER_VISITOR = "7f3c2a10-5a3e-4c6b-9d52-0c6f0f5b7a02"
BAKERY = {"origin": "https://bakery.example"}
MILL = {"origin": "https://mill.example"}
ABORT = {
    "id": "string",
    "type": "string",
    "textResponse": "null",
    "sources": [],
    "close": "boolean",
    "error": "string",
}
CHUNK = {
    "uuid": "string",
    "sources": [],
    "type": "string",
    "textResponse": "string",
    "close": "boolean",
    "error": "boolean",
}


def opened(*origins: str) -> Any:
    """An embed that is meant for these origins."""

    def check(body: Any) -> None:
        kept = body["embed"]["allowlist_domains"]
        assert json.loads(kept or "[]") == list(origins)
        assert body["embed"]["enabled"] is True

    return check


def answered(body: Any) -> None:
    """Pieces of text under one id; only the last closes the answer, and no source is told."""
    assert {frame["type"] for frame in body} == {"textResponseChunk"}
    assert len({frame["uuid"] for frame in body}) == 1
    assert "".join(frame["textResponse"] for frame in body)
    assert [frame["close"] for frame in body] == [False] * (len(body) - 1) + [True]


def told(*questions: str) -> Any:
    """The visitor's history holds these questions, each answered."""

    def check(body: Any) -> None:
        history = body["history"]
        assert [one["content"] for one in history if one["role"] == "user"] == list(questions)
        assert all(one["content"] and one["sources"] == [] for one in history if one["role"] == "assistant")

    return check


def listed(*rows: tuple[str, bool]) -> Any:
    """The operator sees these questions, and whether the visitor still does."""

    def check(body: Any) -> None:
        assert [(one["prompt"], one["include"]) for one in body["chats"]] == list(rows)
        for one in body["chats"]:
            assert json.loads(one["response"])["text"]
            assert json.loads(one["connection_information"])["host"] == BAKERY["origin"]

    return check


def counts(chats: int) -> Any:
    """The first embed of the list has so many exchanges."""

    def check(body: Any) -> None:
        found = [one for one in body["embeds"] if one["workspace"]["name"] == "Bakery"]
        assert [one["chat_count"] for one in found] == [chats, 0]

    return check


def nothing(body: Any) -> None:
    """An empty object."""
    assert body == {}


def ask(message: Any = "When do you open?", **more: Any) -> dict[str, Any]:
    """What the widget posts."""
    choices = {"prompt": None, "model": None, "temperature": None, "username": "kim"}
    return {"sessionId": VISITOR, "message": message, **choices, **more}


# fmt: off
CASES = [
    Case("a workspace", "POST /api/v1/workspace/new", as_="developer", body={"name": "Bakery"},
         keep={"slug": "workspace.slug", "workspace": "workspace.id"}),
    Case("a second workspace", "POST /api/v1/workspace/new", as_="developer", body={"name": "Pastry"},
         keep={"other": "workspace.slug", "other_number": "workspace.id"}),
    # Operators
    Case("list", f"GET {EMBED}", ("#190", "#195"), as_="developer"),
    Case("list without a key", f"GET {EMBED}", status=403, shape=FORBIDDEN),
    Case("list with an account", f"GET {EMBED}", as_="ada", status=403, shape=FORBIDDEN),
    Case("new, no workspace", f"POST {EMBED}/new", "#191", as_="developer", body={}),
    Case("new, unknown workspace", f"POST {EMBED}/new", as_="developer", status=404,
         shape={"error": "string"}, body={"workspace_slug": "none"}),
    Case("new", f"POST {EMBED}/new", "#193", as_="developer", check=opened(
             "https://bakery.example", "http://localhost:3000"),
         body={"workspace_slug": "{slug}", "chat_mode": "chat",
             "allowlist_domains": "Bakery.example/shop, http://localhost:3000", "allow_model_override": True,
             "max_chats_per_day": 100, "max_chats_per_session": 2, "message_limit": 5},
         keep={"embed": "embed.uuid", "embed_number": "embed.id"}),
    Case("new with little", f"POST {EMBED}/new", "#194", as_="developer", check=opened(),
         body={"workspace_slug": "{slug}", "chat_mode": "automatic", "max_chats_per_day": 0,
             "allowlist_domains": []}, keep={"open": "embed.uuid"}),
    Case("new, origins in an array", f"POST {EMBED}/new", as_="developer",
         check=opened("https://mill.example"), body={"workspace_slug": "{other}",
             "allowlist_domains": ["mill.example", "https://mill.example:443"]}, keep={"mill": "embed.uuid"}),
    Case("new, what is no origin", f"POST {EMBED}/new", as_="developer", status=400,
         shape={"error": "string"}, body={"workspace_slug": "{slug}", "allowlist_domains": "*"}),
    Case("new without a key", f"POST {EMBED}/new", status=403, shape=FORBIDDEN,
         body={"workspace_slug": "{slug}"}),
    Case("list of some", f"GET {EMBED}", "#195", as_="developer", check=counts(0)),
    Case("changed", f"POST {EMBED}/{{mill}}", "#196", as_="developer",
         body={"enabled": True, "allowlist_domains": "", "max_chats_per_session": 2, "chat_mode": "chat"}),
    Case("nothing to change", f"POST {EMBED}/{{mill}}", "#197", as_="developer", body={"colour": 1},
         check=nothing),
    Case("moved to another workspace", f"POST {EMBED}/{{mill}}", "#206", as_="developer",
         body={"workspace_id": "{workspace}"}),
    Case("and back", f"POST {EMBED}/{{mill}}", "#206", as_="developer",
         body={"workspace_id": "{other_number}"}),
    Case("moved nowhere", f"POST {EMBED}/{{mill}}", as_="developer", status=400,
         shape={"success": "boolean", "error": "string"}, body={"workspace_id": 0}),
    Case("changed to what is no origin", f"POST {EMBED}/{{mill}}", as_="developer", status=400,
         shape={"success": "boolean", "error": "string"}, body={"allowlist_domains": ["ftp://mill.example"]}),
    Case("unknown changed", f"POST {EMBED}/none", as_="developer", status=404, shape={"error": "string"},
         body={"enabled": False}),
    # Visitors
    Case("history before anything", f"GET /api/embed/{{embed}}/{VISITOR}", headers=BAKERY,
         shape={"history": []}, check=told()),
    Case("ask", "POST /api/embed/{embed}/stream-chat", headers=BAKERY, content_type="text/event-stream",
         shape=[CHUNK], body=ask(), check=answered),
    Case("ask as the widget does, without a type", "POST /api/embed/{embed}/stream-chat",
         headers={**BAKERY, "content-type": "text/plain;charset=UTF-8"}, content_type="text/event-stream",
         shape=[CHUNK], raw=json.dumps(ask("And on Sunday?")).encode(), check=answered),
    Case("more than the session may", "POST /api/embed/{embed}/stream-chat", headers=BAKERY, status=429,
         shape=ABORT, body=ask("And on Monday?")),
    Case("another session may", "POST /api/embed/{embed}/stream-chat", headers=BAKERY,
         content_type="text/event-stream", shape=[CHUNK], body=ask("Hello", sessionId=OTHER_VISITOR),
         check=answered),
    Case("history", f"GET /api/embed/{{embed}}/{VISITOR}", headers=BAKERY, check=told(
         "When do you open?", "And on Sunday?")),
    Case("history of the other session", f"GET /api/embed/{{embed}}/{OTHER_VISITOR}", headers=BAKERY,
         check=told("Hello")),
    Case("a session that is no UUID", "POST /api/embed/{embed}/stream-chat", headers=BAKERY, status=404,
         shape=ABORT, body=ask(sessionId="kim")),
    Case("an empty message", "POST /api/embed/{embed}/stream-chat", headers=BAKERY, status=400, shape=ABORT,
         body=ask("")),
    Case("a message too long", "POST /api/embed/{embed}/stream-chat", headers=BAKERY, status=400, shape=ABORT,
         body=ask("x" * 20_001)),
    Case("an unknown embed", "POST /api/embed/none/stream-chat", headers=BAKERY, status=404,
         content_type="text/plain", shape="text", body=ask()),
    Case("history of an unknown embed", f"GET /api/embed/none/{VISITOR}", headers=BAKERY, status=404,
         content_type="text/plain", shape="text"),
    Case("asked from another page", "POST /api/embed/{embed}/stream-chat", headers=MILL, status=401,
         shape=ABORT, body=ask()),
    Case("asked from no page", "POST /api/embed/{embed}/stream-chat", status=401, shape=ABORT, body=ask()),
    Case("history from another page", f"GET /api/embed/{{embed}}/{VISITOR}", headers=MILL, status=401,
         content_type="text/plain", shape="text"),
    # What operators see of it
    Case("chats of the embed", f"GET {EMBED}/{{embed}}/chats", "#214", as_="developer",
         check=listed(("When do you open?", True), ("And on Sunday?", True), ("Hello", True))),
    Case("chats of a session", f"GET {EMBED}/{{embed}}/chats/{VISITOR}", "#211", as_="developer",
         check=listed(("When do you open?", True), ("And on Sunday?", True))),
    Case("chats of an unknown embed", f"GET {EMBED}/none/chats", "#212", as_="developer"),
    Case("chats without a key", f"GET {EMBED}/{{embed}}/chats", status=403, shape=FORBIDDEN),
    Case("begun anew", f"DELETE /api/embed/{{embed}}/{VISITOR}", headers=BAKERY, content_type="",
         shape="text"),
    Case("history when begun anew", f"GET /api/embed/{{embed}}/{VISITOR}", headers=BAKERY, check=told()),
    Case("chats when begun anew", f"GET {EMBED}/{{embed}}/chats", "#214", as_="developer",
         check=listed(("When do you open?", False), ("And on Sunday?", False), ("Hello", True))),
    Case("counted", f"GET {EMBED}", "#195", as_="developer", check=counts(3)),
    # Switched off, and gone
    Case("switched off", f"POST {EMBED}/{{embed}}", "#208", as_="developer", body={"enabled": False}),
    Case("asked when off", "POST /api/embed/{embed}/stream-chat", headers=BAKERY, status=503, shape=ABORT,
         body=ask()),
    Case("history when off", f"GET /api/embed/{{embed}}/{VISITOR}", headers=BAKERY, status=404,
         content_type="text/plain", shape="text"),
    Case("deleted", f"DELETE {EMBED}/{{embed}}", "#215", as_="developer"),
    Case("deleted again", f"DELETE {EMBED}/{{embed}}", as_="developer", status=404,
         shape={"error": "string"}),
    Case("chats when deleted", f"GET {EMBED}/{{embed}}/chats", "#212", as_="developer"),
    Case("asked when deleted", "POST /api/embed/{embed}/stream-chat", headers=BAKERY, status=404,
         content_type="text/plain", shape="text", body=ask()),
    Case("a workspace deleted", "DELETE /api/v1/workspace/{other}", as_="developer",
         content_type="text/plain"),
    Case("its embed asked", "POST /api/embed/{mill}/stream-chat", headers=MILL, status=404,
         content_type="text/plain", shape="text", body=ask()),
]
# fmt: on

test_rows = scenario(CASES)


def test_a_backend_that_fails_ends_the_stream_and_costs_no_question(world: World, system: System) -> None:
    """Visitors learn that there was no answer, not why; the question is not counted."""
    made = Case("one question a day", f"POST {EMBED}/new", as_="developer", keep={"once": "embed.uuid"},
                body={"workspace_slug": "{slug}", "chat_mode": "chat", "max_chats_per_day": 1})  # fmt: skip
    asked = Case("asked", "POST /api/embed/{once}/stream-chat", content_type="text/event-stream",
                 shape=[CHUNK], body=ask())  # fmt: skip
    run(world, made)
    system.break_provider("error", 10)
    try:
        said = world.send(asked).text
    finally:
        system.break_provider("")
    (event,) = [json.loads(line[6:]) for line in said.splitlines() if line.startswith("data: ")]
    assert (event["type"], event["close"]) == ("abort", True)
    assert "stumbled" not in said
    run(world, asked)
    assert world.send(asked).status_code == 429
