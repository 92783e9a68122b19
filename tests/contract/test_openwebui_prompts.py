"""Contract: `/api/v1/prompts`, texts with a slash command, their versions and who may use them."""

from __future__ import annotations

import json
import uuid
from typing import Any

from tests.contract.runner import Case, scenario

PROMPTS = "/api/v1/prompts"
ONE = f"{PROMPTS}/id/{{prompt}}"
DENIED = {"detail": "string"}
WORD = f"greet{uuid.uuid4().hex[:8]}"
"""Commands are unique in the system the tables share."""
TAG = f"fun{uuid.uuid4().hex[:8]}"
GREET = {
    "command": WORD,
    "name": "Greet",
    "content": "Greet {{name}} shortly",
    "tags": [TAG],
    "access_grants": [],
    "commit_message": "first",
}
TO_DORA = {"access_grants": [{"principal_type": "user", "principal_id": "{dora_id}", "permission": "read"}]}


def may_make_prompts(kept: dict[str, Any]) -> dict[str, Any]:
    """The default permissions, with leave to make and share prompts."""
    permissions = kept["permissions"]
    return {
        **permissions,
        "workspace": {**permissions["workspace"], "prompts": True},
        "sharing": {**permissions["sharing"], "prompts": True},
    }


def says(**wanted: Any) -> Any:
    """The prompt has these values."""

    def check(body: Any) -> None:
        assert {key: body[key] for key in wanted} == wanted

    return check


def differs(body: Any) -> None:
    """The diff shows the line that was replaced."""
    assert [line for line in body["content_diff"] if line.startswith(("-Greet", "+Greet"))] == [
        "-Greet {{name}} warmly",
        "+Greet {{name}} shortly",
    ]


def messages(*wanted: str) -> Any:
    """The versions' messages, in order."""

    def check(body: Any) -> None:
        assert [one["commit_message"] for one in body] == list(wanted), json.dumps(body)

    return check


