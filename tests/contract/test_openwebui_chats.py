"""Contract: `/api/v1/chats`, whole documents, lists, search and single messages."""

from __future__ import annotations

import uuid
from typing import Any

from tests.contract.runner import Case, scenario

CHATS = "/api/v1/chats"
TITLE = "Winding the tower clock"
DENIED = {"detail": "string"}
MALFORMED = {"detail": [{"type": "string", "loc": ["string"], "msg": "string", "input": "any"}]}
MESSAGE = {
    "id": "string",
    "parentId": "any",
    "childrenIds": ["string"],
    "role": "string",
    "content": "string",
    "timestamp": "integer",
}


def document(title: str, question: str, answer: str) -> dict[str, Any]:
    """A chat of one question and its answer, as the web page posts it."""
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    asked: dict[str, Any] = {
        "id": first,
        "parentId": None,
        "childrenIds": [second],
        "role": "user",
        "content": question,
        "timestamp": 1750000000,
        "models": ["fake-gpt"],
    }
    usage = ("prompt_tokens", "completion_tokens", "total_tokens", "input_tokens", "output_tokens")
    answered: dict[str, Any] = {
        "id": second,
        "parentId": first,
        "childrenIds": [],
        "role": "assistant",
        "content": answer,
        "model": "fake-gpt",
        "modelName": "fake-gpt",
        "modelIdx": 0,
        "timestamp": 1750000001,
        "done": True,
        "usage": dict.fromkeys(usage, 3),
    }
    return {
        "id": "",
        "title": title,
        "models": ["fake-gpt"],
        "params": {},
        "history": {"messages": {first: asked, second: answered}, "currentId": second},
        "messages": [asked, answered],
        "tags": [],
        "timestamp": 1750000000000,
        "files": [],
    }


def stamped(chat: dict[str, Any]) -> dict[str, Any]:
    """The chat as the later version's page posts it: messages tell who they are of."""
    somebody = str(uuid.uuid4())
    for message in chat["history"]["messages"].values():
        message["user_id"] = somebody
        if message["role"] == "user":
            message["user"] = {"id": somebody, "name": "Bob"}
    return chat


CLOCK = document(TITLE, "How often is the tower clock wound?", "Twice a week, by hand.")
BOAT = document("Mending the boat", "Which glue holds under water?", "Epoxy.")


def titled(title: str) -> Any:
    """The reply's title, in the row and in the document."""

    def check(body: Any) -> None:
        assert body["title"] == title
        assert body["chat"].get("title", title) == title

    return check


def only(*titles: str) -> Any:
    """A list of chats with exactly these titles, in any order."""

    def check(body: Any) -> None:
        assert sorted(row["title"] for row in body) == sorted(titles)

    return check


def nothing(body: Any) -> None:
    """An empty list."""
    assert body == []


def contents(*expected: str) -> Any:
    """Messages with these contents, in this order."""

    def check(body: Any) -> None:
        assert [message["content"] for message in body] == list(expected)

    return check


