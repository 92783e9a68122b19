"""Services that die while they answer: the message says so, keeps what had arrived, and never runs on."""

from __future__ import annotations

import time

import httpx
import pytest

from tests.e2e.answers.conftest import Cluster, Heard


def _begun(cluster: Cluster) -> tuple[str, str, Heard]:
    """A chat with an answer of which a client has had a few deltas."""
    chat = cluster.new_chat()
    body = cluster.asking(chat, 5000)
    heard = Heard()
    with (
        cluster.client(1) as client,
        client.stream("POST", "/api/chat/completions", json=body) as answer,
    ):
        heard.read(answer.iter_lines(), 20)
    return chat, body["id"], heard


def test_killed_inference_ends_the_message_as_failed_with_its_partial_text(cluster: Cluster) -> None:
    chat, message, heard = _begun(cluster)
    reader = Heard()
    path = f"/api/v1/chats/{chat}/messages/{message}/stream"
    with cluster.client(1) as client, client.stream("GET", path) as following:
        lines = following.iter_lines()
        reader.read(lines, 25)
        for replica in cluster.inference:
            replica.kill()
        began = time.monotonic()
        rest = [line for line in lines if line.startswith("data: ")]
        took = time.monotonic() - began
    try:
        assert '"error"' in rest[-2]
        assert rest[-1] == "data: [DONE]"
        stored = cluster.ended(chat, message)
        assert stored["error"]["content"]
        assert stored["content"].startswith(heard.text)
        assert stored["content"].startswith(reader.text)
        assert cluster.tasks(chat) == []
        # 3.5 s on a quiet machine; the clock that decides is tested by itself.
        assert took < 60
        print(f"failed {took:.2f} s after the kill")
    finally:
        cluster.begin_again(*cluster.inference)


def test_a_chat_service_that_died_too_finds_the_answer_lost_when_it_is_back(cluster: Cluster) -> None:
    chat, message, heard = _begun(cluster)
    cluster.chat.kill()
    for replica in cluster.inference:
        replica.kill()
    cluster.begin_again(cluster.chat, *cluster.inference)
    stored = cluster.ended(chat, message)
    assert stored["error"]["content"]
    assert stored["content"].startswith(heard.text)
    assert cluster.tasks(chat) == []


def test_a_chat_service_that_died_alone_costs_nothing(cluster: Cluster) -> None:
    chat = cluster.new_chat()
    body = cluster.asking(chat, 200)
    heard = Heard()
    with (
        cluster.client(1) as client,
        client.stream("POST", "/api/chat/completions", json=body) as answer,
    ):
        lines = answer.iter_lines()
        heard.read(lines, 10)
        cluster.chat.kill()
        cluster.begin_again(cluster.chat)
        heard.read(lines)
    assert heard.done
    heard.once_in_order()
    assert cluster.ended(chat, body["id"])["content"] == heard.text
    assert sum(1 for text in heard.texts if text) == 200


def test_a_stopped_service_records_what_it_has(cluster: Cluster) -> None:
    chat, message, heard = _begun(cluster)
    for replica in cluster.inference:
        replica.stop()
    try:
        stored = cluster.ended(chat, message)
        assert stored["content"].startswith(heard.text)
        assert stored["error"]["content"]
    finally:
        cluster.begin_again(*cluster.inference)
    with cluster.client(1) as client:
        with pytest.raises(httpx.HTTPStatusError):
            client.post("/api/tasks/stop/unknown").raise_for_status()
        client.post("/api/chat/completions", json=cluster.asking(chat, 2)).raise_for_status()
