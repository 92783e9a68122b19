"""Contract: answers recorded by the server, their tasks, and their streams."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario
from tests.contract.test_openwebui_chats import CHATS, DENIED

COMPLETIONS = "/api/chat/completions"
QUESTION, ANSWER, NEXT = (f"5c1a0000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
TEXT = "Greetings from the pretended model."
MESSAGE = {
    "id": QUESTION,
    "parentId": None,
    "childrenIds": [ANSWER],
    "role": "user",
    "content": "Who is there?",
    "timestamp": 1750000000,
    "models": ["fake-gpt"],
}
TURN = {
    "stream": True,
    "model": "fake-gpt",
    "messages": [{"role": "user", "content": "Who is there?"}],
    "params": {},
    "chat_id": "{chat}",
    "id": ANSWER,
    "parent_id": QUESTION,
    "parent_message": MESSAGE,
    "user_message": MESSAGE,
    "background_tasks": {},
    "features": {"web_search": False},
    "variables": {},
}
AFTER = {
    "model": "fake-gpt",
    "messages": [{"id": ANSWER, "role": "assistant", "content": TEXT}],
    "chat_id": "{chat}",
    "session_id": "page",
    "id": ANSWER,
}
EMPTY = {"title": "Who", "models": ["fake-gpt"], "history": {"messages": {}, "currentId": None}}


def text(body: Any) -> None:
    """The events make the whole answer."""
    chunks = [event["choices"][0]["delta"].get("content") or "" for event in body]
    assert "".join(chunks) == TEXT


def accepted(body: Any) -> None:
    """One release reads `task_ids`, the older `task_id`."""
    assert body["task_ids"] == [body["task_id"]]


def recorded(body: Any) -> None:
    """The branch with the answer."""
    assert [(m["id"], m["content"]) for m in body] == [(QUESTION, "Who is there?"), (ANSWER, TEXT)]
    assert body[1]["done"] is True


def refused(body: Any) -> None:
    """The state is told."""
    assert body["status"] is False


def none_active(body: Any) -> None:
    """Only chats with answers under way."""
    assert body["active_chat_ids"] == []


STREAM = f"{CHATS}/{{chat}}/messages/{ANSWER}/stream"
# fmt: off
CASES = [
    Case("a chat", f"POST {CHATS}/new", status=200, as_="bob", body={"chat": EMPTY}, keep={"chat": "id"}),
    Case("an answer in it", f"POST {COMPLETIONS}", ("0.12.4#617", "0.8.12#615"), as_="bob", body=TURN,
         check=text),
    Case("recorded", f"GET {CHATS}/{{chat}}/messages", status=200, as_="bob", check=recorded),
    Case("followed", f"GET {STREAM}", status=200, content_type="text/event-stream", as_="bob", check=text),
    Case("followed by posting again", f"POST {COMPLETIONS}", ("0.12.4#617", "0.8.12#615"), as_="bob",
         body=TURN, headers={"last-event-id": "other-3"}, check=text),
    Case("another's answer", f"GET {STREAM}", status=401, shape=DENIED, as_="dora"),
    Case("no such message", f"GET {CHATS}/{{chat}}/messages/nope/stream", status=404, shape=DENIED,
         as_="bob"),
    Case("in another's chat", f"POST {COMPLETIONS}", status=404, shape=DENIED, as_="dora", body=TURN),
    Case("below a message there is not", f"POST {COMPLETIONS}", status=404, shape=DENIED, as_="bob",
         body={**TURN, "id": NEXT, "user_message": None, "parent_id": "nope"}),
    Case("a message without an id", f"POST {COMPLETIONS}", status=422, as_="bob",
         body={**TURN, "id": NEXT, "user_message": {"role": "user"}}),
    Case("as a page asks", f"POST {COMPLETIONS}", status=200, as_="bob",
         body={**TURN, "session_id": "page", "id": NEXT, "user_message": None, "parent_id": ANSWER},
         keep={"task": "task_id"}, check=accepted,
         shape={"status": "boolean", "task_ids": ["string"], "task_id": "string", "chat_id": "string"}),
    Case("tasks of the chat", "GET /api/tasks/chat/{chat}", ("0.12.4#636", "0.8.12#634"), as_="bob"),
    Case("tasks", "GET /api/tasks", ("0.12.4#637", "0.8.12#635"), as_="ada"),
    Case("tasks, as somebody", "GET /api/tasks", status=401, shape=DENIED, as_="bob"),
    Case("chats answered in", "POST /api/v1/tasks/active/chats", "0.8.12#643", as_="dora",
         body={"chat_ids": ["{chat}"]}, check=none_active),
    Case("no such task", "POST /api/tasks/stop/nope", "0.12.4#640", as_="bob"),
    Case("no such task, as administrator", "POST /api/tasks/stop/nope", ("0.12.4#641", "0.8.12#639"),
         as_="ada", check=refused),
    Case("another's task", "POST /api/tasks/stop/{task}", status=401, shape=DENIED, as_="dora"),
    Case("tasks of another's chat stopped", "POST /api/tasks/chat/{chat}/stop", status=401, shape=DENIED,
         as_="dora"),
    Case("a turn is over", "POST /api/chat/completed", ("0.12.4#642", "0.8.12#640"), as_="bob", body=AFTER),
    Case("a turn without messages", "POST /api/chat/completed", status=422, as_="bob", body={}),
]
# fmt: on

test_rows = scenario(CASES)
