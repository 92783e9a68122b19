"""The calls of the embed widget, made by pages of other sites in a real browser.

The page calls as the published widget does: the history, a question whose body has no JSON type (so that the
browser asks for no preflight), the history again, and the deletion of the session (with a preflight). Beside
them it tries what no page may: a call with credentials, and a route that is not for visitors.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from kernel.testing.chromium import Chromium, Site
from tests.system import System

PAGE = """<!doctype html><meta charset="utf-8"><title>bakery</title><script type="module">
const {api, embed, session} = CALLS;
const here = `${api}/api/embed/${embed}`;
const said = {};
async function step(name, ask) {
  try { said[name] = await ask(); } catch (error) { said[name] = {blocked: error.name}; }
}
async function read(response) { return {status: response.status, body: await response.text()}; }
const question = {message: "When do you open?", sessionId: session, username: "kim",
                  prompt: null, model: null, temperature: null};
await step("before", async () => read(await fetch(`${here}/${session}`)));
await step("asked", async () => {
  const response = await fetch(`${here}/stream-chat`, {method: "POST", body: JSON.stringify(question),
                                                       headers: {accept: "text/event-stream"}});
  const parts = [], reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) { const {done, value} = await reader.read(); if (done) break; parts.push(value); }
  return {status: response.status, body: parts.join("")};
});
await step("typed", async () => read(await fetch(`${here}/stream-chat`, {method: "POST",
  body: JSON.stringify(question), headers: {"content-type": "application/json"}})));
await step("after", async () => read(await fetch(`${here}/${session}`)));
await step("trusted", async () => read(await fetch(`${here}/${session}`, {credentials: "include"})));
await step("elsewhere", async () => read(await fetch(`${api}/api/config`)));
await step("reset", async () => read(await fetch(`${here}/${session}`, {method: "DELETE"})));
await step("again", async () => read(await fetch(`${here}/${session}`)));
await fetch("/report", {method: "POST", body: JSON.stringify(said)});
</script>
"""
BLOCKED = {"blocked": "TypeError"}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture
def operator(system: System) -> Iterator[httpx.Client]:
    """A client with a developer key."""
    with system.client(headers={"authorization": f"Bearer {system.developer_key()}"}) as client:
        yield client


def embed_for(operator: httpx.Client, *origins: str) -> str:
    """A fresh embed for pages of these origins."""
    workspace = operator.post("/api/v1/workspace/new", json={"name": "Bakery"}).json()["workspace"]
    form = {"workspace_slug": workspace["slug"], "chat_mode": "chat", "allowlist_domains": list(origins)}
    made = operator.post("/api/v1/embed/new", json=form)
    assert made.status_code == 200, made.text
    return str(made.json()["embed"]["uuid"])


def visit(chromium: Chromium, site: Site, system: System, embed: str) -> dict[str, Any]:
    """What a page of the site could do."""
    calls = {"api": system.url, "embed": embed, "session": str(uuid.uuid4())}
    site.pages["/"] = PAGE.replace("CALLS", json.dumps(calls))
    said: dict[str, Any] = chromium.report(site, "/")
    return said


def questions(answer: dict[str, Any]) -> list[str]:
    """The questions of a history."""
    return [one["content"] for one in json.loads(answer["body"])["history"] if one["role"] == "user"]


def served(said: dict[str, Any]) -> None:
    """Everything the widget does worked, and nothing else."""
    assert questions(said["before"]) == []
    frames = [
        json.loads(line[6:]) for line in said["asked"]["body"].splitlines() if line.startswith("data: ")
    ]
    assert "".join(frame["textResponse"] for frame in frames)
    assert [frame["close"] for frame in frames][-1] is True
    assert said["typed"]["status"] == 200
    assert questions(said["after"]) == ["When do you open?"] * 2
    assert said["reset"] == {"status": 200, "body": ""}
    assert questions(said["again"]) == []
    assert said["trusted"] == said["elsewhere"] == BLOCKED


def test_the_widget_works_on_a_page_of_an_allowed_origin(
    chromium: Chromium, site: Site, system: System, operator: httpx.Client
) -> None:
    embed = embed_for(operator, site.origin)
    served(visit(chromium, site, system, embed))
    kept = operator.get(f"/api/v1/embed/{embed}/chats").json()["chats"]
    assert [json.loads(one["connection_information"])["host"] for one in kept] == [site.origin] * 2


def test_it_is_refused_on_a_page_of_another_origin(
    chromium: Chromium, site: Site, system: System, operator: httpx.Client
) -> None:
    embed = embed_for(operator, "https://bakery.example")
    said = visit(chromium, site, system, embed)
    assert said == dict.fromkeys(said, BLOCKED)
    assert "asked" in said
    assert operator.get(f"/api/v1/embed/{embed}/chats").json() == {"chats": []}


def test_without_a_list_it_works_on_any_page(
    chromium: Chromium, site: Site, system: System, operator: httpx.Client
) -> None:
    served(visit(chromium, site, system, embed_for(operator)))
