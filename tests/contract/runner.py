"""Table-driven contract tests: a row says what is sent and which recorded exchange the reply must look like.

A module declares `CASES` and calls `scenario(CASES)`; the rows run in order against one running system and
may keep values of a reply for later rows (`keep={"chat": "id"}` → `{chat}` in a path or body).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.contract.shapes import differences, documented, exchanges

STREAMS = ("text/event-stream", "application/x-ndjson")
SCIM = "application/scim+json"
"""Of every SCIM answer (RFC 7644, section 3.1), where the reference said application/json."""


@dataclass(frozen=True, slots=True)
class Case:
    """One row. `like` names recorded exchanges; the reply must look like one of them.

    `as_` names a kept token ("" sends none). `body` is JSON, `raw` bytes, `files` a multipart form.
    `status`, `content_type` and `shape` describe the reply of rows without a recording (proposed endpoints).
    Beside `like`, `status` replaces the recorded one: where a client's mistake was answered as the server's.
    """

    name: str
    request: str
    """`POST /api/v1/chats/{chat}?page=1`"""
    like: str | tuple[str, ...] = ()
    as_: str = ""
    body: Any = None
    """JSON, or a function that makes it from what was kept."""
    raw: bytes | None = None
    files: Mapping[str, Any] | None = None
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    keep: Mapping[str, str] = field(default_factory=dict)
    """name -> dotted path into the reply (`items.0.id`)."""
    status: int | None = None
    content_type: str = "application/json"
    shape: Any = "any"
    times: int = 1
    """How often the request is sent; the last reply counts."""
    check: Callable[[Any], None] | None = None
    """Further assertions on the decoded body."""

    @property
    def names(self) -> tuple[str, ...]:
        """The recorded exchanges this row replays."""
        return (self.like,) if isinstance(self.like, str) else self.like


class World:
    """The running system and what earlier rows kept."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.kept: dict[str, Any] = {}

    def fill(self, value: Any) -> Any:
        """Replace `{name}` by what was kept, in texts at any depth."""
        if isinstance(value, str):
            for name, kept in self.kept.items():
                if value == f"{{{name}}}":
                    return kept
                value = value.replace(f"{{{name}}}", str(kept))
            return value
        if isinstance(value, dict):
            return {self.fill(key): self.fill(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        return value

    def send(self, case: Case) -> httpx.Response:
        """Make a row's request."""
        method, path = self.fill(case.request).split(" ", 1)
        headers = {key: self.fill(value) for key, value in case.headers.items()}
        if case.as_:
            headers["authorization"] = f"Bearer {self.kept.get(case.as_, case.as_)}"
        content: dict[str, Any] = {}
        if case.raw is not None:
            content = {"content": case.raw}
            headers.setdefault("content-type", "application/json")
        elif case.files is not None:
            content = {"files": case.files, "data": self.fill(dict(case.form or {}))}
        elif case.body is not None:
            made = case.body(self.kept) if callable(case.body) else case.body
            content = {"json": self.fill(made)}
        # A client keeps cookies; each row decides for itself who it is.
        self.client.cookies.clear()
        return self.client.request(method, path, headers=headers, **content)

    def remember(self, case: Case, body: Any) -> None:
        """Keep what later rows need."""
        for name, path in case.keep.items():
            value = body
            for step in path.split(".") if path else ():
                value = value[int(step)] if isinstance(value, list) else value[step]
            self.kept[name] = value


def decode(response: httpx.Response) -> Any:
    """The body as JSON, or its events when it is a stream, or its text."""
    content_type = _kind(response)
    if content_type == "text/event-stream":
        lines = (line[6:] for line in response.text.splitlines() if line.startswith("data: "))
        return [json.loads(line) for line in lines if line != "[DONE]"]
    if content_type == "application/x-ndjson":
        return [json.loads(line) for line in response.text.splitlines() if line]
    if content_type in ("application/json", SCIM) and response.content:
        return response.json()
    return response.text


def run(world: World, case: Case) -> None:
    """Send a row and hold its reply against what is expected."""
    for _ in range(case.times - 1):
        world.send(case)
    response = world.send(case)
    body = decode(response)
    if case.names:
        problems = compare(case.names, response, case.status)
    else:
        problems = _problems(case.status or 200, case.content_type, response)
        problems += differences(case.shape, body, frozenset())
    if response.is_success:
        world.remember(case, body)
    shown = response.text[:600]
    assert not problems, f"{case.request} ({', '.join(case.names) or 'no recording'}): {problems}\n{shown}"
    if case.check:
        case.check(body)


def compare(names: Sequence[str], response: httpx.Response, status: int | None = None) -> list[str]:
    """Why a reply looks like none of these exchanges: the differences to the closest one."""
    body = decode(response)
    tried = []
    for name in names:
        expected = exchanges()[name]
        kind, shape, known = expected.content_type, expected.shape, expected.known_keys
        if _kind(response) == SCIM:
            kind, shape, known = SCIM, assigned(expected.shape), Everything()
        if response.status_code == 204 == expected.status:
            kind = ""
        problems = _problems(status or expected.status, kind, response)
        if not problems and not (_is_stream(response) and isinstance(expected.shape, str)):
            problems = list(differences(shape, body, known))
        tried.append(problems)
    return min(tried, key=len)


class Everything(frozenset[str]):
    """Any key is known: a SCIM client passes over attributes it does not know (RFC 7643, section 2)."""

    def __contains__(self, key: object) -> bool:
        return True


def assigned(shape: Any) -> Any:
    """A recorded shape without what is null or empty: it may be left out (RFC 7643, section 2.5)."""
    if isinstance(shape, dict):
        return {key: assigned(item) for key, item in shape.items() if item not in ("null", [])}
    return [assigned(item) for item in shape] if isinstance(shape, list) else shape


def _is_stream(response: httpx.Response) -> bool:
    return _kind(response) in STREAMS


def _kind(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).split(";")[0]


def _problems(status: int, kind: str, response: httpx.Response) -> list[str]:
    got = response.status_code
    found = [] if status == got else [f"status {status} expected, {got} found"]
    if kind and kind != _kind(response):
        found.append(f"content type {kind} expected, {_kind(response)} found")
    return found


def endpoints(case: Case) -> set[str]:
    """The documented endpoints a row exercises, as `METHOD /path/{template}`."""
    method, path = case.request.split(" ", 1)
    return documented(method, path.partition("?")[0])


def scenario(cases: Sequence[Case]) -> Any:
    """The pytest function that runs the rows, one test each; needs a module fixture `world`."""

    @pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])
    def test_looks_like_the_record(case: Case, world: World) -> None:
        run(world, case)

    return test_looks_like_the_record
