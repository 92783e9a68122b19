"""Contract: threads of the developer API's workspaces."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario
from tests.contract.test_anythingllm_workspaces import aborted, answered, says, streamed

WORKSPACE = "/api/v1/workspace"
THREAD = f"{WORKSPACE}/{{hall}}/thread"
CHOIR = f"{THREAD}/{{choir}}"
FORBIDDEN = {"error": "string", "message": "any"}
FULL = {
    "id": "integer", "name": "string", "slug": "string", "workspace_id": "integer", "user_id": "any",
    "createdAt": "string", "lastUpdatedAt": "string",
}  # fmt: skip


def dev(name: str, request: str, like: str | tuple[str, ...] = (), **more: Any) -> Case:
    """A row with a developer key."""
    return Case(name, request, like, as_="developer", **more)


def called(name: str, slug: str = "") -> Any:
    """The thread's name, and its slug if one was asked for."""

    def check(body: Any) -> None:
        assert body["thread"]["name"] == name
        assert slug in ("", body["thread"]["slug"])

    return check


def shows(*names: str) -> Any:
    """One of the workspaces has these threads."""

    def check(body: Any) -> None:
        found = body.get("workspaces") or body["workspace"]
        assert list(names) in [[thread["name"] for thread in one["threads"]] for one in found]

    return check


def no_thread(body: Any) -> None:
    """Why none was made."""
    assert body["thread"] is None
    assert body["message"]


# fmt: off
CASES = [
    dev("a workspace", f"POST {WORKSPACE}/new", shape="any", body={"name": "Parish hall", "chatMode": "chat"},
        keep={"hall": "workspace.slug"}),
    # Made
    dev("new", f"POST {THREAD}/new", "#151", raw=b"", check=called("Thread"), keep={"plain": "thread.slug"}),
    dev("new with a name", f"POST {THREAD}/new", "#152", body={"name": "Choir", "slug": "Choir of the hall"},
        check=called("Choir", "Choir-of-the-hall"), keep={"choir": "thread.slug"}),
    dev("new with empty values", f"POST {THREAD}/new", "#151",
        body={"name": None, "slug": None, "userId": None}, check=called("Thread")),
    dev("slug taken", f"POST {THREAD}/new", "#153", body={"name": "Twin", "slug": "Choir of the hall"},
        check=no_thread),
    dev("new nowhere", f"POST {WORKSPACE}/none/thread/new", "#154", body={}),
    dev("a slug no address can carry", f"POST {THREAD}/new", status=400, content_type="text/plain",
        body={"slug": "a/b"}),
    Case("new without a key", f"POST {THREAD}/new", status=403, shape=FORBIDDEN, body={}),
    # Renamed
    dev("renamed", f"POST {CHOIR}/update", "#155", body={"name": "Singers"}, check=called("Singers")),
    dev("renamed to nothing", f"POST {CHOIR}/update", shape={"thread": FULL, "message": "null"}, body={},
        check=called("Singers")),
    dev("unknown thread renamed", f"POST {THREAD}/none/update", "#157", body={"name": "x"}),
    dev("renamed nowhere", f"POST {WORKSPACE}/none/thread/none/update", "#158", body={"name": "x"}),
    # Shown
    dev("list shows threads", "GET /api/v1/workspaces", "#171", check=shows("Thread", "Singers", "Thread")),
    dev("workspace shows threads", f"GET {WORKSPACE}/{{hall}}", shape="any",
        check=shows("Thread", "Singers", "Thread")),
    # Asked
    dev("nothing said", f"GET {CHOIR}/chats", "#159", check=says()),
    dev("asked", f"POST {CHOIR}/chat", ("#160", "#313"), body={"message": "Who sings?", "mode": "chat"},
        check=answered),
    dev("asked, the workspace's mode", f"POST {CHOIR}/chat", "#313", body={"message": "And on Sunday?"},
        check=answered),
    dev("asked for nobody known", f"POST {CHOIR}/chat", "#313",
        body={"message": "And at noon?", "userId": 987654}, check=answered),
    dev("asked with an unknown mode", f"POST {CHOIR}/chat", "#166", body={"message": "x", "mode": "shout"},
        check=aborted),
    dev("asked nothing", f"POST {CHOIR}/chat", "#166", body={}, check=aborted),
    dev("asked nowhere", f"POST {WORKSPACE}/none/thread/none/chat", "#163", body={"message": "x"},
        check=aborted),
    dev("asked in no thread", f"POST {THREAD}/none/chat", "#163", body={"message": "x"}, check=aborted),
    Case("asked without a key", f"POST {CHOIR}/chat", status=403, shape=FORBIDDEN, body={"message": "x"}),
    dev("streamed", f"POST {CHOIR}/stream-chat", "#161", body={"message": "Sing!", "mode": "chat"},
        check=streamed),
    dev("streamed in no thread", f"POST {THREAD}/none/stream-chat", "#164", body={"message": "x"},
        check=aborted),
    dev("streamed nowhere", f"POST {WORKSPACE}/none/thread/none/stream-chat", "#164", body={"message": "x"},
        check=aborted),
    dev("streamed nothing", f"POST {CHOIR}/stream-chat", "#164", body={"message": ""}, check=aborted),
    # Read
    dev("what was said", f"GET {CHOIR}/chats", "#167",
        check=says("Who sings?", "And on Sunday?", "And at noon?", "Sing!")),
    dev("nothing outside", f"GET {WORKSPACE}/{{hall}}/chats", "#149", check=says()),
    dev("nothing in another", f"GET {THREAD}/{{plain}}/chats", "#159", check=says()),
    dev("said in no thread", f"GET {THREAD}/none/chats", status=404, shape={"message": "string"}),
    dev("said nowhere", f"GET {WORKSPACE}/none/thread/none/chats", status=404, shape={"message": "string"}),
    dev("the workspace forgets", f"POST {WORKSPACE}/{{hall}}/chat", "#319", body={"reset": True}),
    dev("the thread does not", f"GET {CHOIR}/chats", "#167",
        check=says("Who sings?", "And on Sunday?", "And at noon?", "Sing!")),
    dev("forgotten", f"POST {CHOIR}/chat", "#169", body={"reset": True}),
    dev("nothing left", f"GET {CHOIR}/chats", "#170", check=says()),
    # Gone
    dev("deleted", f"DELETE {CHOIR}", "#172"),
    dev("deleted again", f"DELETE {CHOIR}", "#173"),
    dev("deleted nowhere", f"DELETE {WORKSPACE}/none/thread/none", status=400, content_type="text/plain"),
    dev("the workspace deleted", f"DELETE {WORKSPACE}/{{hall}}", "#232"),
    dev("its threads are gone", f"GET {THREAD}/{{plain}}/chats", status=404, shape={"message": "string"}),
]
# fmt: on

test_rows = scenario(CASES)
