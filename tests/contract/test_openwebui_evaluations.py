"""Contract: `/api/v1/evaluations`, feedback, its exports, the leaderboard."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

AT = "/api/v1/evaluations"
MISSING = {"detail": "string"}
MALFORMED = {"detail": "any"}
FORM: dict[str, Any] = {
    "type": "rating",
    "data": {
        "rating": 1, "model_id": "fake-gpt", "reason": "accurate_information", "comment": "=clear",
        "tags": ["General"], "details": {"rating": 9},
    },
    "meta": {"arena": False, "chat_id": "c1", "message_id": "m1", "message_index": 1, "tags": []},
    "snapshot": {"chat": {"title": "Winding the tower clock"}},
}  # fmt: skip
WORSE = {"type": "rating", "data": {"rating": -1, "model_id": "fake-gpt"}}
COMPARED = {
    "type": "rating",
    "data": {"rating": 1, "model_id": "fake-gpt", "sibling_model_ids": ["fake-chat"], "tags": ["Clocks"]},
}
ENTRY = {
    "model_id": "string", "rating": "integer", "won": "integer", "lost": "integer", "count": "integer",
    "top_tags": [{"tag": "string", "count": "integer"}],
}  # fmt: skip


def holds(*path: str | int, value: Any) -> Any:
    """The reply has this value there."""

    def check(body: Any) -> None:
        for step in path:
            body = body[step]
        assert body == value

    return check


def kept_the_rest(body: Any) -> None:
    """A change of the data leaves meta and snapshot."""
    assert body["data"] == {
        "rating": -1, "model_id": "fake-gpt", "sibling_model_ids": None, "reason": None, "comment": None,
    }  # fmt: skip
    assert body["meta"] == FORM["meta"]
    assert body["snapshot"] == FORM["snapshot"]


def compared(body: Any) -> None:
    """The better one is in front, as far above 1000 as the other is below."""
    assert [(one["model_id"], one["rating"], one["won"], one["lost"]) for one in body["entries"]] == [
        ("fake-gpt", 1016, 1, 0),
        ("fake-chat", 984, 0, 1),
    ]


def today_lost(body: Any) -> None:
    """The comparison is on the last of thirty days."""
    assert [(day["won"], day["lost"]) for day in body["history"]] == [(0, 0)] * 29 + [(0, 1)]


def in_lines(body: Any) -> None:
    """A head, then a line a feedback; no cell calculates."""
    lines = body.split("\r\n")
    assert lines[0].startswith("id,user_id,type,created_at,updated_at,rating,model_id")
    assert len([line for line in lines[1:] if line]) == 2
    assert ",'=clear," in body


# fmt: off
CASES = [
    # Settings
    Case("settings", f"GET {AT}/config", ("0.12.4#711", "0.8.12#709"), as_="ada"),
    Case("settings, not for users", f"GET {AT}/config", "0.12.4#713", as_="bob"),
    Case("settings changed", f"POST {AT}/config", ("0.12.4#712", "0.8.12#710"), as_="ada",
         body={"ENABLE_EVALUATION_ARENA_MODELS": True, "EVALUATION_ARENA_MODELS": []},
         check=holds("ENABLE_EVALUATION_ARENA_MODELS", value=True)),
    Case("settings, what is null stays", f"POST {AT}/config/update", "0.12.4#712", as_="ada",
         body={"ENABLE_EVALUATION_ARENA_MODELS": None, "EVALUATION_ARENA_MODELS": None},
         check=holds("ENABLE_EVALUATION_ARENA_MODELS", value=True)),
    Case("settings back", f"POST {AT}/config/update", "0.12.4#712", as_="ada",
         body={"ENABLE_EVALUATION_ARENA_MODELS": False}),
    Case("settings, pools that are none", f"POST {AT}/config/update", as_="ada", status=422, shape=MALFORMED,
         body={"EVALUATION_ARENA_MODELS": ["fake-gpt"]}),
    Case("settings, not by users", f"POST {AT}/config/update", "0.12.4#713", as_="bob", body={}),
    # One feedback
    Case("no comparison yet", f"GET {AT}/leaderboard", ("0.12.4#724", "0.8.12#722"), as_="ada"),
    Case("given", f"POST {AT}/feedback", ("0.12.4#714", "0.8.12#712"), as_="bob", body=FORM,
         keep={"first": "id"}, check=holds("data", "details", "rating", value=9)),
    Case("given without a type", f"POST {AT}/feedback", ("0.12.4#715", "0.8.12#713"), as_="bob", body={}),
    Case("given, data is a list", f"POST {AT}/feedback", as_="bob", status=422, shape=MALFORMED,
         body={"type": "rating", "data": []}),
    Case("given, siblings are no texts", f"POST {AT}/feedback", as_="bob", status=422, shape=MALFORMED,
         body={"type": "rating", "data": {"sibling_model_ids": [{"$gt": ""}]}}),
    Case("given without a token", f"POST {AT}/feedback", status=401, shape=MISSING, body=FORM),
    Case("read", f"GET {AT}/feedback/{{first}}", ("0.12.4#716", "0.8.12#714"), as_="bob"),
    Case("read by another", f"GET {AT}/feedback/{{first}}", ("0.12.4#717", "0.8.12#715"), as_="dora"),
    Case("read by an administrator", f"GET {AT}/feedback/{{first}}", "0.12.4#716", as_="ada"),
    Case("changed", f"POST {AT}/feedback/{{first}}", ("0.12.4#718", "0.8.12#716"), as_="bob", body=WORSE,
         check=kept_the_rest),
    Case("changed by another", f"POST {AT}/feedback/{{first}}", "0.12.4#717", as_="dora", body=WORSE),
    Case("changed, path of the reference", f"POST {AT}/feedback/{{first}}/update", "0.12.4#718", as_="bob",
         body=WORSE, check=kept_the_rest),
    # Lists
    Case("own", f"GET {AT}/feedbacks/user", "0.12.4#719", as_="bob", check=holds("total", value=1)),
    Case("own, path of the reference", f"GET {AT}/", "0.12.4#719", as_="bob",
         check=holds("items", 0, "user", "name", value="Bob")),
    Case("own, second page", f"GET {AT}/?page=2", as_="bob", status=200,
         shape={"items": [], "total": "integer"}),
    Case("own, page none", f"GET {AT}/?page=0", as_="bob", status=422, shape=MALFORMED),
    Case("by page", f"GET {AT}/feedbacks/list?page=1&order_by=updated_at&direction=desc",
         ("0.12.4#720", "0.8.12#718"), as_="ada"),
    Case("by page, of a model", f"GET {AT}/feedbacks/list?model_id=other&order_by=rating&direction=asc",
         as_="ada", status=200, shape={"items": [], "total": "integer"}, check=holds("total", value=0)),
    Case("by page, unknown order", f"GET {AT}/feedbacks/list?order_by=$where", as_="ada", status=400,
         shape=MISSING),
    Case("by page, not for users", f"GET {AT}/feedbacks/list", "0.12.4#713", as_="bob"),
    Case("all", f"GET {AT}/feedbacks/all", "0.8.12#719", as_="ada"),
    Case("all, path of the reference", f"GET {AT}/feedback/all", "0.8.12#719", as_="ada"),
    Case("all, not for users", f"GET {AT}/feedback/all", "0.12.4#713", as_="bob"),
    Case("ids", f"GET {AT}/feedbacks/all/ids", as_="ada", status=200,
         shape=[{"id": "string", "user_id": "string", "created_at": "integer", "updated_at": "integer"}]),
    Case("models", f"GET {AT}/feedbacks/models", as_="ada", status=200, shape=["string"],
         check=holds(0, value="fake-gpt")),
    Case("export", f"GET {AT}/feedbacks/all/export", ("0.12.4#722", "0.8.12#720"), as_="ada"),
    Case("export, not for users", f"GET {AT}/feedbacks/all/export", ("0.12.4#728", "0.8.12#726"), as_="bob"),
    Case("export as JSON on request", f"GET {AT}/feedback/all/export", "0.12.4#722", as_="ada",
         headers={"accept": "application/json"}),
    # Comparisons
    Case("compared", f"POST {AT}/feedback", as_="dora", status=200, body={**COMPARED, "data": {
         **COMPARED["data"], "comment": "=clear"}}, keep={"second": "id"}),
    Case("leaderboard", f"GET {AT}/leaderboard", as_="ada", status=200, check=compared),
    Case("leaderboard of a tag", f"GET {AT}/leaderboard?query=clock", as_="ada", status=200,
         shape={"entries": "any"}, check=compared),
    Case("leaderboard of another tag", f"GET {AT}/leaderboard?query=boats", "0.12.4#724", as_="ada"),
    Case("leaderboard, not for users", f"GET {AT}/leaderboard", "0.12.4#713", as_="bob"),
    Case("a model day by day", f"GET {AT}/leaderboard/fake-chat/history", as_="ada", status=200,
         shape={"model_id": "string", "history": [{"date": "string", "won": "integer", "lost": "integer"}]},
         check=today_lost),
    Case("table of all", f"GET {AT}/feedback/all/export", as_="ada", status=200, content_type="text/csv",
         shape="text", check=in_lines),
    Case("table, not for users", f"GET {AT}/feedback/all/export", "0.12.4#728", as_="bob"),
    # Delete
    Case("deleted by another", f"DELETE {AT}/feedback/{{first}}", "0.12.4#717", as_="dora"),
    Case("deleted", f"DELETE {AT}/feedback/{{first}}", ("0.12.4#726", "0.8.12#724"), as_="bob"),
    Case("deleted again", f"DELETE {AT}/feedback/{{first}}", ("0.12.4#727", "0.8.12#725"), as_="bob"),
    Case("deleted, path of the reference", f"DELETE {AT}/feedback/{{second}}/delete", "0.12.4#726",
         as_="dora"),
    Case("no comparison is left", f"GET {AT}/leaderboard", "0.12.4#724", as_="ada",
         check=holds("entries", value=[])),
]
# fmt: on

test_evaluations = scenario(CASES)
