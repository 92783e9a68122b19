"""Contract: the developer API's key check and its documents."""

from __future__ import annotations

import json
from typing import Any

from tests.contract.runner import Case, scenario

FORBIDDEN = {"error": "string", "message": "any"}
UNKNOWN_KEY = "AAAAAAA-BBBBBBB-CCCCCCC-DDDDDDD"
UPLOAD = "POST /api/v1/document/upload"
RAW = "POST /api/v1/document/raw-text"
OAK = ("oak.txt", b"The oak by the gate is four hundred years old.", "text/plain")
ABOUT = {
    "title": "Trees of the park",
    "docAuthor": "Nuno",
    "description": "a list",
    "docSource": "walk",
    "unknown": "left out",
}


def stored_in(folder: str) -> Any:
    """The document's place."""

    def check(body: Any) -> None:
        assert body["documents"][0]["location"].startswith(f"{folder}/")

    return check


def titled(body: Any) -> None:
    """What the client said of the document."""
    assert body["documents"][0]["title"] == ABOUT["title"]
    assert "unknown" not in body["documents"][0]


def lists_the_oak(body: Any) -> None:
    """The upload is in the list."""
    folders = {folder["name"]: folder for folder in body["localFiles"]["items"]}
    assert any(row["name"].startswith("oak.txt-") for row in folders["custom-documents"]["items"])


CASES = [
    # Keys
    Case("no key", "GET /api/v1/auth", "#1"),
    Case("unknown key", "GET /api/v1/auth", "#2", as_=UNKNOWN_KEY),
    Case("key without a scheme", "GET /api/v1/auth", "#3", headers={"authorization": "{developer}"}),
    Case("key", "GET /api/v1/auth", "#5", as_="developer"),
    Case("a session is no key", "GET /api/v1/documents", status=403, shape=FORBIDDEN, as_="ada"),
    # Empty
    Case("no documents", "GET /api/v1/documents", "#37", as_="developer"),
    # Uploads
    Case(
        "uploaded",
        UPLOAD,
        "#45",
        as_="developer",
        files={"file": OAK},
        check=stored_in("custom-documents"),
        keep={"oak": "documents.0.location"},
    ),
    Case(
        "uploaded with metadata",
        UPLOAD,
        "#46",
        as_="developer",
        form={"metadata": json.dumps(ABOUT)},
        files={"file": ("trees of the park.md", b"# Trees\nTwelve limes.", "text/markdown")},
        check=titled,
    ),
    Case(
        "empty file",
        UPLOAD,
        "#47",
        as_="developer",
        status=400,
        files={"file": ("empty.txt", b"", "text/plain")},
    ),
    Case(
        "another text format",
        UPLOAD,
        "#49",
        as_="developer",
        files={"file": ("park.yaml", b"trees: 12\n", "text/yaml")},
    ),
    Case(
        "no extension",
        UPLOAD,
        "#50",
        as_="developer",
        files={"file": ("NOTICE", b"Please stay on the paths.\n", "text/plain")},
    ),
    Case("file in another field", UPLOAD, "#51", as_="developer", status=400, files={"upload": OAK}),
    Case("no file", UPLOAD, status=400, shape="any", as_="developer", files={"addToWorkspaces": (None, "x")}),
    Case("upload without a key", UPLOAD, status=403, shape=FORBIDDEN, files={"file": OAK}),
    # Text
    Case(
        "text without a title",
        RAW,
        "#56",
        as_="developer",
        body={"textContent": "Nine benches.", "metadata": {}},
    ),
    Case(
        "text that is empty",
        RAW,
        "#57",
        as_="developer",
        body={"textContent": "", "metadata": {"title": "benches"}},
    ),
    Case("no text", RAW, "#58", as_="developer", body={}),
    Case(
        "text",
        RAW,
        ("#59", "#331", "#337"),
        as_="developer",
        keep={"benches": "documents.0.location"},
        body={"textContent": "Nine benches stand by the pond.", "metadata": {"title": "Benches"}},
    ),
    Case(
        "text again",
        RAW,
        ("#331",),
        as_="developer",
        body={"textContent": "One fountain.", "metadata": {"title": "fountain"}},
    ),
    Case(
        "text and one more",
        RAW,
        ("#337",),
        as_="developer",
        body={"textContent": "Two gates.", "metadata": {"title": "gates"}},
    ),
    Case(
        "text, workspaces of the wrong type",
        RAW,
        "#61",
        as_="developer",
        body={"textContent": "x", "metadata": {"title": "t"}, "addToWorkspaces": ["park"]},
    ),
    # Lists
    Case("list", "GET /api/v1/documents", "#65", as_="developer", check=lists_the_oak),
    Case("list of an unknown folder", "GET /api/v1/documents?folder=none", "#70", as_="developer"),
    Case("list without a key", "GET /api/v1/documents", status=403, shape=FORBIDDEN),
]

test_rows = scenario(CASES)
