"""Contract: export, import, administrators' lists and suggestions of `/api/v1/chats`."""

from __future__ import annotations

import uuid
from typing import Any

from tests.contract.runner import Case, scenario
from tests.contract.test_openwebui_chats import CHATS, DENIED, document, nothing, only, stamped

BEES = document("Keeping bees", "When do bees swarm?", "On warm days in May.")
MOSS = document("Moss between stones", "Does moss harm the stones?", "Hardly.")
SOMEBODY = str(uuid.uuid4())
for answer in MOSS["history"]["messages"].values():
    answer["user_id"] = SOMEBODY
    if answer["role"] == "user":
        answer["user"] = {"id": SOMEBODY, "name": "Bob"}
    else:
        answer["followUps"] = ["And the roots?", "And lichen?"]
LINES = "application/x-ndjson"


def imported(body: Any) -> None:
    """What was told of the chat is so."""
    chat = body[0]
    assert (chat["pinned"], chat["meta"]) == (True, {"tags": ["imp"], "source": "elsewhere"})
    assert (chat["created_at"], chat["updated_at"]) == (1700000000, 1700000100)
    assert chat["title"] == chat["chat"]["title"]


def complete(body: Any) -> None:
    """Both messages are there."""
    assert len(body["chat"]["history"]["messages"]) == 2


def equals(expected: Any) -> Any:
    """The whole reply."""

    def check(body: Any) -> None:
        assert body == expected

    return check


def _again(kept: Any) -> Any:
    return {"chats": [kept["line"]]}


# fmt: off
CASES = [
    Case("imported", f"POST {CHATS}/import", shape="any", as_="bob", body={"chats": [{
        "chat": MOSS, "meta": {"tags": ["imp"], "source": "elsewhere"}, "pinned": True,
        "created_at": 1700000000, "updated_at": 1700000100}]}, keep={"moss": "0.id"}, check=imported),
    Case("imported, of the later version", f"POST {CHATS}/import", "0.12.4#255", as_="dora",
         body={"chats": [{"chat": stamped(document("Lichen", "What is it?", "Two in one.")),
                          "meta": {"tags": ["imp"]}, "pinned": True}]}, keep={"lichen": "0.id"}),
    Case("it goes", f"DELETE {CHATS}/{{lichen}}", ("0.12.4#268", "0.8.12#265"), as_="dora"),
    Case("a bare array is no import", f"POST {CHATS}/import", ("0.12.4#256", "0.8.12#253"), as_="bob",
         body=[{"chat": {}}]),
    Case("import of what is no chat", f"POST {CHATS}/import", status=422, shape="any", as_="bob",
         body={"chats": [{"chat": {}}, {"chat": "none"}]}),
    Case("nothing of it was created", f"GET {CHATS}/?include_pinned=true", ("0.12.4#187", "0.8.12#185"),
         as_="bob", check=only("Moss between stones")),
    Case("suggestions", f"GET {CHATS}/{{moss}}/suggestions", shape={"suggestions": ["string"]}, as_="bob",
         check=equals({"suggestions": ["And the roots?", "And lichen?"]})),
    Case("suggestions, another's", f"GET {CHATS}/{{moss}}/suggestions", status=401, shape=DENIED, as_="dora"),
    Case("exported", f"GET {CHATS}/all", "0.12.4#249", as_="bob", content_type=LINES,
         keep={"line": "0"}, check=only("Moss between stones")),
    Case("exported, the other spelling", f"GET {CHATS}/export", "0.12.4#249", as_="bob",
         check=only("Moss between stones")),
    Case("nothing to export", f"GET {CHATS}/all", "0.12.4#249", as_="dora", check=nothing),
    Case("an export imports", f"POST {CHATS}/import", shape="any", as_="dora", body=_again, check=imported),
    Case("everybody's", f"GET {CHATS}/all/db", ("0.12.4#250", "0.8.12#247"), as_="ada"),
    Case("everybody's, not for users", f"GET {CHATS}/all/db", status=401, shape=DENIED, as_="bob"),
    Case("new", f"POST {CHATS}/new", ("0.12.4#183", "0.8.12#181"), as_="bob", body={"chat": BEES}),
    Case("versions", f"GET {CHATS}/{{moss}}/history", as_="bob", shape=[
        {"version": "integer", "created_at": "integer", "user_id": "string", "changes": ["string"]}],
         keep={"first": "0.version"}),
    Case("versions, another's", f"GET {CHATS}/{{moss}}/history", status=401, shape=DENIED, as_="dora"),
    Case("cleared", f"DELETE {CHATS}/{{moss}}/messages", shape="boolean", as_="bob"),
    Case("as it stood", f"GET {CHATS}/{{moss}}?version={{first}}", shape="any", as_="bob", check=complete),
    Case("as it stood, another's", f"GET {CHATS}/{{moss}}?version={{first}}", status=401, shape=DENIED,
         as_="dora"),
    Case("restored by another", f"POST {CHATS}/{{moss}}/history/{{first}}/restore", status=401, shape=DENIED,
         as_="dora"),
    Case("restored", f"POST {CHATS}/{{moss}}/history/{{first}}/restore", shape="any", as_="bob",
         check=complete),
    Case("a version there never was", f"POST {CHATS}/{{moss}}/history/999/restore", status=401,
         shape=DENIED, as_="bob"),
    Case("chats of a person", f"GET {CHATS}/list/user/{{bob_id}}", ("0.12.4#252", "0.8.12#249"), as_="ada",
         check=only("Moss between stones", "Keeping bees")),
    Case("chats of a person, searched", f"GET {CHATS}/list/user/{{bob_id}}?page=1&query=bees",
         ("0.12.4#253", "0.8.12#250"), as_="ada", check=only("Keeping bees")),
    Case("chats of a person, not for users", f"GET {CHATS}/list/user/{{bob_id}}",
         ("0.12.4#254", "0.8.12#251"), as_="dora"),
    Case("all deleted", f"DELETE {CHATS}/", ("0.12.4#271", "0.8.12#268"), as_="bob"),
    Case("nothing is left", f"GET {CHATS}/all/archived", shape=[], as_="bob", check=nothing),
]
# fmt: on

test_rows = scenario(CASES)
