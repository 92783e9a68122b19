"""Contract: what the web page does with chats beside the documented routes of `/api/v1/chats`: events of
messages, forks, parameters, read and unread, figures."""

from __future__ import annotations

import json
import uuid
from typing import Any

from tests.contract.runner import Case, scenario
from tests.contract.test_openwebui_chats import CHATS, DENIED, MALFORMED, document, nothing

FOLDERS = "/api/v1/folders"
KITE = document("Flying a kite", "How much wind does a kite need?", "A light breeze will do.")
FIRST, SECOND = KITE["history"]["messages"]
KITE["history"]["messages"][FIRST] |= {
    "user_id": str(uuid.uuid4()),
    "user": {"id": str(uuid.uuid4()), "name": "Bob"},
}
KITE["history"]["messages"][SECOND] |= {
    "user_id": str(uuid.uuid4()),
    "annotation": {"rating": 1, "tags": ["short"]},
}
KITE["messages"] = list(KITE["history"]["messages"].values())
LATER = str(uuid.uuid4())
EVENT = f"{CHATS}/{{chat}}/messages/{SECOND}/event"
USAGE = {
    "items": [
        {
            "id": "string",
            "models": {"fake-gpt": "integer"},
            "message_count": "integer",
            "history_models": {"fake-gpt": "integer"},
            "history_message_count": "integer",
            "history_user_message_count": "integer",
            "history_assistant_message_count": "integer",
            "average_response_time": "number",
            "average_user_message_content_length": "number",
            "average_assistant_message_content_length": "number",
            "tags": ["string"],
            "last_message_at": "integer",
            "updated_at": "integer",
            "created_at": "integer",
        }
    ],
    "total": "integer",
}
STATS = {
    "id": "string",
    "user_id": "string",
    "created_at": "integer",
    "updated_at": "integer",
    "tags": ["string"],
    "stats": {
        key: shape
        for key, shape in USAGE["items"][0].items()  # type: ignore[index]
        if key not in ("id", "tags", "last_message_at", "updated_at", "created_at")
    },
    "chat": {
        "history": {
            "messages": {
                "*": {
                    "id": "string",
                    "role": "string",
                    "model": "any",
                    "content_length": "integer",
                    "token_count": "any",
                    "timestamp": "integer",
                    "rating": "any",
                    "tags": "any",
                }
            },
            "currentId": "string",
        }
    },
}
PUBLISHED = [{"principal_type": "user", "principal_id": "*", "permission": "read"}]


def answer(**expected: Any) -> Any:
    """These keys of the message."""

    def check(body: Any) -> None:
        assert {key: body.get(key) for key in expected} == expected

    return check


def forked(body: Any) -> None:
    """The fork ends with the question."""
    history = body["chat"]["history"]
    assert list(history["messages"]) == [FIRST]
    assert history["currentId"] == FIRST == body["chat"]["branchPointMessageId"]
    assert history["messages"][FIRST]["childrenIds"] == []
    assert [message["id"] for message in body["chat"]["messages"]] == [FIRST]
    assert body["title"] == body["chat"]["title"] == "Flying a kite (fork)"
    assert body["meta"]["tags"] == ["windy"]
    assert body["meta"]["forked_from_message_id"] == FIRST


def equals(expected: Any) -> Any:
    """The whole reply."""

    def check(body: Any) -> None:
        assert body == expected

    return check


def unread(expected: bool) -> Any:
    """Whether clients show the first chat of the list as unread."""

    def check(body: Any) -> None:
        assert (body[0]["last_read_at"] < body[0]["updated_at"]) is expected

    return check


def counted(key: str, expected: Any) -> Any:
    """A figure of the reply."""

    def check(body: Any) -> None:
        assert body[key] == expected

    return check


def figures(body: Any) -> None:
    """Two messages, an answer after a second."""
    assert body["total"] == 1
    (one,) = body["items"]
    assert (one["message_count"], one["history_message_count"]) == (2, 2)
    assert (one["history_user_message_count"], one["history_assistant_message_count"]) == (1, 1)
    assert one["average_response_time"] == 1
    assert one["average_user_message_content_length"] == len(KITE["messages"][0]["content"])
    assert one["last_message_at"] == 1750000001


def rated(body: Any) -> None:
    """The answer's rating is among the lines, its text is not."""
    (one,) = (chat for chat in body if SECOND in chat["chat"]["history"]["messages"])
    line = one["chat"]["history"]["messages"][SECOND]
    assert (line["rating"], line["tags"], line["token_count"]) == (1, ["short"], 3)
    assert one["stats"]["message_count"] == 2
    assert "breeze" not in json.dumps(one)


