"""Contract: `/api/v1/folders`, and `/api/v1/chats` by their folder."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario
from tests.contract.test_openwebui_chats import CHATS, CLOCK, DENIED, MALFORMED, nothing, only

FOLDERS = "/api/v1/folders"
OWNED = {**CLOCK, "messages": [{**one, "user_id": "u"} for one in CLOCK["messages"]]}
OWNED["history"] = {
    "currentId": CLOCK["history"]["currentId"],
    "messages": {one["id"]: one for one in OWNED["messages"]},
}
"""A chat whose messages tell who wrote them, as those of the newer page do."""


def named(*names: str) -> Any:
    """A list of folders with these names, in this order."""

    def check(body: Any) -> None:
        assert [row["name"] for row in body] == list(names)

    return check


def has(**expected: Any) -> Any:
    """The reply has these values."""

    def check(body: Any) -> None:
        assert {key: body[key] for key in expected} == expected

    return check


# fmt: off
CASES = [
    Case("no folders yet", f"GET {FOLDERS}/", "0.12.4#147", as_="bob", check=nothing),
    Case("folders without a token", f"GET {FOLDERS}/", status=401, shape=DENIED),
    # Create
    Case("made", f"POST {FOLDERS}/", ("0.12.4#148", "0.8.12#146"), as_="bob", body={"name": "Work"},
         keep={"work": "id"}),
    Case("made again", f"POST {FOLDERS}/", ("0.12.4#149", "0.8.12#147"), as_="bob", body={"name": "Work"}),
    Case("made in another case", f"POST {FOLDERS}/", ("0.12.4#149", "0.8.12#147"), as_="bob",
         body={"name": "wORK"}),
    Case("made without a name", f"POST {FOLDERS}/", ("0.12.4#150", "0.8.12#148"), as_="bob", body={}),
    Case("made inside", f"POST {FOLDERS}/", ("0.12.4#151", "0.8.12#149"), as_="bob",
         body={"name": "Sub", "data": {"system_prompt": "be brief"}, "meta": {"icon": "x"},
               "parent_id": "{work}"}, keep={"sub": "id"}),
    Case("made inside nothing", f"POST {FOLDERS}/", status=404, shape=DENIED, as_="bob",
         body={"name": "Lost", "parent_id": "none"}),
    Case("data is a text", f"POST {FOLDERS}/", status=422, shape={"detail": "any"}, as_="bob",
         body={"name": "Odd", "data": "x"}),
    Case("the documented spelling", f"POST {FOLDERS}/create", ("0.12.4#148", "0.8.12#146"), as_="dora",
         body={"name": "Work"}, keep={"dora_work": "id"}),
    # Read
    Case("folders", f"GET {FOLDERS}/", ("0.12.4#152", "0.8.12#150"), as_="bob", check=named("Work", "Sub")),
    Case("folder", f"GET {FOLDERS}/{{work}}", ("0.12.4#153", "0.8.12#151"), as_="bob",
         check=has(name="Work", write_access=True)),
    Case("folder, documented", f"GET {FOLDERS}/id/{{work}}", ("0.12.4#153", "0.8.12#151"), as_="bob"),
    Case("another's folder", f"GET {FOLDERS}/{{work}}", ("0.12.4#154", "0.8.12#152"), as_="dora"),
    Case("unknown folder", f"GET {FOLDERS}/nope", ("0.12.4#155", "0.8.12#153"), as_="bob"),
    # Change
    Case("changed", f"POST {FOLDERS}/{{work}}/update", ("0.12.4#156", "0.8.12#154"), as_="bob",
         body={"name": "Work 2", "data": {"system_prompt": "s", "files": []}, "meta": {"icon": None}},
         check=has(name="Work 2")),
    Case("changed, documented", f"POST {FOLDERS}/id/{{work}}/update", ("0.12.4#156", "0.8.12#154"), as_="bob",
         body={"data": {"system_prompt": "t"}}, check=has(data={"system_prompt": "t", "files": []})),
    Case("another's changed", f"POST {FOLDERS}/{{work}}/update", status=404, shape=DENIED, as_="dora",
         body={"name": "Mine"}),
    Case("into itself", f"POST {FOLDERS}/{{work}}/update/parent", status=400, shape=DENIED, as_="bob",
         body={"parent_id": "{sub}"}),
    Case("to the top", f"POST {FOLDERS}/{{sub}}/update/parent", ("0.12.4#157", "0.8.12#155"), as_="bob",
         body={"parent_id": None}),
    Case("opened", f"POST {FOLDERS}/{{sub}}/update/expanded", ("0.12.4#158", "0.8.12#156"), as_="bob",
         body={"is_expanded": True}, check=has(is_expanded=True)),
    Case("opened, of no kind", f"POST {FOLDERS}/{{sub}}/update/expanded", status=422, shape=MALFORMED,
         as_="bob", body={}),
    # Chats
    Case("a chat", f"POST {CHATS}/new", ("0.12.4#183", "0.8.12#181"), as_="bob", body={"chat": OWNED},
         keep={"chat": "id"}),
    Case("tagged", f"POST {CHATS}/{{chat}}/tags", shape="any", as_="bob", body={"name": "clocks"}),
    Case("moved in", f"POST {CHATS}/{{chat}}/folder", "0.12.4#223", as_="bob",
         body={"folder_id": "{work}"}),
    Case("chats of the folder", f"GET {CHATS}/folder/{{work}}", ("0.12.4#221", "0.8.12#219"), as_="bob"),
    Case("list of the folder", f"GET {CHATS}/folder/{{work}}/list", ("0.12.4#222", "0.8.12#220"), as_="bob",
         check=only(CLOCK["title"])),
    Case("second page", f"GET {CHATS}/folder/{{work}}/list?page=2", shape=[], as_="bob", check=nothing),
    Case("unknown order", f"GET {CHATS}/folder/{{work}}/list?sort_by=size", status=400, shape=DENIED,
         as_="bob"),
    Case("another's list", f"GET {CHATS}/folder/{{work}}/list", shape=[], as_="dora", check=nothing),
    Case("unknown folder's chats", f"GET {CHATS}/folder/nope", "0.12.4#226", as_="bob", check=nothing),
    Case("moved nowhere", f"POST {CHATS}/{{chat}}/folder", "0.12.4#225", as_="bob",
         body={"folder_id": "nope"}),
    Case("another's moved", f"POST {CHATS}/{{chat}}/folder", status=401, shape=DENIED, as_="dora",
         body={"folder_id": "{dora_work}"}),
    Case("into another's folder", f"POST {CHATS}/{{chat}}/folder", "0.12.4#225", as_="bob",
         body={"folder_id": "{dora_work}"}),
    Case("moved out", f"POST {CHATS}/{{chat}}/folder", ("0.12.4#224", "0.8.12#222"), as_="bob",
         body={"folder_id": None}),
    Case("added, documented", f"POST {FOLDERS}/id/{{work}}/chats", shape="boolean", as_="bob",
         body={"chat_ids": ["{chat}"]}),
    Case("nothing added", f"POST {FOLDERS}/id/{{work}}/chats", status=400, shape=DENIED, as_="bob", body={}),
    Case("unknown chat added", f"POST {FOLDERS}/id/{{work}}/chats", status=404, shape=DENIED, as_="bob",
         body={"chat_id": "none"}),
    Case("removed, documented", f"DELETE {FOLDERS}/id/{{work}}/chats/{{chat}}", shape="boolean", as_="bob"),
    Case("removed again", f"DELETE {FOLDERS}/id/{{work}}/chats/{{chat}}", status=404, shape=DENIED,
         as_="bob"),
    Case("added by one", f"POST {FOLDERS}/id/{{work}}/chats", shape="boolean", as_="bob",
         body={"chat_id": "{chat}"}),
    # Delete
    Case("another's deleted", f"DELETE {FOLDERS}/{{sub}}", ("0.12.4#790", "0.8.12#788"), as_="dora"),
    Case("deleted", f"DELETE {FOLDERS}/{{sub}}", ("0.12.4#789", "0.8.12#787"), as_="bob"),
    Case("deleted again", f"DELETE {FOLDERS}/{{sub}}", ("0.12.4#790", "0.8.12#788"), as_="bob"),
    Case("deleted, its chats stay", f"DELETE {FOLDERS}/{{work}}?delete_contents=false",
         ("0.12.4#791", "0.8.12#789"), as_="bob"),
    Case("the chat is there", f"GET {CHATS}/{{chat}}", ("0.12.4#792", "0.8.12#790"), as_="bob",
         check=has(folder_id=None)),
    Case("deleted, documented", f"DELETE {FOLDERS}/id/{{dora_work}}/delete", ("0.12.4#789", "0.8.12#787"),
         as_="dora"),
]
# fmt: on

test_rows = scenario(CASES)