# fmt: off
CASES = [
    Case("no prompts", f"GET {PROMPTS}/", ("0.12.4#397", "0.8.12#394"), as_="bob"),
    Case("without a token", f"GET {PROMPTS}/", status=401, shape=DENIED),
    Case("new, not allowed", f"POST {PROMPTS}/create", status=401, shape=DENIED, as_="bob", body=GREET),
    Case("permissions", "GET /api/v1/users/default/permissions", as_="ada", keep={"permissions": ""}),
    Case("permission given", "POST /api/v1/users/default/permissions", as_="ada", body=may_make_prompts),
    Case("new", f"POST {PROMPTS}/create", ("0.12.4#398", "0.8.12#395"), as_="bob", body=GREET,
         keep={"prompt": "id", "first": "version_id"}),
    Case("a command twice", f"POST {PROMPTS}/create", ("0.12.4#399", "0.8.12#396"), as_="dora",
         body={"command": WORD, "name": "Dup", "content": "x"}),
    Case("half a form", f"POST {PROMPTS}/create", ("0.12.4#400", "0.8.12#397"), as_="bob",
         body={"command": "x"}),
    Case("list", f"GET {PROMPTS}/", ("0.12.4#401", "0.8.12#398"), as_="bob"),
    Case("tags", f"GET {PROMPTS}/tags", ("0.12.4#402", "0.8.12#399"), as_="bob"),
    Case("one without tags", f"POST {PROMPTS}/create", as_="ada", shape="any",
         body={"command": WORD + "-bare", "name": "Bare", "content": "x", "tags": []}),
    Case("tags, where one has none", f"GET {PROMPTS}/tags", as_="ada", shape=["string"]),
    Case("tags of another", f"GET {PROMPTS}/tags", as_="dora", shape=[]),
    Case("search", f"GET {PROMPTS}/list?page=1&query=greet", ("0.12.4#403", "0.8.12#400"), as_="bob",
         check=says(total=1)),
    Case("by tag", f"GET {PROMPTS}/list?tag={TAG}&order_by=name&direction=asc", ("0.12.4#404", "0.8.12#401"),
         as_="bob", check=says(total=1)),
    Case("by another tag", f"GET {PROMPTS}/list?tag=none", as_="bob", check=says(total=0, items=[])),
    Case("by command", f"GET {PROMPTS}/command/{WORD}", "0.8.12#402", as_="bob"),
    Case("by command of another", f"GET {PROMPTS}/command/{WORD}", status=404, shape=DENIED, as_="dora"),
    Case("read", f"GET {ONE}", ("0.12.4#406", "0.8.12#403"), as_="bob"),
    Case("unknown", f"GET {PROMPTS}/id/nope", ("0.12.4#407", "0.8.12#404"), as_="bob"),
    Case("read by another", f"GET {ONE}", ("0.12.4#408", "0.8.12#405"), as_="dora"),
    # Versions
    Case("saved", f"POST {ONE}/update", ("0.12.4#409", "0.8.12#406"), as_="bob",
         keep={"second": "version_id"},
         body={"command": WORD, "name": "Greet", "content": "Greet {{name}} warmly", "tags": [TAG],
             "commit_message": "second"}),
    Case("renamed", f"POST {ONE}/update/meta", ("0.12.4#410", "0.8.12#407"), as_="bob",
         body={"name": "Greet!", "command": WORD + "2", "tags": [TAG, "t2"]},
         check=says(name="Greet!", command=WORD + "2", tags=[TAG, "t2"])),
    Case("versions", f"GET {ONE}/history", ("0.12.4#411", "0.8.12#408"), as_="bob",
         check=messages("second", "first")),
    Case("no more versions", f"GET {ONE}/history?page=1", ("0.12.4#412", "0.8.12#409"), as_="bob"),
    Case("a version", f"GET {ONE}/history/{{second}}", "0.12.4#413", as_="bob"),
    Case("the first version", f"GET {ONE}/history/{{first}}", "0.8.12#410", as_="bob"),
    Case("no such version", f"GET {ONE}/history/nope", ("0.12.4#414", "0.8.12#411"), as_="bob"),
    Case("difference", f"GET {ONE}/history/diff?from_id={{second}}&to_id={{first}}", "0.12.4#415", as_="bob",
         check=differs),
    Case("difference of what", f"GET {ONE}/history/diff", "0.12.4#416", as_="bob"),
    Case("difference for another", f"GET {ONE}/history/diff?from_id={{second}}&to_id={{first}}", status=404,
         shape=DENIED, as_="dora"),
    Case("another version", f"POST {ONE}/update/version", ("0.12.4#417", "0.8.12#414"), as_="bob",
         body={"version_id": "{first}"},
         check=says(content="Greet {{name}} shortly", name="Greet", command=WORD + "2", tags=[TAG])),
    Case("the live version deleted", f"DELETE {ONE}/history/{{first}}", ("0.12.4#418", "0.8.12#415"),
         as_="bob"),
    Case("a draft", f"POST {ONE}/update", as_="bob", keep={"live": "version_id"},
         body={"command": WORD + "2", "name": "Draft", "content": "x", "is_production": False},
         check=says(content="Greet {{name}} shortly", name="Greet")),
    Case("a version deleted", f"DELETE {ONE}/history/{{second}}", ("0.12.4#419", "0.8.12#416"), as_="bob"),
    # Access
    Case("shared", f"POST {ONE}/access/update", ("0.12.4#420", "0.8.12#417"), as_="bob", body=TO_DORA),
    Case("now readable", f"GET {ONE}", "0.12.4#421", as_="dora", check=says(write_access=False)),
    Case("changed by a reader", f"POST {ONE}/update/meta", status=401, shape=DENIED, as_="dora",
         body={"name": "x", "command": "x"}),
    Case("switched off", f"POST {ONE}/toggle", ("0.12.4#422", "0.8.12#419"), as_="bob",
         check=says(is_active=False)),
    # Gone
    Case("deleted by a reader", f"DELETE {ONE}/delete", ("0.12.4#423", "0.8.12#420"), as_="dora"),
    Case("deleted", f"DELETE {ONE}/delete", ("0.12.4#424", "0.8.12#421"), as_="bob"),
    Case("deleted again", f"DELETE {ONE}/delete", ("0.12.4#425", "0.8.12#422"), as_="bob"),
    Case("the command is free again", f"POST {PROMPTS}/create", as_="dora", keep={"prompt": "id"},
         body={"command": WORD + "2", "name": "Mine", "content": "x"}),
    Case("and goes", f"DELETE {ONE}/delete", as_="dora"),
    Case("permissions as they were", "POST /api/v1/users/default/permissions", as_="ada",
         body=lambda kept: kept["permissions"]),
]
# fmt: on

test_rows = scenario(CASES)
