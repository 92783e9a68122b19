"""Contract: shared chats and copies of `/api/v1/chats`."""

from __future__ import annotations

import uuid
from typing import Any

from tests.contract.runner import Case, scenario
from tests.contract.test_openwebui_chats import CHATS, DENIED, document, nothing, only, titled

OWL = document("Counting owls", "How many owls live in the barn?", "Two, and three young ones.")
SOMEBODY = str(uuid.uuid4())
for question_or_answer in OWL["history"]["messages"].values():
    # As documents look that were written with the later version.
    question_or_answer["user_id"] = SOMEBODY
    if question_or_answer["role"] == "user":
        question_or_answer["user"] = {"id": SOMEBODY, "name": "Bob"}
    else:
        question_or_answer["statusHistory"] = [{"description": "Thinking"}]
EVERYBODY = [{"principal_type": "user", "principal_id": "*", "permission": "read"}]


def shared(body: Any) -> None:
    """The chat has a share id."""
    assert body["share_id"]


def unshared(body: Any) -> None:
    """The chat has none."""
    assert body["share_id"] is None


def copied(body: Any) -> None:
    """A copy names where it came from and is nobody's share."""
    assert body["chat"]["originalChatId"]
    assert body["chat"]["branchPointMessageId"] == body["chat"]["history"]["currentId"]
    assert body["share_id"] is None


def says(text: str) -> Any:
    """The last message of the shared page."""

    def check(body: Any) -> None:
        history = body["chat"]["history"]
        assert history["messages"][history["currentId"]]["content"] == text

    return check


# fmt: off
CASES = [
    Case("a chat", f"POST {CHATS}/new", shape="any", as_="bob", body={"chat": OWL},
         keep={"chat": "id", "last": "current_message_id"}),
    Case("a tag", f"POST {CHATS}/{{chat}}/tags", ("0.12.4#201", "0.8.12#199"), as_="bob",
         body={"name": "My Tag"}),
    # Copies
    Case("cloned", f"POST {CHATS}/{{chat}}/clone", ("0.12.4#227", "0.8.12#224"), as_="bob",
         body={"title": "Owls again"}, check=copied),
    Case("cloned without a body", f"POST {CHATS}/{{chat}}/clone", "0.12.4#228", as_="bob"),
    Case("cloned by another", f"POST {CHATS}/{{chat}}/clone", status=401, shape=DENIED, as_="dora", body={}),
    Case("cloned by GET", f"GET {CHATS}/{{chat}}/clone", shape="any", as_="bob",
         check=titled("Clone of Counting owls")),
    # Shared
    Case("no readers yet", f"GET {CHATS}/shared/{{chat}}/access", "0.12.4#232", as_="bob", check=nothing),
    Case("shared", f"POST {CHATS}/{{chat}}/share", "0.12.4#230", as_="bob", keep={"share": "share_id"},
         check=shared),
    Case("shared by another", f"POST {CHATS}/{{chat}}/share", status=401, shape=DENIED, as_="dora"),
    Case("shared in an unknown mode", f"POST {CHATS}/{{chat}}/share", status=422, shape="any", as_="bob",
         body={"share_mode": "sideways"}),
    Case("read by its owner", f"GET {CHATS}/share/{{share}}", "0.12.4#234", as_="bob",
         check=says("Two, and three young ones.")),
    Case("not read by others yet", f"GET {CHATS}/share/{{share}}", ("0.12.4#241", "0.8.12#238"), as_="dora"),
    Case("not for everybody without the permission", f"POST {CHATS}/shared/{{chat}}/access/update",
         status=403, shape=DENIED, as_="bob", body={"access_grants": EVERYBODY}),
    Case("shared with one", f"POST {CHATS}/shared/{{chat}}/access/update", "0.12.4#233", as_="bob",
         body=lambda kept: {"access_grants": [
             {"principal_type": "user", "principal_id": kept["dora_id"], "permission": "read"}]},
         check=shared),
    Case("readers", f"GET {CHATS}/shared/{{chat}}/access", shape="any", as_="bob"),
    Case("readers, asked by another", f"GET {CHATS}/shared/{{chat}}/access", status=401, shape=DENIED,
         as_="dora"),
    Case("read", f"GET {CHATS}/share/{{share}}", "0.12.4#234", as_="dora",
         check=says("Two, and three young ones.")),
    Case("read without a token", f"GET {CHATS}/share/{{share}}", ("0.12.4#235", "0.8.12#232")),
    Case("changed after it was shared", f"POST {CHATS}/{{chat}}/messages/{{last}}",
         shape="any", as_="bob", body={"content": "They have moved out."}),
    Case("readers see what was shared", f"GET {CHATS}/share/{{share}}", "0.12.4#234", as_="dora",
         check=says("Two, and three young ones.")),
    Case("a reader's copy", f"POST {CHATS}/{{share}}/clone/shared", "0.12.4#237", as_="dora", check=copied),
    Case("shared again", f"POST {CHATS}/{{chat}}/share", "0.12.4#230", as_="bob", check=shared),
    Case("readers see the later one", f"GET {CHATS}/share/{{share}}", "0.12.4#234", as_="dora",
         check=says("They have moved out.")),
    Case("shared chats", f"GET {CHATS}/shared", "0.12.4#238", as_="bob", check=only("Counting owls")),
    Case("shared chats, searched", f"GET {CHATS}/shared?query=owl&order_by=title&direction=asc",
         "0.12.4#238", as_="bob", check=only("Counting owls")),
    Case("searched among shared", f"GET {CHATS}/search?text=shared:true", ("0.12.4#207", "0.8.12#205"),
         as_="bob", check=only("Counting owls")),
    Case("unshared", f"DELETE {CHATS}/{{chat}}/share", ("0.12.4#239", "0.8.12#236"), as_="bob"),
    Case("after that", f"GET {CHATS}/share/{{share}}", ("0.12.4#241", "0.8.12#238"), as_="dora"),
    Case("unshared again", f"DELETE {CHATS}/{{chat}}/share", ("0.12.4#239", "0.8.12#237"), as_="bob"),
    Case("shared for later", f"POST {CHATS}/{{chat}}/share", "0.12.4#230", as_="bob", check=shared),
    Case("all unshared", f"DELETE {CHATS}/share/all", shape="boolean", as_="bob"),
    Case("no share id", f"GET {CHATS}/{{chat}}", shape="any", as_="bob", check=unshared),
    Case("no shared chats", f"GET {CHATS}/shared", shape=[], as_="bob", check=nothing),
]
# fmt: on

test_rows = scenario(CASES)
