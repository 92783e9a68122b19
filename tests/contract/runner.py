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

from tests.contract.shapes import differences, exchanges


@dataclass(frozen=True, slots=True)
class Case:
    """One row. `like` names recorded exchanges; the reply must look like one of them.

    `as_` names a kept token ("" sends none). `body` is JSON, `raw` bytes, `files` a multipart form.
    `status` and `content_type` are for rows without a recording (proposed endpoints); `shape` then says what
    the reply looks like.
    """

    name: str
    request: str
    """`POST /api/v1/chats/{chat}?page=1`"""
    like: str | tuple[str, ...] = ()
    as_: str = ""
    body: Any = None
    raw: bytes | None = None
    files: Mapping[str, Any] | None = None
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    keep: Mapping[str, str] = field(default_factory=dict)
    """name -> dotted path into the reply (`items.0.id`)."""
    status: int | None = None
    content_type: str = "application/json"
    shape: Any = "any"
    endpoint: str = ""
    """Documented `METHOD /path/{template}` this row stands for, when `like` does not say."""
    check: Callable[[Any], None] | None = None
    """Further assertions on the decoded body."""


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
            content = {"json": self.fill(case.body)}
        # A client keeps cookies; each row decides for itself who it is.
        self.client.cookies.clear()
        return self.client.request(method, path, headers=headers, **content)

    def remember(self, case: Case, body: Any) -> None:
        """Keep what later rows need."""
        for name, path in case.keep.items():
            value = body
            for step in path.split(".") if path else ():
                value = (
                    value[int(step)]
                    if step.lstrip("-").isdigit() and isinstance(value, list)
                    else value[step]
                )
            self.kept[name] = value


def decode(response: httpx.Response) -> Any:
    """The body as JSON, or its events when it is a stream, or its text."""
    content_type = response.headers.get("content-type", "").split(";")[0]
    if content_type == "text/event-stream":
        lines = (line[6:] for line in response.text.splitlines() if line.startswith("data: "))
        return [json.loads(line) for line in lines if line != "[DONE]"]
    if content_type == "application/x-ndjson":
        return [json.loads(line) for line in response.text.splitlines() if line]
    if content_type == "application/json" and response.content:
        return response.json()
    return response.text


def run(world: World, case: Case) -> None:
    """Send a row and hold its reply against what is expected."""
    response = world.send(case)
    body = decode(response)
    content_type = response.headers.get("content-type", "").split(";")[0]
    names = (case.like,) if isinstance(case.like, str) else case.like
    problems: list[str] = []
    for name in names:
        expected = exchanges()[name]
        problems = _problems(expected.status, expected.content_type, response.status_code, content_type)
        streamed = content_type in ("text/event-stream", "application/x-ndjson") and isinstance(
            expected.shape, str
        )
        if not problems and not streamed:
            problems = list(differences(expected.shape, body, expected.known_keys))
        if not problems:
            break
    if not names:
        problems = _problems(case.status or 200, case.content_type, response.status_code, content_type)
        problems += differences(case.shape, body, frozenset())
    shown = response.text[:600]
    assert not problems, f"{case.request} ({', '.join(names) or 'no recording'}): {problems}\n{shown}"
    if case.check:
        case.check(body)
    world.remember(case, body)


def _problems(status: int, kind: str, got_status: int, got_kind: str) -> list[str]:
    found = [] if status == got_status else [f"status {status} expected, {got_status} found"]
    if kind and kind != got_kind:
        found.append(f"content type {kind} expected, {got_kind} found")
    return found


def endpoints(case: Case) -> set[str]:
    """The documented endpoints a row exercises."""
    names = (case.like,) if isinstance(case.like, str) else case.like
    found = {exchanges()[name].endpoint for name in names}
    return found | ({case.endpoint} if case.endpoint else set())


def scenario(cases: Sequence[Case]) -> Any:
    """The pytest function that runs the rows, one test each; needs a module fixture `world`."""

    @pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])
    def test_looks_like_the_record(case: Case, world: World) -> None:
        run(world, case)

    return test_looks_like_the_record
