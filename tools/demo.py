"""The main job against the running system, step by step, as its users would do it over REST.

    make demo

A person signs up, uploads a PDF, asks a question and gets a streamed answer with its sources; the chat is
saved; another person sees nothing of it; the same document answers through the second API; at the end the
trail of events all this left on the bus.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import nats

from deploy.embedded.layout import ROOT, Layout

DOCUMENT = ROOT / "docs" / "demo" / "lantern-bay-handbook.pdf"
QUESTION = "Where does the oxygen kit hang, and how long do its cylinders last?"


class Demo:
    """The steps, in order; each prints what it did and how long it took."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.http = httpx.Client(base_url=layout.base_url, timeout=120)
        self.began = time.time()

    def run(self) -> None:
        """All steps."""
        ada, role = self.person("Ada")
        file_id = self.upload(ada)
        about = {"type": "file", "id": file_id}
        if role == "admin":
            about = {"type": "collection", "id": self.knowledge(ada, file_id)}
        answer, sources = self.ask(ada, about)
        chat = self.save(ada, answer, sources)
        self.somebody_else(chat, file_id)
        self.second_api()
        asyncio.run(self.trail())

    @contextlib.contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Time a step."""
        print(f"\n\033[1m{title}\033[0m" if sys.stdout.isatty() else f"\n{title}", flush=True)
        began = time.monotonic()
        yield
        print(f"  {1000 * (time.monotonic() - began):.0f} ms")

    def call(self, method: str, path: str, token: str = "", **content: Any) -> Any:
        """One request that must succeed; the decoded reply."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        reply = self.http.request(method, path, headers=headers, **content)
        self.http.cookies.clear()
        if reply.is_error:
            raise SystemExit(f"{method} {path}: HTTP {reply.status_code} {reply.text[:300]}")
        return reply.json()

    def person(self, name: str) -> tuple[str, str]:
        """A new account that may use the system; returns its session token and role."""
        with self.step(f"{name} signs up"):
            email = f"{name.lower()}.{secrets.token_hex(4)}@example.org"
            password = secrets.token_urlsafe(12)
            account = {"name": name, "email": email, "password": password}
            session = self.call("POST", "/api/v1/auths/signup", json=account)
            print(f"  {email} has the role {session['role']}")
            if session["role"] == "pending":
                # Only the first account is admitted by itself; here the operator admits the others.
                self.operate("services.auth.admit", session["id"])
                session = self.call("POST", "/api/v1/auths/signin", json=account)
                print(f"  the operator admits {email}: role {session['role']}")
        return str(session["token"]), str(session["role"])

    def operate(self, module: str, *arguments: str) -> str:
        """Run one of the operator's commands."""
        command = [sys.executable, "-m", module, *arguments]
        environment = {**os.environ, **self.layout.environment()}
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{module}: {done.stderr[-500:]}")
        return done.stdout.strip()

    def upload(self, token: str) -> str:
        """Upload the PDF and wait until it can be searched."""
        with (
            self.step(f"uploads {DOCUMENT.name} ({DOCUMENT.stat().st_size} bytes)"),
            DOCUMENT.open("rb") as file,
        ):
            form = {"file": (DOCUMENT.name, file, "application/pdf")}
            file_id = self.call("POST", "/api/v1/files/", token, files=form)["id"]
            seen = ""
            for _ in range(600):
                status = self.call("GET", f"/api/v1/files/{file_id}/process/status", token)["status"]
                if status != seen:
                    print(f"  {status}", flush=True)
                    seen = status
                if status in ("completed", "failed"):
                    break
                time.sleep(0.05)
        if seen != "completed":
            raise SystemExit(f"the document was not processed: {seen}")
        return str(file_id)

    def knowledge(self, token: str, file_id: str) -> str:
        """Put the file into a knowledge base (plain users need a permission for that)."""
        with self.step("puts it into a knowledge base"):
            base = {"name": "Lantern Bay", "description": "What volunteers need to know"}
            knowledge_id = self.call("POST", "/api/v1/knowledge/create", token, json=base)["id"]
            self.call("POST", f"/api/v1/knowledge/{knowledge_id}/file/add", token, json={"file_id": file_id})
        return str(knowledge_id)

    def ask(self, token: str, about: dict[str, str]) -> tuple[str, list[dict[str, Any]]]:
        """Ask about the document; prints the answer as it streams, then its sources."""
        model = self.call("GET", "/api/models", token)["data"][0]["id"]
        request = {
            "model": model,
            "stream": True,
            "max_tokens": 80,
            "temperature": 0,
            "messages": [{"role": "user", "content": QUESTION}],
            "files": [about],
        }
        answer, sources, first = "", [], 0.0
        with self.step(f"asks {model}: {QUESTION}"):
            began = time.monotonic()
            headers = {"authorization": f"Bearer {token}"}
            path = "/api/chat/completions"
            with self.http.stream("POST", path, json=request, headers=headers) as reply:
                for event in _events(reply):
                    sources += event.get("sources", [])
                    for choice in event.get("choices", []):
                        text = choice["delta"].get("content") or ""
                        if text and not first:
                            first = time.monotonic() - began
                            print("  > ", end="")
                        answer += text
                        print(text.replace("\n", "\n    "), end="", flush=True)
            print(f"\n  first word after {1000 * first:.0f} ms")
            for source in sources:
                for metadata, text in zip(source["metadata"], source["document"], strict=True):
                    page = metadata.get("page_label", "?")
                    print(f"  [{metadata['name']}, page {page}] {' '.join(text.split())[:80]}…")
        return answer, sources

    def save(self, token: str, answer: str, sources: list[dict[str, Any]]) -> str:
        """Save the turn as a chat, the way a stock client does, and read it back."""
        with self.step("saves the chat and reads it back"):
            asked, answered = str(uuid.uuid4()), str(uuid.uuid4())
            now = int(time.time())
            question = {"id": asked, "parentId": None, "childrenIds": [answered], "role": "user"}
            reply = {"id": answered, "parentId": asked, "childrenIds": [], "role": "assistant", "done": True}
            messages = {
                asked: {**question, "content": QUESTION, "timestamp": now},
                answered: {**reply, "content": answer, "sources": sources, "timestamp": now},
            }
            document = {"title": "The oxygen kit", "history": {"messages": messages, "currentId": answered}}
            chat_id = self.call("POST", "/api/v1/chats/new", token, json={"chat": document})["id"]
            kept = self.call("GET", f"/api/v1/chats/{chat_id}", token)["chat"]["history"]["messages"]
            assert kept == messages, "the chat came back changed"
        return str(chat_id)

    def somebody_else(self, chat_id: str, file_id: str) -> None:
        """Another person is refused everywhere."""
        other, _ = self.person("Boris")
        headers = {"authorization": f"Bearer {other}"}
        with self.step("Boris sees nothing of it"):
            query = {"collection_name": f"file-{file_id}", "query": QUESTION}
            asked: list[tuple[str, str, dict[str, Any]]] = [
                ("GET", f"/api/v1/chats/{chat_id}", {}),
                ("GET", f"/api/v1/files/{file_id}/content", {}),
                ("POST", "/api/v1/retrieval/query/doc", {"json": query}),
            ]
            for method, path, content in asked:
                status = self.http.request(method, path, headers=headers, **content).status_code
                print(f"  {method} {path.replace(chat_id, '…').replace(file_id, '…')}: {status}")
                assert status in (401, 403, 404), "somebody else could read it"

    def second_api(self) -> None:
        """The same through the AnythingLLM developer API."""
        with self.step("the same through the developer API"):
            key = self.operate("services.auth.developer_key").splitlines()[-1]
            name = f"Lantern Bay {secrets.token_hex(3)}"
            workspace = self.call("POST", "/api/v1/workspace/new", key, json={"name": name})["workspace"]
            print(f"  workspace {workspace['slug']}")
            with DOCUMENT.open("rb") as file:
                form = {"file": (DOCUMENT.name, file, "application/pdf")}
                documents = self.call("POST", "/api/v1/document/upload", key, files=form)["documents"]
            location = documents[0]["location"]
            path = f"/api/v1/workspace/{workspace['slug']}"
            self.call("POST", f"{path}/update-embeddings", key, json={"adds": [location], "deletes": []})
            question = {"message": "Who founded the station?", "mode": "chat"}
            reply = self.call("POST", f"{path}/chat", key, json=question)
            print(f"  > {reply['textResponse'].strip()[:300]}")
            print(f"  {len(reply['sources'])} sources, the first: {reply['sources'][0]['title']}")

    async def trail(self) -> None:
        """What all this left on the bus."""
        with self.step("the trail of events"):
            url = self.layout.environment()["PARLANCE_NATS_URL"]
            connection = await nats.connect(url)
            stream = connection.jetstream()
            for service in ("auth", "knowledge", "chat"):
                counted: Counter[str] = Counter()
                start = nats.js.api.ConsumerConfig(
                    deliver_policy=nats.js.api.DeliverPolicy.BY_START_TIME,
                    opt_start_time=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.began)),
                )
                events = await stream.subscribe(
                    f"parlance.{service}.>",
                    stream=f"PARLANCE_{service.upper()}",
                    config=start,
                    ordered_consumer=True,
                )
                with contextlib.suppress(nats.errors.TimeoutError):
                    while True:
                        counted[(await events.next_msg(timeout=0.5)).subject] += 1
                for subject, count in counted.items():
                    print(f"  {count:>3} × {subject}")
            await connection.close()


def _events(reply: httpx.Response) -> Iterator[dict[str, Any]]:
    if reply.is_error:
        raise SystemExit(f"HTTP {reply.status_code}: {reply.read()[:300]!r}")
    for line in reply.iter_lines():
        if line.startswith("data: ") and line != "data: [DONE]":
            yield json.loads(line[6:])


def main() -> None:
    """Entry point."""
    if not Path(DOCUMENT).exists():
        raise SystemExit(f"{DOCUMENT} is missing: python -m tools.demo_document")
    try:
        Demo(Layout.from_environment()).run()
    except httpx.ConnectError:
        raise SystemExit("Parlance does not answer; start it with: make up") from None
    print("\ndone")


if __name__ == "__main__":
    main()