# fmt: off
CASES = [
    Case("list, pending", f"GET {CHATS}/", ("0.12.4#32", "0.8.12#31"), as_="cy"),
    Case("list without a token", f"GET {CHATS}/", status=401, shape=DENIED),
    Case("no chats yet", f"GET {CHATS}/", ("0.12.4#182", "0.8.12#180"), as_="bob", check=nothing),
    # New
    Case("new", f"POST {CHATS}/new", ("0.12.4#183", "0.8.12#181"), as_="bob", body={"chat": CLOCK},
         keep={"chat": "id"}, check=titled(TITLE)),
    Case("new without a document", f"POST {CHATS}/new", "0.12.4#184", as_="bob", body={}),
    Case("new, empty document", f"POST {CHATS}/new", ("0.12.4#185", "0.8.12#183"), as_="bob",
         body={"chat": {}}, keep={"empty": "id"}, check=titled("New Chat")),
    Case("a folder for it", "POST /api/v1/folders/", ("0.12.4#148", "0.8.12#146"), as_="bob",
         body={"name": "Boats"}, keep={"boats": "id"}),
    Case("new in a folder", f"POST {CHATS}/new", ("0.12.4#186", "0.8.12#184"), as_="bob",
         body={"chat": BOAT, "folder_id": "{boats}"}, keep={"filed": "id"}),
    Case("new without a token", f"POST {CHATS}/new", status=401, shape=DENIED, body={"chat": {}}),
    Case("new, document is a text", f"POST {CHATS}/new", status=422, shape=MALFORMED, as_="bob",
         body={"chat": "hello"}),
    # Lists
    Case("list", f"GET {CHATS}/", ("0.12.4#187", "0.8.12#185"), as_="bob", check=only(TITLE, "New Chat")),
    Case("first page", f"GET {CHATS}/?page=1", ("0.12.4#188", "0.8.12#186"), as_="bob",
         check=only(TITLE, "New Chat")),
    Case("past the end", f"GET {CHATS}/?page=2", ("0.12.4#189", "0.8.12#187"), as_="bob", check=nothing),
    Case("with folders", f"GET {CHATS}/?include_folders=true&include_pinned=true",
         ("0.12.4#190", "0.8.12#188"), as_="bob", check=only(TITLE, "New Chat", "Mending the boat")),
    Case("the other spelling", f"GET {CHATS}/list", ("0.12.4#191", "0.8.12#189"), as_="bob",
         check=only(TITLE, "New Chat")),
    Case("another's list", f"GET {CHATS}/", ("0.12.4#182", "0.8.12#180"), as_="ada", check=nothing),
    # One chat
    Case("chat", f"GET {CHATS}/{{chat}}", ("0.12.4#192", "0.8.12#190"), as_="bob", check=titled(TITLE)),
    Case("another's chat", f"GET {CHATS}/{{chat}}", "0.8.12#191", as_="dora"),
    Case("unknown chat", f"GET {CHATS}/none", ("0.12.4#194", "0.8.12#192"), as_="bob"),
    Case("chat without a token", f"GET {CHATS}/{{chat}}", status=401, shape=DENIED),
    # Change
    Case("changed", f"POST {CHATS}/{{chat}}", ("0.12.4#196", "0.8.12#194"), as_="bob",
         body={"chat": {"title": "Winding two clocks"}}, check=titled("Winding two clocks")),
    Case("unknown chat changed", f"POST {CHATS}/none", ("0.12.4#197", "0.8.12#195"), as_="bob",
         body={"chat": {"title": "Nothing"}}),
    Case("another's chat changed", f"POST {CHATS}/{{chat}}", ("0.12.4#197", "0.8.12#195"), as_="dora",
         body={"chat": {"title": "Mine now"}}),
    Case("changed without a document", f"POST {CHATS}/{{chat}}", status=422, shape=MALFORMED, as_="bob",
         body={}),
    Case("still what it was", f"GET {CHATS}/{{chat}}", ("0.12.4#192", "0.8.12#190"), as_="bob",
         check=titled("Winding two clocks")),
    Case("chat outside of folders", f"GET {CHATS}/{{chat}}", ("0.12.4#792", "0.8.12#790"), as_="bob"),
    # Search
    Case("search", f"GET {CHATS}/search?text=tower", ("0.12.4#208", "0.8.12#206"), as_="bob",
         check=only("Winding two clocks")),
    Case("search without words", f"GET {CHATS}/search", ("0.12.4#211", "0.8.12#209"), as_="bob"),
    Case("search, nothing found", f"GET {CHATS}/search?text=zeppelin", ("0.12.4#212", "0.8.12#210"),
         as_="bob", check=nothing),
    Case("search among pinned", f"GET {CHATS}/search?text=pinned:true", "0.8.12#211", as_="bob",
         check=nothing),
    Case("search among archived", f"GET {CHATS}/search?text=archived:true", ("0.12.4#214", "0.8.12#212"),
         as_="bob", check=nothing),
    Case("search, second page", f"GET {CHATS}/search?text=tower&page=2", status=200, as_="bob",
         check=nothing),
    Case("search, untagged", f"GET {CHATS}/search?text=tag:none%20glue", ("0.12.4#208", "0.8.12#213"),
         as_="bob", check=only("Mending the boat")),
    Case("search, empty text", f"GET {CHATS}/search?text=", status=200, as_="bob"),
    Case("search, another's", f"GET {CHATS}/search?text=tower", ("0.12.4#212", "0.8.12#210"), as_="dora",
         check=nothing),
    # Messages (proposed: no server of the reference has them)
    Case("message added", f"POST {CHATS}/{{empty}}/messages/post", shape="any", as_="bob",
         body={"content": "Is the mill open today?"}, keep={"message": "id"}),
    Case("message under it", f"POST {CHATS}/{{empty}}/messages/post", shape="any", as_="bob",
         body={"content": "From ten.", "role": "assistant", "parent_id": "{message}", "model": "fake-gpt"}),
    Case("message without content", f"POST {CHATS}/{{empty}}/messages/post", status=422, shape=MALFORMED,
         as_="bob", body={"role": "user"}),
    Case("message, unknown role", f"POST {CHATS}/{{empty}}/messages/post", status=422,
         shape={"detail": "any"}, as_="bob", body={"content": "Hello.", "role": "butler"}),
    Case("message, unknown parent", f"POST {CHATS}/{{empty}}/messages/post", status=404, shape=DENIED,
         as_="bob", body={"content": "Hello.", "parent_id": "none"}),
    Case("message into another's chat", f"POST {CHATS}/{{empty}}/messages/post", status=401, shape=DENIED,
         as_="dora", body={"content": "Hello."}),
    Case("messages", f"GET {CHATS}/{{empty}}/messages", shape="any", as_="bob",
         check=contents("Is the mill open today?", "From ten.")),
    Case("messages of all branches", f"GET {CHATS}/{{empty}}/messages?branch=all", shape="any", as_="bob",
         check=contents("Is the mill open today?", "From ten.")),
    Case("messages of another's chat", f"GET {CHATS}/{{empty}}/messages", status=401, shape=DENIED,
         as_="dora"),
    Case("message", f"GET {CHATS}/{{empty}}/messages/{{message}}", shape=MESSAGE, as_="bob"),
    Case("unknown message", f"GET {CHATS}/{{empty}}/messages/none", status=404, shape=DENIED, as_="bob"),
    Case("messages cleared, another's", f"DELETE {CHATS}/{{empty}}/messages", status=401, shape=DENIED,
         as_="dora"),
    Case("messages cleared", f"DELETE {CHATS}/{{empty}}/messages", shape="boolean", as_="bob"),
    Case("no messages", f"GET {CHATS}/{{empty}}/messages", shape=[], as_="bob", check=nothing),
    # Gone
    Case("deleted by another", f"DELETE {CHATS}/{{chat}}", ("0.12.4#270", "0.8.12#267"), as_="dora"),
    Case("deleted", f"DELETE {CHATS}/{{chat}}", ("0.12.4#268", "0.8.12#265"), as_="bob"),
    Case("deleted again", f"DELETE {CHATS}/{{chat}}", ("0.12.4#269", "0.8.12#266"), as_="bob"),
    Case("chat that is gone", f"GET {CHATS}/{{chat}}", ("0.12.4#194", "0.8.12#192"), as_="bob"),
]
# fmt: on

test_rows = scenario(CASES)
