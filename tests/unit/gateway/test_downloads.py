"""Files: ranges, revalidation, names, and nothing a browser would run."""

from __future__ import annotations

import pytest

from services.gateway.downloads import disposition
from tests.unit.gateway.harness import Stand

DATA = bytes(i % 251 for i in range(100))


async def test_a_file_comes_whole_with_its_validators(gate: Stand) -> None:
    answer = await gate.client("GET", "/api/v1/files/x/content")
    assert (answer.status, answer.body) == (200, DATA)
    assert answer.header("content-length") == "100"
    assert answer.header("etag") == '"tag-1"'
    assert answer.header("accept-ranges") == "bytes"
    assert answer.header("last-modified") == "Tue, 14 Nov 2023 22:13:20 GMT"


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-5", 0, 5),
        ("bytes=0-0", 0, 0),
        ("bytes=95-", 95, 99),
        ("bytes=-3", 97, 99),
        ("bytes=90-500", 90, 99),
        ("bytes=99-99", 99, 99),
        ("bytes=-500", 0, 99),
    ],
)
async def test_one_range_is_206(gate: Stand, header: str, first: int, last: int) -> None:
    answer = await gate.client("GET", "/api/v1/files/x/content", headers={"range": header})
    assert answer.status == 206
    assert answer.body == DATA[first : last + 1]
    assert answer.header("content-range") == f"bytes {first}-{last}/100"
    assert answer.header("content-length") == str(last - first + 1)


@pytest.mark.parametrize(
    "header", ["bytes=0-1,5-6", "bytes=5-2", "lines=1-2", "bytes=", "bytes=a-b", "bytes=--1"]
)
async def test_several_ranges_and_nonsense_get_the_whole_file(gate: Stand, header: str) -> None:
    answer = await gate.client("GET", "/api/v1/files/x/content", headers={"range": header})
    assert (answer.status, answer.body) == (200, DATA)


async def test_a_range_outside_of_the_file_is_416_with_its_size(gate: Stand) -> None:
    answer = await gate.client("GET", "/api/v1/files/x/content", headers={"range": "bytes=100-"})
    assert (answer.status, answer.header("content-range")) == (416, "bytes */100")
    assert (await gate.client("GET", "/api/v1/files/x/content", headers={"range": "bytes=-0"})).status == 416


@pytest.mark.parametrize(
    ("header", "status"),
    [('"tag-1"', 304), ('W/"tag-1"', 304), ("*", 304), ('"a", "tag-1"', 304), ('"other"', 200)],
)
async def test_a_known_file_is_not_sent_again(gate: Stand, header: str, status: int) -> None:
    answer = await gate.client("GET", "/api/v1/files/x/content", headers={"if-none-match": header})
    assert answer.status == status
    assert bool(answer.body) is (status == 200)
    assert answer.header("etag") == '"tag-1"'


async def test_the_name_travels_in_both_forms(gate: Stand) -> None:
    answer = await gate.client("GET", "/api/v1/files/named/content")
    assert answer.header("content-disposition") == (
        "attachment; filename=\"na_ve _file_.txt\"; filename*=UTF-8''na%C3%AFve%20%22file%22.txt"
    )


@pytest.mark.parametrize("name", ["a\r\nb", "../../etc/passwd", 'x"; y="z', "a\x00b", "é" * 300])
def test_no_name_breaks_the_header(name: str) -> None:
    value = disposition("attachment", name).decode("ascii")
    assert "\n" not in value
    assert "/" not in value
    assert value.count('"') == 2


@pytest.mark.parametrize(
    ("which", "kind", "inline"),
    [
        ("picture", "image/png", True),
        ("page", "text/html; charset=utf-8", True),
        ("vector", "image/svg+xml", False),
        ("odd", "application/octet-stream", False),
        ("x", "text/plain; charset=utf-8", True),
    ],
)
async def test_only_safe_types_are_shown_and_always_in_a_sandbox(
    gate: Stand, which: str, kind: str, inline: bool
) -> None:
    answer = await gate.client("GET", f"/api/v1/files/{which}/content")
    assert answer.header("content-type") == kind
    assert (answer.header("content-disposition") or "").startswith("inline" if inline else "attachment")
    assert (answer.header("content-security-policy") or "").startswith("sandbox; default-src 'none'")
    assert answer.header("x-content-type-options") == "nosniff"


async def test_an_empty_file_is_an_empty_answer(gate: Stand) -> None:
    gate.things.size = 0
    answer = await gate.client("GET", "/api/v1/files/x/content")
    assert (answer.status, answer.body, answer.complete) == (200, b"", True)
