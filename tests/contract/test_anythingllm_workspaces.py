"""Contract: the developer API's workspaces, their documents and chats, and the OpenAI face of both."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

WORKSPACE = "/api/v1/workspace"
FORBIDDEN = {"error": "string", "message": "any"}
ASKED = "Who repairs the organ?"
ORGAN = {"file": ("organ.txt", b"The organ is repaired by Clara every spring.", "text/plain")}
BELL = {"textContent": "The bell was cast in Lyon.", "metadata": {"title": "bell"}}


def answered(body: Any) -> None:
    """A whole answer."""
    assert body["type"] == "textResponse"
    assert body["textResponse"]
    assert body["close"] is True


def cites(title: str) -> Any:
    """An answer that names its source."""

    def check(body: Any) -> None:
        answered(body)
        assert title in {source["title"] for source in body["sources"]}

    return check


def aborted(body: Any) -> None:
    """An answer that says what went wrong."""
    assert body["type"] == "abort"
    assert body["error"]


def streamed(body: Any) -> None:
    """Pieces of text, then the end."""
    assert "".join(frame.get("textResponse") or "" for frame in body)
    assert body[-1]["close"] is True
    assert body[-1]["type"] == "finalizeResponseStream"


def says(*expected: str) -> Any:
    """The history's questions."""

    def check(body: Any) -> None:
        asked = [row["content"] for row in body["history"] if row["role"] == "user"]
        assert asked == list(expected)

    return check


def read_as(text: str, without: str) -> Any:
    """The attached document is a source, as its text."""

    def check(body: Any) -> None:
        answered(body)
        shown = body["sources"][0]["text"]
        assert text in shown
        assert without not in shown

    return check


def pinned(number: int) -> Any:
    """So many documents of the workspace are pinned."""

    def check(body: Any) -> None:
        assert sum(one["pinned"] for one in body["workspace"][0]["documents"]) == number

    return check


def known(body: Any) -> None:
    """At least one model."""
    assert body["data"]


