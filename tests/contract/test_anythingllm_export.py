"""Contract: exports of what was said in the developer API's workspaces."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from tests.contract.runner import Case, scenario

WORKSPACE = "/api/v1/workspace"
FORBIDDEN = {"error": "string", "message": "any"}


def lines(body: str) -> None:
    """A line a workspace, each a conversation that begins with what the model was told."""
    found = [json.loads(line)["messages"] for line in body.split("\n")]
    assert {messages[0]["role"] for messages in found} == {"system"}
    assert "inside" in [part["text"] for messages in found for one in messages for part in one["content"]]


def oldest_first(body: Any) -> None:
    """In the order of their ids; sessions are the API's, everything else nobody's."""
    ids = [one["id"] for one in body]
    assert ids == sorted(ids)
    assert {"inside": "API", "outside": "nobody"}.items() <= {
        o["prompt"]: o["username"] for o in body
    }.items()


def table(body: str) -> None:
    """Every line as long as the head."""
    head, *found = csv.reader(io.StringIO(body))
    assert head == ["id", "workspace", "prompt", "response", "sent_at", "username", "rating"]
    assert {len(one) for one in found} == {7}


# fmt: off
CASES = [
    Case("a workspace", f"POST {WORKSPACE}/new", shape="any", as_="developer",
         body={"name": "Vestry", "chatMode": "chat"}, keep={"vestry": "workspace.slug"}),
    Case("in a session", f"POST {WORKSPACE}/{{vestry}}/chat", shape="any", as_="developer",
         body={"message": "inside", "sessionId": "s-4"}),
    Case("outside a session", f"POST {WORKSPACE}/{{vestry}}/chat", shape="any", as_="developer",
         body={"message": "outside"}),
    Case("export", "GET /api/v1/system/export-chats", ("#221", "#33"), as_="developer", check=lines),
    Case("export, lines", "GET /api/v1/system/export-chats?type=jsonl", "#218", as_="developer", check=lines),
    Case("export, JSON", "GET /api/v1/system/export-chats?type=json", ("#217", "#32"), as_="developer",
         check=oldest_first),
    Case("export, CSV", "GET /api/v1/system/export-chats?type=csv", ("#219", "#34"), as_="developer",
         check=table),
    Case("export, Alpaca", "GET /api/v1/system/export-chats?type=jsonAlpaca", ("#220", "#35"),
         as_="developer"),
    Case("export, unknown type", "GET /api/v1/system/export-chats?type=xml", status=400,
         shape={"message": "string"}, as_="developer"),
    Case("export without a key", "GET /api/v1/system/export-chats", status=403, shape=FORBIDDEN),
]
# fmt: on

test_rows = scenario(CASES)
