"""Contract: `/api/v1/retrieval`, processing on demand and queries."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

RETRIEVAL = "/api/v1/retrieval"
DENIED = {"detail": "string"}
MALFORMED = {"detail": [{"type": "string", "loc": ["string"], "msg": "string", "input": "any"}]}
FERRY = b"The ferry leaves at seven from the north pier. The captain is called Tomas."


def about(word: str) -> Any:
    """The best passage holds this word."""

    def check(body: Any) -> None:
        assert word in body["documents"][0][0]

    return check


def none_found(body: Any) -> None:
    """No passage."""
    assert body["documents"] == [[]]


CASES = [
    # On demand
    Case(
        "text",
        f"POST {RETRIEVAL}/process/text",
        ("0.12.4#528", "0.8.12#526"),
        as_="bob",
        body={"name": "Timetable", "content": "The last train leaves at nine.", "collection_name": None},
        keep={"text": "collection_name"},
    ),
    Case(
        "text without content",
        f"POST {RETRIEVAL}/process/text",
        "0.12.4#529",
        as_="bob",
        body={"name": "Timetable"},
    ),
    Case(
        "text without a token",
        f"POST {RETRIEVAL}/process/text",
        status=401,
        shape=DENIED,
        body={"name": "a", "content": "b"},
    ),
    Case(
        "a file",
        "POST /api/v1/files/?process=false",
        as_="bob",
        keep={"file": "id"},
        files={"file": ("ferry.txt", FERRY, "text/plain")},
    ),
    Case(
        "file processed",
        f"POST {RETRIEVAL}/process/file",
        "0.8.12#530",
        as_="bob",
        body={"file_id": "{file}"},
        keep={"collection": "collection_name"},
    ),
    Case(
        "unknown file processed",
        f"POST {RETRIEVAL}/process/file",
        ("0.12.4#531", "0.8.12#529"),
        as_="bob",
        body={"file_id": "none"},
    ),
    Case(
        "another's file processed",
        f"POST {RETRIEVAL}/process/file",
        ("0.12.4#531", "0.8.12#529"),
        as_="dora",
        body={"file_id": "{file}"},
    ),
    Case("no file named", f"POST {RETRIEVAL}/process/file", status=422, shape=MALFORMED, as_="bob", body={}),
    # Queries
    Case(
        "one collection",
        f"POST {RETRIEVAL}/query/doc",
        ("0.12.4#496", "0.8.12#493", "0.8.12#494"),
        as_="bob",
        body={"collection_name": "{collection}", "query": "ferry captain", "k": 1},
        check=about("ferry"),
    ),
    Case(
        "the text's collection",
        f"POST {RETRIEVAL}/query/doc",
        ("0.12.4#496", "0.8.12#494"),
        as_="bob",
        body={"collection_name": "{text}", "query": "last train", "k": 1},
        check=about("train"),
    ),
    Case(
        "unknown collection",
        f"POST {RETRIEVAL}/query/doc",
        "0.12.4#539",
        as_="bob",
        body={"collection_name": "none", "query": "ferry"},
    ),
    Case(
        "another's collection",
        f"POST {RETRIEVAL}/query/doc",
        "0.12.4#539",
        as_="dora",
        body={"collection_name": "{collection}", "query": "ferry"},
    ),
    Case("no collection named", f"POST {RETRIEVAL}/query/doc", "0.12.4#541", as_="bob", body={}),
    Case(
        "query without a token",
        f"POST {RETRIEVAL}/query/doc",
        status=401,
        shape=DENIED,
        body={"collection_name": "{collection}", "query": "ferry"},
    ),
    Case(
        "several collections",
        f"POST {RETRIEVAL}/query/collection",
        ("0.12.4#495", "0.8.12#492"),
        as_="bob",
        body={"collection_names": ["{collection}", "{text}"], "query": "ferry pier", "k": 2},
        check=about("ferry"),
    ),
    Case(
        "no collections",
        f"POST {RETRIEVAL}/query/collection",
        ("0.12.4#540", "0.8.12#538"),
        as_="bob",
        body={"collection_names": [], "query": "ferry"},
        check=none_found,
    ),
    Case(
        "collections without a query",
        f"POST {RETRIEVAL}/query/collection",
        status=422,
        shape=MALFORMED,
        as_="bob",
        body={"collection_names": ["{collection}"]},
    ),
    # Replaced
    Case(
        "content replaced",
        f"POST {RETRIEVAL}/process/file",
        "0.8.12#530",
        as_="bob",
        body={"file_id": "{file}", "content": "The ferry was sold; a bridge stands here now."},
    ),
    Case(
        "the new content is found",
        f"POST {RETRIEVAL}/query/doc",
        ("0.12.4#496", "0.8.12#493", "0.8.12#494"),
        as_="bob",
        body={"collection_name": "{collection}", "query": "bridge", "k": 1},
        check=about("bridge"),
    ),
]

test_rows = scenario(CASES)
