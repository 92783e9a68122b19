"""Contract: `/api/v1/memories`, texts found by meaning, each its owner's alone."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

AT = "/api/v1/memories"
REFUSED = {"detail": "any"}
ADDED = ("0.12.4#508", "0.12.4#510", "0.8.12#506", "0.8.12#508")


def contents(*expected: str) -> Any:
    """The list has these texts, in this order."""

    def check(body: Any) -> None:
        assert [one["content"] for one in body] == list(expected)

    return check


def nearest(text: str) -> Any:
    """The text that answers best."""

    def check(body: Any) -> None:
        assert body["documents"][0][0] == text
        assert len({len(body[key][0]) for key in ("ids", "documents", "metadatas", "distances")}) == 1

    return check


def equals(expected: Any) -> Any:
    """The whole reply."""

    def check(body: Any) -> None:
        assert body == expected

    return check


def both_at_least(body: Any) -> None:
    """The memories of this table, and whatever others there are."""
    assert body["status"] is True
    assert body["total"] >= 2


def everywhere(body: Any) -> None:
    """Both memories, the nearer first."""
    assert body["documents"] == [["I keep white herons", "I live in Turku"]]
    assert body["distances"][0] == sorted(body["distances"][0], reverse=True)


# fmt: off
CASES = [
    Case("none yet", f"GET {AT}/", ("0.12.4#507", "0.8.12#505"), as_="bob", check=equals([])),
    Case("without a token", f"GET {AT}/", status=401, shape=REFUSED),
    Case("query without memories", f"POST {AT}/query", "0.12.4#513", as_="bob", body={"content": "x"}),
    Case("added", f"POST {AT}/add", ADDED, as_="bob", body={"content": "I keep herons"},
         keep={"herons": "id", "owner": "user_id"}),
    Case("added without content", f"POST {AT}/add", ("0.12.4#509", "0.8.12#507"), as_="bob", body={}),
    Case("added, blank", f"POST {AT}/add", as_="bob", status=422, shape=REFUSED, body={"content": "  "}),
    Case("added, unknown type", f"POST {AT}/add", as_="bob", status=422, shape=REFUSED,
         body={"content": "x", "type": "system"}),
    Case("another added", f"POST {AT}/add", ADDED, as_="bob", body={"content": "I live in Turku"}),
    Case("listed", f"GET {AT}/", ("0.12.4#511", "0.8.12#509"), as_="bob",
         check=contents("I keep herons", "I live in Turku")),
    Case("found", f"POST {AT}/query", ("0.12.4#512", "0.8.12#510"), as_="bob",
         body={"content": "herons", "k": 1},
         check=nearest("I keep herons")),
    Case("found, the nearest alone", f"POST {AT}/query", "0.12.4#512", as_="bob", body={"content": "Oslo"},
         check=nearest("I live in Turku")),
    Case("found, too many wanted", f"POST {AT}/query", as_="bob", status=422, shape=REFUSED,
         body={"content": "x", "k": 101}),
    # Only the owner's
    Case("not found by another", f"POST {AT}/query", "0.12.4#513", as_="dora", body={"content": "herons"}),
    Case("not found by an administrator", f"POST {AT}/query", "0.12.4#513", as_="ada",
         body={"content": "herons"}),
    Case("not listed for another", f"GET {AT}/", "0.12.4#507", as_="dora", check=equals([])),
    Case("the collection is closed to administrators", "POST /api/v1/retrieval/query/collection", as_="ada",
         status=403, shape=REFUSED, body={"collection_names": ["memory-{owner}"], "query": "herons"}),
    Case("nobody takes the name of a collection", "POST /api/v1/retrieval/process/text", as_="dora",
         status=422, shape=REFUSED,
         body={"name": "x", "content": "x", "collection_name": "memory-somebody"}),
    Case("not changed by another", f"POST {AT}/{{herons}}/update", ("0.12.4#515", "0.8.12#513"), as_="dora",
         body={"content": "x"}),
    Case("not deleted by another", f"DELETE {AT}/{{herons}}", "0.8.12#515", as_="dora", check=equals(False)),
    # Change and delete
    Case("changed", f"POST {AT}/{{herons}}/update", ("0.12.4#514", "0.8.12#512"), as_="bob",
         body={"content": "I keep white herons"}),
    Case("changed, nothing given", f"POST {AT}/{{herons}}/update", "0.12.4#514", as_="bob",
         body={"content": None, "type": None}),
    Case("found as it is now", f"POST {AT}/query", as_="bob", status=200,
         body={"content": "love herons", "k": 5}, check=everywhere),
    Case("embedded anew", f"POST {AT}/reset", as_="bob", status=200, shape="boolean", check=equals(True)),
    Case("everybody's embedded anew", f"POST {AT}/reindex", as_="ada", status=200,
         shape={"status": "boolean", "total": "integer"}, check=both_at_least),
    Case("everybody's, not for users", f"POST {AT}/reindex", as_="bob", status=401, shape=REFUSED),
    Case("still found", f"POST {AT}/query", as_="bob", status=200,
         body={"content": "love herons", "k": 5}, check=everywhere),
    Case("deleted", f"DELETE {AT}/{{herons}}", "0.12.4#516", as_="bob", check=equals(True)),
    Case("deleted again", f"DELETE {AT}/{{herons}}", "0.8.12#515", as_="bob", check=equals(False)),
    Case("found no more", f"POST {AT}/query", as_="bob", status=200,
         body={"content": "herons", "k": 5}, check=nearest("I live in Turku")),
    Case("all deleted", f"DELETE {AT}/delete/user", ("0.12.4#520", "0.8.12#518"), as_="bob"),
    Case("all deleted, path of the reference", f"DELETE {AT}/", ("0.12.4#520", "0.8.12#518"), as_="bob"),
    Case("none is left", f"GET {AT}/", ("0.12.4#507", "0.8.12#505"), as_="bob", check=equals([])),
]
# fmt: on

test_memories = scenario(CASES)
