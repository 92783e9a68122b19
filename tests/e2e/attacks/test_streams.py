"""A stream that is open when its credential ends is ended too."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import httpx
import pytest

from tests.system import Person, System

ANSWER = {"model": "fake-gpt", "messages": [{"role": "user", "content": "Go on."}], "stream": True}


def sign_out(target: System, person: Person) -> httpx.Response:
    return httpx.post(f"{target.url}/api/v1/auths/signout", headers=person.headers)


def deactivate(target: System, person: Person) -> httpx.Response:
    return httpx.post(f"{target.url}/api/v1/users/{person.id}/deactivate", headers=target.admin.headers)


def delete(target: System, person: Person) -> httpx.Response:
    return httpx.delete(f"{target.url}/api/v1/users/{person.id}", headers=target.admin.headers)


@pytest.mark.parametrize(
    ("take_back", "fault"), [(sign_out, "hang"), (deactivate, "hang_mid"), (delete, "hang_mid")]
)
def test_an_answer_under_way_ends_within_a_second(
    target: System, take_back: Callable[[System, Person], httpx.Response], fault: str
) -> None:
    person = target.person("Streaming")
    target.break_provider(fault)
    ended: list[float] = []
    statuses: list[int] = []
    texts: list[str] = []

    def read() -> None:
        with httpx.stream(
            "POST", f"{target.url}/api/chat/completions", json=ANSWER, headers=person.headers, timeout=60
        ) as reply:
            statuses.append(reply.status_code)
            texts.append(reply.read().decode())
        ended.append(time.monotonic())

    reading = threading.Thread(target=read)
    reading.start()
    try:
        time.sleep(1.0)
        assert not ended
        assert take_back(target, person).status_code == 200
        taken = time.monotonic()
        reading.join(5)
        assert ended, "the answer goes on"
        assert ended[0] - taken < 1.0
        assert statuses == [401 if fault == "hang" else 200]
        assert '"error"' in texts[0] or '"detail"' in texts[0]
    finally:
        target.break_provider("")
        reading.join(60)
