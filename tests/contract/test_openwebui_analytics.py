"""Contract: `/api/v1/analytics`, what was used by model, person and time, and one's own usage."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.contract.runner import Case, World, scenario
from tests.system import PASSWORD, System

AT = "/api/v1/analytics"
MODEL = "spruce-7"
DAY = 86_400
NOON = 1_750_075_200
"""2025-06-16, noon (UTC)."""
REFUSED = {"detail": "string"}
MALFORMED = {"detail": "any"}
STRETCH = {"date": "string", "models": {"*": "integer"}, "start": "string", "end": "string",
           "previous": {"models": {"*": "integer"}, "start": "string", "end": "string"}}  # fmt: skip
CHAT = {"chat_id": "string", "user_id": "string", "user_name": "string", "first_message": "string",
        "updated_at": "integer"}  # fmt: skip
USED = {"date": "string", "messages": "integer", "chats": "integer", "tokens": "integer",
        "models": {"*": "integer"}}  # fmt: skip
TOTALS = ("lifetime_tokens", "input_tokens", "output_tokens", "peak_daily_tokens", "longest_chat_seconds",
          "current_streak", "longest_streak", "total_chats", "active_days", "models_used", "messages",
          "user_messages", "assistant_messages")  # fmt: skip
OWN = {
    "totals": dict.fromkeys(TOTALS, "integer"),
    "heatmap": [USED], "weekly_heatmap": [USED], "cumulative_heatmap": [USED],
    "insights": {"most_used_model": "string", "average_tokens_per_chat": "number",
                 "average_messages_per_active_day": "number", "user_message_share": "number",
                 "assistant_message_share": "number"},
    "top_models": [{"model_id": "string", "messages": "integer", "input_tokens": "integer",
                    "output_tokens": "integer", "total_tokens": "integer"}],
    "top_tools": [],
    "period": {"start_date": "integer", "end_date": "integer", "days": "integer"},
}  # fmt: skip


def chat(day: int, tokens: int) -> dict[str, Any]:
    """A question and its answer on a day after the first."""
    at = NOON + day * DAY
    return {
        "title": "Trees",
        "history": {
            "currentId": "a",
            "messages": {
                "q": {"id": "q", "parentId": None, "childrenIds": ["a"], "role": "user",
                      "content": f"How tall is a spruce on day {day}?", "timestamp": at},
                "a": {"id": "a", "parentId": "q", "childrenIds": [], "role": "assistant", "model": MODEL,
                      "content": "Tall.", "timestamp": at + 60,
                      "usage": {"prompt_tokens": tokens, "completion_tokens": 2 * tokens}},
            },
        },
    }  # fmt: skip


@pytest.fixture(scope="module")
def world(system: System) -> Iterator[World]:
    """`bob` asked on three days, `dora` on one of them; `ada` administrates; `grove` is a group with dora."""
    bob, dora, gone = system.person("Bob"), system.person("Dora"), system.person("Gustav")
    with system.client() as client:
        world = World(client)
        world.kept |= {"password": PASSWORD, "ada": system.admin.token, "bob_id": bob.id, "dora_id": dora.id}
        world.kept |= {"bob": bob.token, "dora": dora.token, "gone_id": gone.id}
        for person, day in ((bob, 0), (bob, 1), (bob, 3), (dora, 1), (gone, 0)):
            form = {"chat": chat(day, 10)}
            client.post("/api/v1/chats/new", json=form, headers=person.headers).raise_for_status()
        admin = {"headers": system.admin.headers}
        group = client.post(
            "/api/v1/groups/create", json={"name": "Grove", "description": ""}, **admin
        ).json()
        world.kept["grove"] = group["id"]
        people = {"user_ids": [dora.id]}
        client.post(f"/api/v1/groups/id/{group['id']}/users/add", json=people, **admin).raise_for_status()
        _until(client, system, lambda found: found.get(MODEL) == 5)
        yield world


def _until(client: httpx.Client, system: System, true: Any) -> None:
    """Wait until the answers by model, kept behind the writes, are so."""
    deadline = time.monotonic() + 60
    while True:
        reply = client.get(f"{AT}/models", headers=system.admin.headers)
        reply.raise_for_status()
        found = {one["model_id"]: one["count"] for one in reply.json()["models"]}
        if true(found):
            return
        assert time.monotonic() < deadline, found
        time.sleep(0.1)


def model(body: Any) -> Any:
    """The row of the model."""
    [found] = [one for one in body["models"] if one["model_id"] == MODEL]
    return found


def models(count: int, users: int, chats: int) -> Any:
    """The model has these figures."""

    def check(body: Any) -> None:
        row = model(body)
        assert (row["count"], row["unique_users"], row["unique_chats"]) == (count, users, chats)

    return check


def tokens(body: Any) -> None:
    """Tokens of five answers, within those of all."""
    row = model(body)
    assert (row["input_tokens"], row["output_tokens"], row["total_tokens"]) == (50, 100, 150)
    assert body["total_tokens"] >= 150
    assert body["total_tokens"] == body["total_input_tokens"] + body["total_output_tokens"]


def summed(messages: int, chats: int, users: int, models: int = 1) -> Any:
    """All figures of a summary."""

    def check(body: Any) -> None:
        assert body == {
            "total_messages": messages, "total_chats": chats, "total_models": models, "total_users": users,
        }  # fmt: skip

    return check


def persons(*expected: tuple[str, int, int]) -> Any:
    """Name, messages and tokens of each, in this order."""

    def check(body: Any) -> None:
        assert [(one["name"], one["count"], one["total_tokens"]) for one in body["users"]] == list(expected)
        assert all(one["email"].count("@") == 1 for one in body["users"])

    return check


def days(*expected: tuple[str, int]) -> Any:
    """Answers (or tokens) of the model by stretch."""

    def check(body: Any) -> None:
        assert [(one["date"], one["models"].get(MODEL, 0)) for one in body["data"]] == list(expected)

    return check


def compared(body: Any) -> None:
    """Each stretch beside the one as far before the period."""
    [first, second] = body["data"]
    assert (first["models"], first["previous"]["models"]) == ({}, {MODEL: 2})
    assert (second["models"], second["previous"]["models"]) == ({MODEL: 1}, {MODEL: 2})
    assert (first["start"], first["previous"]["start"]) == ("2025-06-18T00:00:00Z", "2025-06-16T00:00:00Z")


def chats(total: int, *questions: str) -> Any:
    """The first messages, in this order."""

    def check(body: Any) -> None:
        assert [one["first_message"] for one in body["chats"]] == list(questions)
        assert body["total"] == total

    return check


def own(body: Any) -> None:
    """Three days of four, with gaps where nothing was used."""
    assert [day["messages"] for day in body["heatmap"]] == [2, 2, 0, 2]
    assert [day["tokens"] for day in body["cumulative_heatmap"]] == [30, 60, 60, 90]
    assert [(week["date"], week["chats"]) for week in body["weekly_heatmap"]] == [("2025-06-16", 3)]
    totals = body["totals"]
    assert (totals["messages"], totals["active_days"], totals["longest_streak"]) == (6, 3, 2)
    assert (totals["lifetime_tokens"], totals["peak_daily_tokens"], totals["total_chats"]) == (90, 30, 3)
    assert body["insights"]["most_used_model"] == MODEL
    assert body["period"]["days"] == 4


def latest(body: Any) -> None:
    """The two latest of five."""
    chats(5, "How tall is a spruce on day 3?", "How tall is a spruce on day 1?")(body)


def bob_is_first(body: Any) -> None:
    """Before one of the others."""
    persons(("Bob", 3, 90), (body["users"][1]["name"], 1, 30))(body)


def rated_today(body: Any) -> None:
    """One good rating on the last of seven days."""
    assert [day["won"] for day in body["history"]] == [0] * 6 + [1]


def a_week(body: Any) -> None:
    """A row a day."""
    assert len(body["heatmap"]) == len(body["cumulative_heatmap"]) == 7


WHOLE = f"start_date={NOON - DAY // 2}&end_date={NOON + 3 * DAY}"
SECOND = f"start_date={NOON + DAY // 2}&end_date={NOON + DAY + 3600}"
THIRD = f"start_date={NOON + 3 * DAY // 2}&end_date={NOON + 7 * DAY // 2 - 1}"
FIGURES = {"models": [{"model_id": "string", "count": "integer", "unique_users": "integer",
                       "unique_chats": "integer"}]}  # fmt: skip
TOKENS = {"models": [{"model_id": "string", "input_tokens": "integer", "output_tokens": "integer",
                      "total_tokens": "integer", "message_count": "integer"}],
          "total_input_tokens": "integer", "total_output_tokens": "integer",
          "total_tokens": "integer"}  # fmt: skip

# fmt: off
CASES = [
    Case("in all", f"GET {AT}/summary", ("0.12.4#739", "0.8.12#737"), as_="ada"),
    Case("in all, path of the reference", f"GET {AT}/?{WHOLE}", "0.12.4#739", as_="ada",
         check=summed(5, 5, 3)),
    Case("in all, of a group", f"GET {AT}/?{WHOLE}&group_id={{grove}}", "0.12.4#739", as_="ada",
         check=summed(1, 1, 1)),
    Case("in all, of a day", f"GET {AT}/summary?{SECOND}", "0.12.4#739", as_="ada", check=summed(2, 2, 2)),
    Case("in all, of a group there is not", f"GET {AT}/summary?group_id=nobody", "0.12.4#739", as_="ada",
         check=summed(0, 0, 0, models=0)),
    Case("in all, not for users", f"GET {AT}/", ("0.12.4#747", "0.8.12#745"), as_="bob"),
    Case("in all, without a token", f"GET {AT}/", status=401, shape=REFUSED),
    Case("in all, a date that is none", f"GET {AT}/?start_date=monday", as_="ada", status=422,
         shape=MALFORMED),
    Case("in all, a date before time", f"GET {AT}/?start_date=-1", as_="ada", status=422, shape=MALFORMED),
    # People
    Case("people of a group", f"GET {AT}/users?group_id={{grove}}", ("0.12.4#740", "0.8.12#738"), as_="ada"),
    Case("people, of all time", f"GET {AT}/users", as_="ada", status=200, shape={"users": ["any"]}),
    Case("people, of a period", f"GET {AT}/users?{WHOLE}&limit=2", ("0.12.4#746", "0.8.12#744"), as_="ada",
         check=bob_is_first),
    Case("people, by tokens, of a day", f"GET {AT}/users?{SECOND}&metric=tokens&group_id={{grove}}",
         "0.12.4#740", as_="ada", check=persons(("Dora", 1, 30))),
    Case("people, unknown metric", f"GET {AT}/users?metric=$where", as_="ada", status=422, shape=MALFORMED),
    Case("people, too many", f"GET {AT}/users?limit=1001", as_="ada", status=422, shape=MALFORMED),
    Case("people, not for users", f"GET {AT}/users", ("0.12.4#747", "0.8.12#745"), as_="bob"),
    # Models
    Case("models", f"GET {AT}/models", ("0.12.4#741", "0.8.12#739"), as_="ada", check=models(5, 3, 5)),
    Case("models, of a day", f"GET {AT}/models?{SECOND}", as_="ada", status=200, shape=FIGURES,
         check=models(2, 2, 2)),
    Case("models, not for users", f"GET {AT}/models", "0.12.4#747", as_="bob"),
    Case("tokens", f"GET {AT}/tokens", ("0.12.4#744", "0.8.12#742"), as_="ada", check=tokens),
    Case("tokens, not for users", f"GET {AT}/tokens", "0.12.4#747", as_="bob"),
    # Time
    Case("by day", f"GET {AT}/daily", ("0.12.4#743", "0.8.12#741"), as_="ada"),
    Case("by day, gaps filled", f"GET {AT}/daily?{WHOLE}", "0.12.4#743", as_="ada",
         check=days(("2025-06-16", 2), ("2025-06-17", 2), ("2025-06-18", 0), ("2025-06-19", 1))),
    Case("by six hours, in tokens", f"GET {AT}/daily?{SECOND}&granularity=6h&metric=tokens", "0.12.4#743",
         as_="ada", check=days(("2025-06-17 00:00", 0), ("2025-06-17 06:00", 0), ("2025-06-17 12:00", 60))),
    Case("compared with before", f"GET {AT}/daily?{THIRD}&compare=true", as_="ada", status=200,
         shape={"data": [STRETCH]}, check=compared),
    Case("by day, of all time, nothing is before", f"GET {AT}/daily?compare=true", "0.12.4#743", as_="ada"),
    Case("by an unknown stretch", f"GET {AT}/daily?granularity=monthly", as_="ada", status=422,
         shape=MALFORMED),
    Case("by day, not for users", f"GET {AT}/daily", "0.12.4#747", as_="bob"),
    # One model
    Case("chats of a model", f"GET {AT}/models/{MODEL}/chats?limit=2", as_="ada", status=200,
         shape={"chats": [CHAT], "total": "integer"},
         check=latest),
    Case("chats of a model, oldest first", f"GET {AT}/models/{MODEL}/chats?order_by=created_at&direction=asc"
         f"&{THIRD}&skip=0", as_="ada", status=200, shape={"chats": [CHAT], "total": "integer"},
         check=chats(1, "How tall is a spruce on day 3?")),
    Case("chats of a model, unknown order", f"GET {AT}/models/{MODEL}/chats?order_by=$x", as_="ada",
         status=400, shape=REFUSED),
    Case("chats of a model, not for users", f"GET {AT}/models/{MODEL}/chats", "0.12.4#747", as_="bob"),
    Case("a model rated", "POST /api/v1/evaluations/feedback", as_="bob", status=200,
         keep={"rating": "id"}, body={"type": "rating", "data": {"rating": 1, "model_id": MODEL}}),
    Case("a model day by day", f"GET {AT}/models/{MODEL}/overview?days=7", as_="ada", status=200,
         shape={"history": [{"date": "string", "won": "integer", "lost": "integer"}], "tags": []},
         check=rated_today),
    Case("a model day by day, not for users", f"GET {AT}/models/{MODEL}/overview", "0.12.4#747", as_="bob"),
    Case("a rating taken back", "DELETE /api/v1/evaluations/feedback/{rating}", "0.12.4#726", as_="bob"),
    # One's own
    Case("own usage", f"GET /api/v1/users/usage?{WHOLE}", as_="bob", status=200, shape=OWN, check=own),
    Case("own usage of the last days", "GET /api/v1/users/usage?days=7", as_="bob", status=200,
         shape="any", check=a_week),
    Case("own usage of too few days", "GET /api/v1/users/usage?days=6", as_="bob", status=422),
    Case("own usage of too long a time", "GET /api/v1/users/usage?start_date=0", as_="bob", status=422),
    Case("own usage, without a token", "GET /api/v1/users/usage", status=401, shape=REFUSED),
]
# fmt: on

test_analytics = scenario(CASES)


def test_who_is_deleted_leaves_the_figures_without_a_name(world: World, system: System) -> None:
    admin = {"headers": system.admin.headers}
    gone = world.kept["gone_id"]
    world.client.delete(f"/api/v1/users/{gone}", **admin).raise_for_status()
    deadline = time.monotonic() + 120
    while gone in _listed(world, system):
        assert time.monotonic() < deadline, "the person is still listed"
        time.sleep(0.2)
    found = world.client.get(f"{AT}/models?{WHOLE}", **admin).json()
    models(5, 2, 5)(found)


def _listed(world: World, system: System) -> set[str]:
    reply = world.client.get(f"{AT}/users?{WHOLE}", headers=system.admin.headers)
    reply.raise_for_status()
    return {one["user_id"] for one in reply.json()["users"]}