# fmt: off
CASES = [
    # New
    Case("no name", f"POST {WORKSPACE}/new", "#76", as_="developer", body={}),
    Case("new", f"POST {WORKSPACE}/new", "#77", as_="developer", body={"name": "Organ loft!"},
         keep={"slug": "workspace.slug"}),
    Case("new with settings", f"POST {WORKSPACE}/new", as_="developer",
         body={"name": "Choir", "openAiTemp": 0.4, "chatMode": "query", "chatProvider": "parlance",
             "chatModel": "fake-gpt", "queryRefusalResponse": "The documents do not say."},
         keep={"other": "workspace.slug"}),
    Case("name taken", f"POST {WORKSPACE}/new", "#79", as_="developer", body={"name": "Organ loft!"}),
    Case("values out of range", f"POST {WORKSPACE}/new", "#80", as_="developer",
         body={"name": "Edge", "similarityThreshold": 7, "openAiTemp": "warm", "openAiHistory": -2,
             "topN": 0, "chatMode": "shout", "vectorSearchMode": "far", "chatProvider": "none"},
         keep={"edge": "workspace.slug"}),
    Case("name in another script", f"POST {WORKSPACE}/new", "#81", as_="developer", body={"name": "καμπάνα"}),
    Case("name is a number", f"POST {WORKSPACE}/new", status=400, shape="any", as_="developer",
         body={"name": 7}),
    Case("in chat mode", f"POST {WORKSPACE}/new", "#311", as_="developer",
         body={"name": "Scope", "chatMode": "chat"}, keep={"scope": "workspace.slug"}),
    Case("new without a key", f"POST {WORKSPACE}/new", status=403, shape=FORBIDDEN, body={"name": "x"}),
    # Read
    Case("list", "GET /api/v1/workspaces", "#83", as_="developer"),
    Case("list without a key", "GET /api/v1/workspaces", status=403, shape=FORBIDDEN),
    Case("unknown workspace", f"GET {WORKSPACE}/none", "#85", as_="developer"),
    Case("slugs have case", f"GET {WORKSPACE}/ORGAN-LOFT", "#322", as_="developer"),
    Case("empty workspace", f"GET {WORKSPACE}/{{slug}}", ("#341", "#231"), as_="developer"),
    # Change
    Case("changed", f"POST {WORKSPACE}/{{slug}}/update", "#86", as_="developer",
         body={"name": "Organ", "chatMode": "chat", "similarityThreshold": 0, "topN": 3, "openAiTemp": 0.5}),
    Case("nothing to change", f"POST {WORKSPACE}/{{slug}}/update", "#87", as_="developer",
         body={"slug": "other"}),
    Case("unknown changed", f"POST {WORKSPACE}/none/update", "#88", as_="developer", body={"name": "x"}),
    # Search before there is anything
    Case("search without documents", f"POST {WORKSPACE}/{{slug}}/vector-search", "#89", as_="developer",
         body={"query": "organ"}),
    Case("search, numbers as texts", f"POST {WORKSPACE}/{{scope}}/vector-search", "#328", as_="developer",
         body={"query": "organ", "topN": "2", "scoreThreshold": "0.5"}),
    Case("query without documents", f"POST {WORKSPACE}/{{other}}/stream-chat", "#91", as_="developer",
         body={"message": ASKED}),
    # Documents
    Case("a document", "POST /api/v1/document/upload", "#45", as_="developer", files=ORGAN,
         keep={"organ": "documents.0.location"}),
    Case("embedded", f"POST {WORKSPACE}/{{slug}}/update-embeddings", "#92", as_="developer",
         body={"adds": ["{organ}"]}),
    Case("embedded once", f"POST {WORKSPACE}/{{scope}}/update-embeddings", "#332", as_="developer",
         body={"adds": ["{organ}"]}),
    Case("embedded again", f"POST {WORKSPACE}/{{scope}}/update-embeddings", "#333", as_="developer",
         body={"adds": ["{organ}"]}),
    Case("taken out again", f"POST {WORKSPACE}/{{scope}}/update-embeddings", "#335", as_="developer",
         body={"deletes": ["{organ}"]}),
    Case("unknown document embedded", f"POST {WORKSPACE}/{{slug}}/update-embeddings", "#93", as_="developer",
         body={"adds": ["custom-documents/none.json"]}),
    Case("nothing embedded", f"POST {WORKSPACE}/{{slug}}/update-embeddings", "#94", as_="developer", body={}),
    Case("embedded nowhere", f"POST {WORKSPACE}/none/update-embeddings", "#95", as_="developer",
         body={"adds": ["{organ}"]}),
    Case("embedded in another", f"POST {WORKSPACE}/{{other}}/update-embeddings", "#97", as_="developer",
         body={"adds": ["{organ}"]}),
    Case("uploaded into workspaces", "POST /api/v1/document/upload", "#98", as_="developer",
         files={"file": ("pipes.txt", b"Ninety pipes are of tin.", "text/plain")},
         form={"addToWorkspaces": "{slug},{other},none"}),
    Case("text into a workspace", "POST /api/v1/document/raw-text", "#99", as_="developer",
         body={**BELL, "addToWorkspaces": "{slug}"}),
    Case("workspace with documents", f"GET {WORKSPACE}/{{slug}}", "#100", as_="developer"),
    Case("documents in use", "GET /api/v1/documents", "#65", as_="developer"),
    Case("pinned", f"POST {WORKSPACE}/{{slug}}/update-pin", "#113", as_="developer",
         body={"docPath": "{organ}", "pinStatus": True}),
    Case("pinned document", f"GET {WORKSPACE}/{{slug}}", "#100", as_="developer", check=pinned(1)),
    Case("unpinned", f"POST {WORKSPACE}/{{slug}}/update-pin", "#113", as_="developer",
         body={"docPath": "{organ}"}),
    Case("unpinned document", f"GET {WORKSPACE}/{{slug}}", "#100", as_="developer", check=pinned(0)),
    Case("unknown document pinned", f"POST {WORKSPACE}/{{slug}}/update-pin", "#109", as_="developer",
         body={"docPath": "custom-documents/none.json", "pinStatus": True}),
    Case("pinned nowhere", f"POST {WORKSPACE}/none/update-pin", status=400, content_type="text/plain",
         as_="developer", body={"docPath": "{organ}", "pinStatus": True}),
    # Search
    Case("search", f"POST {WORKSPACE}/{{slug}}/vector-search", "#103", as_="developer",
         body={"query": "the organ is repaired", "topN": 2, "scoreThreshold": 0.1}),
    Case("search, nothing said", f"POST {WORKSPACE}/{{slug}}/vector-search", "#104", as_="developer",
         body={"query": "the organ is repaired"}),
    Case("search, nothing near", f"POST {WORKSPACE}/{{slug}}/vector-search", "#105", as_="developer",
         body={"query": "submarine", "scoreThreshold": 0.99}),
    Case("search for nothing", f"POST {WORKSPACE}/{{slug}}/vector-search", "#106", as_="developer",
         body={"query": ""}),
    Case("search nowhere", f"POST {WORKSPACE}/none/vector-search", "#107", as_="developer",
         body={"query": "organ"}),
    # Chat
    Case("chat", f"POST {WORKSPACE}/{{slug}}/chat", ("#112", "#116"), as_="developer",
         body={"message": "Who repairs the organ every spring?", "mode": "chat"}, check=cites("organ.txt")),
    Case("chat, the workspace's mode", f"POST {WORKSPACE}/{{slug}}/chat", "#115", as_="developer",
         body={"message": "And the bell?"}, check=answered),
    Case("query", f"POST {WORKSPACE}/{{slug}}/chat", "#116", as_="developer",
         body={"message": "the organ is repaired by Clara", "mode": "query"}, check=cites("organ.txt")),
    Case("chat in a session", f"POST {WORKSPACE}/{{slug}}/chat", "#117", as_="developer",
         body={"message": "First of a session", "mode": "chat", "sessionId": "s-1"}, check=answered),
    Case("chat in a session again", f"POST {WORKSPACE}/{{slug}}/chat", "#118", as_="developer",
         body={"message": "Second of a session", "mode": "chat", "sessionId": "s-1"}, check=answered),
    Case("empty message", f"POST {WORKSPACE}/{{slug}}/chat", "#119", as_="developer",
         body={"message": "", "mode": "chat"}, check=aborted),
    Case("chat nowhere", f"POST {WORKSPACE}/none/chat", "#121", as_="developer", body={"message": "x"},
         check=aborted),
    Case("no message", f"POST {WORKSPACE}/{{slug}}/chat", "#122", as_="developer", body={}, check=aborted),
    Case("not JSON", f"POST {WORKSPACE}/{{slug}}/chat", "#123", as_="developer", raw=b'{"message":'),
    Case("message is an object", f"POST {WORKSPACE}/{{slug}}/chat", "#327", as_="developer",
         body={"message": {"a": 1}, "mode": "chat"}, check=aborted),
    Case("document attached", f"POST {WORKSPACE}/{{slug}}/chat", "#127", as_="developer",
         body={"message": "See the note.", "mode": "chat", "attachments": [{"name": "note.txt",
             "mime": "application/anythingllm-document",
             "contentString": "data:text/plain;base64,VGhlIGtleSBoYW5ncyBieSB0aGUgZG9vci4="}]},
         check=answered),
    Case("page attached", f"POST {WORKSPACE}/{{slug}}/chat", "#127", as_="developer",
         body={"message": "See the page.", "mode": "chat", "attachments": [{"name": "page.html",
             "mime": "application/anythingllm-document",
             "contentString": "data:text/html,<h1>Swell</h1><script>no()</script><p>Ask Bo.</p>"}]},
         check=read_as("Swell", without="script")),
    Case("broken document attached", f"POST {WORKSPACE}/{{slug}}/chat", "#119", as_="developer",
         body={"message": "See it.", "mode": "chat", "attachments": [{"name": "x.pdf",
             "mime": "application/anythingllm-document",
             "contentString": "data:application/pdf;base64,JVBERi0xLjcK"}]},
         check=aborted),
    Case("form body", f"POST {WORKSPACE}/{{scope}}/chat", "#325", as_="developer",
         raw=b"message=by+form&mode=chat", headers={"content-type": "application/x-www-form-urlencoded"}),
    Case("text body", f"POST {WORKSPACE}/{{scope}}/chat", "#326", as_="developer",
         raw=b'{"message":"by text","mode":"chat"}', headers={"content-type": "text/plain"}),
    Case("chat without a key", f"POST {WORKSPACE}/{{slug}}/chat", status=403, shape=FORBIDDEN,
         body={"message": "x"}),
    # Streams
    Case("stream", f"POST {WORKSPACE}/{{slug}}/stream-chat", "#131", as_="developer",
         body={"message": "Streamed question", "mode": "chat"}, check=streamed),
    Case("stream, empty message", f"POST {WORKSPACE}/{{slug}}/stream-chat", "#139", as_="developer",
         body={"message": ""}, check=aborted),
    Case("stream nowhere", f"POST {WORKSPACE}/none/stream-chat", "#140", as_="developer",
         body={"message": "x"}, check=aborted),
    # History
    Case("history", f"GET {WORKSPACE}/{{slug}}/chats?limit=2", "#141", as_="developer"),
    Case("history, last first", f"GET {WORKSPACE}/{{slug}}/chats?limit=2&orderBy=desc", "#142",
         as_="developer"),
    Case("history of a session", f"GET {WORKSPACE}/{{slug}}/chats?apiSessionId=s-1", "#143", as_="developer",
         check=says("First of a session", "Second of a session")),
    Case("history, no number", f"GET {WORKSPACE}/{{slug}}/chats?limit=abc", "#145", as_="developer"),
    Case("session forgotten", f"POST {WORKSPACE}/{{slug}}/chat", "#146", as_="developer",
         body={"reset": True, "sessionId": "s-1"}),
    Case("history of a forgotten session", f"GET {WORKSPACE}/{{slug}}/chats?apiSessionId=s-1", "#147",
         as_="developer"),
    Case("all forgotten", f"POST {WORKSPACE}/{{slug}}/stream-chat", "#148", as_="developer",
         body={"reset": True}),
    Case("history when forgotten", f"GET {WORKSPACE}/{{slug}}/chats", "#149", as_="developer", check=says()),
    Case("in a session", f"POST {WORKSPACE}/{{scope}}/chat", "#314", as_="developer",
         body={"message": "inside", "mode": "chat", "sessionId": "s-9"}),
    Case("forgotten outside", f"POST {WORKSPACE}/{{scope}}/chat", "#319", as_="developer",
         body={"reset": True}),
    Case("outside a session", f"POST {WORKSPACE}/{{scope}}/chat", "#315", as_="developer",
         body={"message": "outside", "mode": "chat"}),
    Case("history outside", f"GET {WORKSPACE}/{{scope}}/chats", "#316", as_="developer",
         check=says("outside")),
    Case("history inside", f"GET {WORKSPACE}/{{scope}}/chats?apiSessionId=s-9", ("#317", "#321"),
         as_="developer", check=says("inside")),
    Case("history inside stays", f"GET {WORKSPACE}/{{scope}}/chats?apiSessionId=s-9", "#321", as_="developer",
         check=says("inside")),
    # The OpenAI face
    Case("models", "GET /api/v1/openai/models", "#175", as_="developer", check=known),
    Case("models, trailing slash", "GET /api/v1/openai/models/", "#323", as_="developer", check=known),
    Case("completion", "POST /api/v1/openai/chat/completions", "#176", as_="developer",
         body={"model": "{slug}", "temperature": 0.1, "messages": [{"role": "system",
             "content": "Be brief."}, {"role": "user", "content": ASKED}]}),
    Case("completion with parts", "POST /api/v1/openai/chat/completions", "#177", as_="developer",
         body={"model": "{slug}", "messages": [{"role": "user", "content": [{"type": "text",
             "text": "What is shown?"}, {"type": "image_url",
             "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}]}]}),
    Case("completion, streamed", "POST /api/v1/openai/chat/completions", "#178", as_="developer",
         body={"model": "{slug}", "stream": True, "messages": [{"role": "user", "content": ASKED}]}),
    Case("completion, unknown workspace", "POST /api/v1/openai/chat/completions", "#179", as_="developer",
         body={"model": "none", "messages": [{"role": "user", "content": "x"}]}),
    Case("completion of nothing", "POST /api/v1/openai/chat/completions", status=400, content_type="",
         shape="any", as_="developer", body={"model": "{slug}", "messages": []}),
    Case("completion without a key", "POST /api/v1/openai/chat/completions", status=403, shape=FORBIDDEN,
         body={"model": "{slug}", "messages": []}),
    Case("completion of a workspace with odd values", "POST /api/v1/openai/chat/completions", "#182",
         as_="developer", body={"model": "{edge}", "messages": [{"role": "user", "content": "submarine"}]}),
    # Gone
    Case("deleted", f"DELETE {WORKSPACE}/{{other}}", ("#232", "#329"), as_="developer"),
    Case("deleted again", f"DELETE {WORKSPACE}/{{other}}", "#233", as_="developer"),
    Case("another deleted", f"DELETE {WORKSPACE}/{{scope}}", "#329", as_="developer"),
]
# fmt: on

test_rows = scenario(CASES)
