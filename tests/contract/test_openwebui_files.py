"""Contract: `/api/v1/files`, upload, list, download and deletion."""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

FILES = "/api/v1/files"
DENIED = {"detail": "string"}
MALFORMED = {"detail": [{"type": "string", "loc": ["string"], "msg": "string", "input": "any"}]}
LETTER = b"The lighthouse keeper is called Ines. Her lamp is lit at six."
PAGE = b"<html><body><p>Tide tables</p></body></html>"
NOW = "process=true&process_in_background=false"


def first_word(body: Any) -> None:
    """The range asked for."""
    assert body == "The"


def whole(body: Any) -> None:
    """The bytes that were uploaded."""
    assert body.encode() == LETTER


def lists(*names: str) -> Any:
    """These files and no others."""

    def check(body: Any) -> None:
        assert sorted(row["filename"] for row in body["items"]) == sorted(names)
        assert body["total"] == len(names)

    return check


def without_text(body: Any) -> None:
    """No row carries its text."""
    assert all("content" not in (row["data"] or {}) for row in body["items"])


# fmt: off
CASES = [
    Case("uploaded and processed", f"POST {FILES}/?{NOW}", "0.12.4#368", as_="bob",
         files={"file": ("letter.txt", LETTER, "text/plain")}, keep={"file": "id"}),
    Case("uploaded, processed later, with metadata", f"POST {FILES}/", ("0.12.4#369", "0.8.12#366"),
         as_="bob", files={"file": ("tides.md", b"# Tides\nHigh water at noon.", "text/markdown")},
         form={"metadata": '{"source": "harbour"}'}, keep={"other": "id"}),
    Case("no form", f"POST {FILES}/", "0.8.12#367", as_="bob", raw=b""),
    Case("form without the file", f"POST {FILES}/", status=422, shape=MALFORMED, as_="bob",
         files={"picture": ("a.txt", b"a", "text/plain")}),
    Case("binary content", f"POST {FILES}/?{NOW}", ("0.12.4#371", "0.8.12#368"), as_="dora",
         files={"file": ("core.qqq", b"\x00\x01\x02\x03\x04binary", "application/octet-stream")}),
    Case("empty file", f"POST {FILES}/?{NOW}", "0.12.4#372", as_="bob",
         files={"file": ("nothing.txt", b"", "text/plain")}),
    Case("not processed", f"POST {FILES}/?process=false", "0.8.12#370", as_="bob",
         files={"file": ("raw.bin", b"789", "application/octet-stream")}),
    Case("a page", f"POST {FILES}/?{NOW}", "0.12.4#368", as_="bob",
         files={"file": ("tables.html", PAGE, "text/html")}, keep={"page": "id"}),
    Case("upload without a token", f"POST {FILES}/", status=401, shape=DENIED,
         files={"file": ("letter.txt", LETTER, "text/plain")}),
    Case("upload, pending", f"POST {FILES}/", status=401, shape=DENIED, as_="cy",
         files={"file": ("letter.txt", LETTER, "text/plain")}),
    # Lists
    Case("list without text", f"GET {FILES}/?content=false", "0.8.12#374", as_="bob", check=without_text),
    Case("list", f"GET {FILES}/", ("0.12.4#376", "0.8.12#373"), as_="bob",
         check=lists("letter.txt", "tides.md", "raw.bin", "tables.html")),
    Case("list without a token", f"GET {FILES}/", status=401, shape=DENIED),
    # One file
    Case("file", f"GET {FILES}/{{file}}", ("0.12.4#380", "0.8.12#377"), as_="bob"),
    Case("another's file", f"GET {FILES}/{{file}}", ("0.12.4#381", "0.8.12#378"), as_="dora"),
    Case("unknown file", f"GET {FILES}/none", ("0.12.4#382", "0.8.12#379"), as_="bob"),
    Case("a path of a later section", f"GET {FILES}/config", ("0.12.4#396", "0.8.12#393"), as_="bob"),
    Case("file without a token", f"GET {FILES}/{{file}}", status=401, shape=DENIED),
    # Content
    Case("content", f"GET {FILES}/{{file}}/content", ("0.12.4#384", "0.8.12#381"), as_="bob", check=whole),
    Case("content to keep", f"GET {FILES}/{{file}}/content?attachment=true", ("0.12.4#385", "0.8.12#382"),
         as_="bob", check=whole),
    Case("content, a range", f"GET {FILES}/{{file}}/content", ("0.12.4#386", "0.8.12#383"), as_="bob",
         headers={"range": "bytes=0-2"}, check=first_word),
    Case("content, a range past its end", f"GET {FILES}/{{file}}/content", status=416, content_type="",
         as_="bob", headers={"range": "bytes=9000-"}),
    Case("content of no file", f"GET {FILES}/none/content", ("0.12.4#389", "0.8.12#386"), as_="bob"),
    Case("content of another's", f"GET {FILES}/{{file}}/content", ("0.12.4#389", "0.8.12#386"), as_="dora"),
    Case("content of a page", f"GET {FILES}/{{page}}/content", ("0.12.4#395", "0.8.12#392"), as_="bob"),
    Case("content without a token", f"GET {FILES}/{{file}}/content", status=401, shape=DENIED),
    # Gone
    Case("deleted by another", f"DELETE {FILES}/{{other}}", ("0.12.4#796", "0.8.12#794"), as_="dora"),
    Case("deleted", f"DELETE {FILES}/{{other}}", ("0.12.4#797", "0.8.12#795"), as_="bob"),
    Case("deleted again", f"DELETE {FILES}/{{other}}", ("0.12.4#798", "0.8.12#796"), as_="bob"),
    Case("content that is gone", f"GET {FILES}/{{other}}/content", ("0.12.4#808", "0.8.12#806"), as_="bob"),
]
# fmt: on

test_rows = scenario(CASES)
