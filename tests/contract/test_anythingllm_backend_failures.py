"""Contract: what workspaces of the developer API answer when the model's backend fails or says nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.runner import Case, World, run, scenario
from tests.contract.test_anythingllm_workspaces import aborted
from tests.system import System

WORKSPACE = "/api/v1/workspace"


def one_abort(body: Any) -> None:
    """The stream says what went wrong and ends."""
    assert [frame["type"] for frame in body][-1] == "abort"


CASES = [
    Case(
        "a workspace",
        f"POST {WORKSPACE}/new",
        as_="developer",
        body={"name": "Bellows"},
        keep={"slug": "workspace.slug"},
    ),
]

test_rows = scenario(CASES)

FAILING_CASES = [
    Case(
        "chat, the backend fails",
        f"POST {WORKSPACE}/{{slug}}/chat",
        "#124",
        as_="developer",
        body={"message": "FAIL", "mode": "chat"},
        check=aborted,
    ),
    Case(
        "stream, the backend fails",
        f"POST {WORKSPACE}/{{slug}}/stream-chat",
        "#136",
        as_="developer",
        body={"message": "FAIL", "mode": "chat"},
        check=one_abort,
    ),
    Case(
        "completion, the backend fails",
        "POST /api/v1/openai/chat/completions",
        "#305",
        as_="developer",
        body={"model": "{slug}", "messages": [{"role": "user", "content": "FAIL"}]},
    ),
    Case(
        "chat, the backend says nothing",
        f"POST {WORKSPACE}/{{slug}}/chat",
        "#125",
        as_="developer",
        body={"message": "SILENCE", "mode": "chat"},
        check=aborted,
    ),
    Case(
        "stream, the backend says nothing",
        f"POST {WORKSPACE}/{{slug}}/stream-chat",
        "#137",
        as_="developer",
        body={"message": "SILENCE", "mode": "chat"},
    ),
]
FAULTS = {"#125": "silent", "#137": "silent"}


@pytest.mark.parametrize("case", FAILING_CASES, ids=[case.name for case in FAILING_CASES])
def test_a_backend_that_fails(case: Case, world: World, system: System) -> None:
    """The reply has the surface's shape, and the next call finds the backend well again."""
    system.break_provider(FAULTS.get(case.names[0], "error"), 10)
    try:
        run(world, case)
    finally:
        system.break_provider("")