# fmt: off
CASES = [
    Case("a folder", f"POST {FOLDERS}/", shape="any", as_="bob", body={"name": "Outdoors"},
         keep={"folder": "id"}),
    Case("a folder in it", f"POST {FOLDERS}/", shape="any", as_="bob",
         body={"name": "Windy days", "parent_id": "{folder}"}, keep={"inner": "id"}),
    Case("a chat", f"POST {CHATS}/new", shape="any", as_="bob", body={"chat": KITE}, keep={"chat": "id"}),
    # Figures
    Case("usage", f"GET {CHATS}/stats/usage", shape=USAGE, as_="bob", check=figures),
    Case("usage, second page", f"GET {CHATS}/stats/usage?page=2&items_per_page=1", as_="bob",
         shape={"items": [], "total": "integer"}, check=counted("items", [])),
    Case("usage, too many at once", f"GET {CHATS}/stats/usage?items_per_page=1000", status=422,
         shape="any", as_="bob"),
    Case("usage of nobody's chats", f"GET {CHATS}/stats/usage", as_="dora",
         check=equals({"items": [], "total": 0})),
    Case("no export while sharing is off", f"GET {CHATS}/stats/export", status=401, shape=DENIED, as_="bob"),
    Case("a chat of the administrator's", f"POST {CHATS}/new", shape="any", as_="ada", body={"chat": KITE},
         keep={"own": "id"}),
    Case("figures exported", f"GET {CHATS}/stats/export?page=1", as_="ada",
         shape={"type": "string", "items": "any", "total": "integer", "page": "integer"}),
    Case("figures since then", f"GET {CHATS}/stats/export?updated_at=4000000000", as_="ada",
         check=equals({"type": "chats", "items": [], "total": 0, "page": 1})),
    Case("figures as lines", f"GET {CHATS}/stats/export?stream=true", as_="ada", shape="any",
         content_type="application/x-ndjson", check=rated),
    Case("figures of a chat", f"GET {CHATS}/stats/export/{{own}}", shape=STATS, as_="ada"),
    Case("figures of a chat there is not", f"GET {CHATS}/stats/export/none", status=404, shape=DENIED,
         as_="ada"),
    Case("that chat goes", f"DELETE {CHATS}/{{own}}", shape="boolean", as_="ada"),
    # Events
    Case("told", f"POST {EVENT}", ("0.12.4#199", "0.8.12#197"), as_="bob",
         body={"type": "status", "data": {"description": "Looking out of the window", "done": False}}),
    Case("what was told stays", f"GET {CHATS}/{{chat}}/messages/{SECOND}", as_="bob",
         check=answer(statusHistory=[{"description": "Looking out of the window", "done": False}])),
    Case("said more", f"POST {EVENT}", ("0.12.4#199", "0.8.12#197"), as_="bob",
         body={"type": "message", "data": {"content": " Or a storm."}}),
    Case("it says more", f"GET {CHATS}/{{chat}}/messages/{SECOND}", as_="bob",
         check=answer(content="A light breeze will do. Or a storm.")),
    Case("said anew", f"POST {EVENT}", ("0.12.4#199", "0.8.12#197"), as_="bob",
         body={"type": "replace", "data": {"content": "Force three."}}),
    Case("a source", f"POST {EVENT}", ("0.12.4#199", "0.8.12#197"), as_="bob",
         body={"type": "source", "data": {"source": {"name": "almanac"}}}),
    Case("a file", f"POST {EVENT}", ("0.12.4#199", "0.8.12#197"), as_="bob",
         body={"type": "files", "data": {"files": [{"type": "image", "url": "/kite.png"}]}}),
    Case("a notice is only told", f"POST {EVENT}", ("0.12.4#199", "0.8.12#197"), as_="bob",
         body={"type": "notification", "data": {"type": "info", "content": "Wind is rising"}}),
    Case("all of it", f"GET {CHATS}/{{chat}}/messages/{SECOND}", as_="bob",
         check=answer(content="Force three.", sources=[{"source": {"name": "almanac"}}],
                      files=[{"type": "image", "url": "/kite.png"}])),
    Case("the chat shows it", f"GET {CHATS}/{{chat}}", as_="bob"),
    Case("no code for browsers", f"POST {EVENT}", status=422, shape="any", as_="bob",
         body={"type": "execute", "data": {"code": "alert(1)"}}),
    Case("told, data of no kind", f"POST {EVENT}", status=422, shape="any", as_="bob",
         body={"type": "status", "data": "x"}),
    Case("told without a type", f"POST {EVENT}", status=422, shape=MALFORMED, as_="bob", body={"data": {}}),
    Case("told, no such message", f"POST {CHATS}/{{chat}}/messages/none/event", status=404, shape=DENIED,
         as_="bob", body={"type": "status", "data": {}}),
    Case("told about another's", f"POST {EVENT}", status=401, shape=DENIED, as_="dora",
         body={"type": "status", "data": {}}),
    # Parameters
    Case("parameters", f"PATCH {CHATS}/{{chat}}/params", as_="bob", body={"temperature": 0.3, "seed": 7},
         check=equals({"temperature": 0.3, "seed": 7})),
    Case("one of them gone", f"PATCH {CHATS}/{{chat}}/params", as_="bob", body={"seed": None, "top_k": 5},
         check=equals({"temperature": 0.3, "top_k": 5})),
    Case("they are the chat's", f"GET {CHATS}/{{chat}}", as_="bob",
         check=lambda body: equals({"temperature": 0.3, "top_k": 5})(body["chat"]["params"])),
    Case("parameters of no kind", f"PATCH {CHATS}/{{chat}}/params", status=422, shape="any", as_="bob",
         body=[1]),
    Case("another's parameters", f"PATCH {CHATS}/{{chat}}/params", status=401, shape=DENIED, as_="dora",
         body={"seed": 1}),
    # Forks
    Case("a tag", f"POST {CHATS}/{{chat}}/tags", shape="any", as_="bob", body={"name": "windy"}),
    Case("forked", f"POST {CHATS}/{{chat}}/fork", shape="any", as_="bob", body={"message_id": FIRST},
         check=forked, keep={"fork": "id"}),
    Case("forked without a body", f"POST {CHATS}/{{chat}}/fork", shape="any", as_="bob",
         keep={"second": "id"}),
    Case("archived, with all that clients put into a copy", f"POST {CHATS}/{{second}}/archive", as_="bob"),
    Case("forked from nowhere", f"POST {CHATS}/{{chat}}/fork", status=404, shape=DENIED, as_="bob",
         body={"message_id": "none"}),
    Case("another's forked", f"POST {CHATS}/{{chat}}/fork", status=401, shape=DENIED, as_="dora", body={}),
    Case("an empty chat", f"POST {CHATS}/new", shape="any", as_="bob", body={"chat": {"title": "Nothing"}},
         keep={"empty": "id"}),
    Case("nothing to fork", f"POST {CHATS}/{{empty}}/fork", status=400, shape=DENIED, as_="bob", body={}),
    Case("an answer begins", f"POST {CHATS}/{{empty}}", shape="any", as_="bob", body={"chat": {"history": {
        "messages": {LATER: {"id": LATER, "parentId": None, "childrenIds": [], "role": "assistant",
                             "content": "", "done": False}}, "currentId": LATER}}}),
    Case("not while it is written", f"POST {CHATS}/{{empty}}/fork", status=409, shape=DENIED, as_="bob",
         body={}),
    Case("it goes", f"DELETE {CHATS}/{{empty}}", shape="boolean", as_="bob"),
    Case("the fork goes", f"DELETE {CHATS}/{{fork}}", shape="boolean", as_="bob"),
    # Moved with a change
    Case("changed and moved", f"POST {CHATS}/{{chat}}", as_="bob",
         body={"chat": {"title": "Flying a kite"}, "folder_id": "{inner}"},
         check=lambda body: equals(True)(bool(body["folder_id"]))),
    Case("changed, stays where it is", f"POST {CHATS}/{{chat}}", as_="bob", body={"chat": {}},
         check=lambda body: equals(True)(bool(body["folder_id"]))),
    Case("moved nowhere", f"POST {CHATS}/{{chat}}", status=404, shape=DENIED, as_="bob",
         body={"chat": {"title": "Lost"}, "folder_id": "none"}),
    Case("nothing of that happened", f"GET {CHATS}/{{chat}}", as_="bob",
         check=counted("title", "Flying a kite")),
    # Read and unread
    Case("seen", f"GET {CHATS}/?include_folders=true", as_="bob", check=unread(False)),
    Case("unread", f"POST {CHATS}/{{chat}}/unread", as_="bob", shape={
        "chat_id": "string", "last_read_at": "integer", "folder_id": "string",
        "folder_unread_counts": {"*": "integer"}}),
    Case("shown as unread", f"GET {CHATS}/?include_folders=true", as_="bob", check=unread(True)),
    Case("folders count it", f"GET {FOLDERS}/", as_="bob",
         check=lambda body: equals([1, 1])([one["unread_count"] for one in body])),
    Case("another's unread", f"POST {CHATS}/{{chat}}/unread", status=404, shape=DENIED, as_="dora"),
    Case("folder read", f"POST {FOLDERS}/{{folder}}/read", as_="bob", check=counted("updated_count", 1)),
    Case("shown as read", f"GET {CHATS}/?include_folders=true", as_="bob", check=unread(False)),
    Case("another's folder read", f"POST {FOLDERS}/{{folder}}/read", status=404, shape=DENIED, as_="dora"),
    Case("unread again", f"POST {CHATS}/{{chat}}/unread", as_="bob"),
    Case("all read", f"POST {CHATS}/read", as_="bob", check=counted("updated_count", 1),
         shape={"updated_count": "integer", "folder_unread_counts": {"*": "integer"}}),
    Case("all read before", f"POST {CHATS}/read", as_="bob", check=counted("updated_count", 0)),
    Case("nothing to read", f"POST {CHATS}/read", as_="dora",
         check=equals({"updated_count": 0, "folder_unread_counts": {}})),
    Case("gone", f"DELETE {CHATS}/", shape="boolean", as_="bob"),
    Case("no archive left", f"GET {CHATS}/all/archived", shape=[], as_="bob", check=nothing),
]
# fmt: on

test_rows = scenario(CASES)
