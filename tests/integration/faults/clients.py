"""People at work: each reads and writes over REST, tries again with the same key, and notes everything.

Three writes in ten are left alone by an impatient client when no answer came: those stay unknown.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.integration.faults.recorder import OK, REFUSED, UNKNOWN, Attempt, Ledger, Request

GIVE_UP = 15.0
"""Seconds after which nobody waits for one answer; more than any request may take."""
PATIENCE = 25.0
"""Seconds a patient client goes on trying one request."""
TRY_AGAIN = frozenset({0, 409, 429, 500, 502, 503, 504})
PASSWORD = "a long pass phrase for the tests"


@dataclass(slots=True)
class Person:
    """An account with its session."""

    id: str
    email: str
    token: str
    role: str


@dataclass(slots=True)
class Chat:
    """A chat a client made and still writes to."""

    id: str
    messages: int = 0


class Site:
    """One HTTP connection pool to a gateway."""

    def __init__(self, url: str, ledger: Ledger) -> None:
        self.ledger = ledger
        self.url = url
        self._http = aiohttp.ClientSession(
            url, timeout=aiohttp.ClientTimeout(total=GIVE_UP), cookie_jar=aiohttp.DummyCookieJar()
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def once(self, person: Person | None, request: Request) -> int:
        """One attempt; its status, 0 when no answer came. The reply is kept."""
        began = time.monotonic()
        status = 0
        headers = {"authorization": f"Bearer {person.token}"} if person else {}
        if request.key:
            headers["idempotency-key"] = request.key
        options: dict[str, Any] = {"json": request.body} if request.body is not None else {}
        if request.form is not None:
            options["data"] = _form(request.form)
        try:
            async with self._http.request(request.method, request.path, headers=headers, **options) as reply:
                read = reply.json if "json" in reply.content_type else reply.text
                request.reply = await read()
                status = reply.status
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            request.reply = f"{type(error).__name__}: {error}"
        request.attempts.append(Attempt(began, time.monotonic() - began, status))
        return status

    async def ask(self, person: Person | None, request: Request, patience: float = PATIENCE) -> Request:
        """Try until there is an answer or patience ends; the request with its outcome."""
        until = time.monotonic() + patience
        pause = 0.1
        while True:
            status = await self.once(person, request)
            if status not in TRY_AGAIN:
                request.outcome = OK if 200 <= status < 300 else REFUSED
                return request
            if time.monotonic() + pause > until:
                request.outcome = UNKNOWN
                return request
            await asyncio.sleep(pause)
            pause = min(pause * 1.6, 1.0)

    async def read(self, person: Person, path: str) -> Any:
        """A GET that must be answered; its document."""
        request = await self.ask(person, self.ledger.begin(Request("check", "GET", path)))
        assert request.outcome == OK, f"GET {path}: {request.status} {request.reply}"
        return request.reply


@dataclass(slots=True)
class Client:
    """One person's client. `run` works until `stop` is set."""

    name: str
    site: Site
    person: Person
    pick: random.Random
    strangers: list[str]
    """Ids of chats that belong to others, for writes that must be refused."""
    pause: float = 0.05
    chats: list[Chat] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    _count: int = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; the request under way is finished."""
        await self.new_chat()
        while not stop.is_set():
            await self._choose()()
            await asyncio.sleep(self.pick.uniform(0, 2 * self.pause))

    def _choose(self) -> Callable[[], Awaitable[None]]:
        acts: list[tuple[Callable[[], Awaitable[None]], int]] = [
            (self.look, 30),
            (self.new_chat, 8),
            (self.say, 22),
            (self.rename, 6),
            (self.settings, 6),
            (self.upload, 4),
            (self.intrude, 3),
        ]
        if self.person.role == "admin":
            acts += [(self.add_person, 2), (self.new_base, 3), (self.add_file, 4)]
        acts = [(act, weight) for act, weight in acts if self.chats or act not in (self.say, self.rename)]
        return self.pick.choices([act for act, _ in acts], [weight for _, weight in acts])[0]

    async def look(self) -> None:
        """A read: the session, a list, a chat."""
        paths = ["/api/v1/auths/", "/api/v1/chats/?page=1", "/api/v1/users/user/settings", "/api/models"]
        paths += [f"/api/v1/chats/{chat.id}" for chat in self.chats[-2:]]
        await self._do(Request("read", "GET", self.pick.choice(paths)))

    async def new_chat(self) -> None:
        """A chat with a title of its own."""
        mark = self._mark()
        request = Request("chat", "POST", "/api/v1/chats/new", {"chat": {"title": mark}}, mark=mark)
        await self._do(request)
        if request.outcome == OK:
            self.chats.append(Chat(request.reply["id"]))

    async def say(self) -> None:
        """A message in one of the last chats."""
        chat = self.pick.choice(self.chats[-3:])
        mark = self._mark()
        path = f"/api/v1/chats/{chat.id}/messages/post"
        await self._do(Request("message", "POST", path, {"role": "user", "content": mark}, mark=mark))
        chat.messages += 1

    async def rename(self) -> None:
        """A detail of a chat that replaces the one before."""
        chat = self.pick.choice(self.chats[-3:])
        mark = self._mark()
        request = Request("update", "POST", f"/api/v1/chats/{chat.id}", {"chat": {"note": mark}}, mark=mark)
        request.replaces, request.place = True, f"chat {chat.id}"
        await self._do(request)
        if request.outcome == UNKNOWN:
            # What stands may be either; a later write would have to know whether this one still comes.
            self.chats.remove(chat)

    async def settings(self) -> None:
        """The person's settings."""
        mark = self._mark()
        path = "/api/v1/users/user/settings/update"
        request = Request("settings", "POST", path, {"ui": {"mark": mark}}, mark=mark)
        request.replaces, request.place = True, f"settings {self.person.id}"
        await self._do(request)

    async def upload(self) -> None:
        """A small text."""
        mark = self._mark()
        text = f"{mark}. The lantern at the jetty is lit when the wind turns north.".encode()
        form = {"name": f"{mark}.txt", "bytes": text}
        request = Request("file", "POST", "/api/v1/files/", form=form, mark=mark)
        await self._do(request)
        if request.outcome == OK:
            self.files.append(request.reply["id"])

    async def new_base(self) -> None:
        """A knowledge base."""
        mark = self._mark()
        body = {"name": mark, "description": "made under fire"}
        request = Request("knowledge", "POST", "/api/v1/knowledge/create", body, mark=mark)
        await self._do(request)
        if request.outcome == OK:
            self.bases.append(request.reply["id"])

    async def add_file(self) -> None:
        """A processed file into a knowledge base."""
        if not (self.files and self.bases):
            return
        file = self.files.pop(0)
        status = Request("read", "GET", f"/api/v1/files/{file}/process/status")
        await self._do(status)
        if status.outcome != OK or status.reply["status"] != "completed":
            self.files.append(file)
            return
        path = f"/api/v1/knowledge/{self.bases[-1]}/file/add"
        await self._do(Request("link", "POST", path, {"file_id": file}, mark=f"{self.bases[-1]}/{file}"))

    async def add_person(self) -> None:
        """An account for somebody else."""
        mark = self._mark()
        body = {"name": mark, "email": f"{mark}@example.org", "password": PASSWORD, "role": "user"}
        await self._do(Request("account", "POST", "/api/v1/auths/add", body, mark=mark))

    async def intrude(self) -> None:
        """A message into somebody else's chat, which must be refused."""
        if not self.strangers:
            return
        mark = self._mark()
        path = f"/api/v1/chats/{self.pick.choice(self.strangers)}/messages/post"
        body = {"role": "user", "content": mark}
        await self._do(Request("intrusion", "POST", path, body, mark=mark, must_fail=True))

    async def _do(self, request: Request) -> None:
        if request.method == "POST":
            request.key = f"key-{request.mark}"
        self.site.ledger.begin(request)
        leaves = not request.replaces and self.pick.random() < 0.3
        await self.site.ask(self.person, request, 0.0 if leaves else PATIENCE)

    def _mark(self) -> str:
        self._count += 1
        return f"{self.name}x{self._count}x{self.pick.getrandbits(32):08x}"


async def people(site: Site, count: int, admins: int = 2) -> list[Person]:
    """Accounts to work with; the first one signs up, the others are added by it."""
    form = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    first = await site.ask(None, Request("account", "POST", "/api/v1/auths/signup", form))
    if first.outcome == REFUSED:
        first = await site.ask(None, Request("account", "POST", "/api/v1/auths/signin", form))
    made = [_person(first.reply)]
    tag = f"{random.getrandbits(24):06x}"
    for number in range(1, count):
        role = "admin" if number < admins else "user"
        email = f"person-{tag}-{number}@example.org"
        body = {"name": f"Person {number}", "email": email, "password": PASSWORD, "role": role}
        added = await site.ask(made[0], Request("account", "POST", "/api/v1/auths/add", body))
        assert added.outcome == OK, added.reply
        made.append(_person(added.reply))
    return made


def _person(reply: Any) -> Person:
    return Person(reply["id"], reply["email"], reply["token"], reply["role"])


def _form(form: dict[str, Any]) -> aiohttp.FormData:
    data = aiohttp.FormData()
    data.add_field("file", form["bytes"], filename=form["name"], content_type="text/plain")
    return data
