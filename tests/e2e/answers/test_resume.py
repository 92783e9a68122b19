"""A saved answer goes on whoever leaves, and is resumed and stopped from anywhere."""

from __future__ import annotations

import time

import httpx
import pytest

from tests.e2e.answers.conftest import LIMIT, Cluster, Heard

WORDS = 100


@pytest.mark.parametrize("how", ["stream", "post"])
def test_a_killed_gateway_costs_no_delta_and_doubles_none(cluster: Cluster, how: str) -> None:
    chat = cluster.new_chat()
    body = cluster.asking(chat, WORDS)
    heard = Heard()
    with (
        cluster.client(0) as client,
        client.stream("POST", "/api/chat/completions", json=body) as answer,
    ):
        assert answer.status_code == 200
        lines = answer.iter_lines()
        heard.read(lines, 15)
        cluster.gateways[0].kill()
        with pytest.raises(httpx.TransportError):
            # What was on its way still counts.
            heard.read(lines)
    missed = {"last-event-id": heard.ids[-1]}
    with cluster.client(1) as client:
        path = f"/api/v1/chats/{chat}/messages/{body['id']}/stream"
        again = (
            client.stream("GET", path, headers=missed)
            if how == "stream"
            else client.stream("POST", "/api/chat/completions", json=body, headers=missed)
        )
        with again as rest:
            assert rest.status_code == 200
            heard.read(rest.iter_lines())
    assert heard.done
    heard.once_in_order()
    stored = cluster.ended(chat, body["id"])
    assert heard.text == stored["content"]
    assert sum(1 for text in heard.texts if text) == WORDS
    cluster.begin_again(cluster.gateways[0])


def test_a_second_reader_may_come_at_any_time_and_gets_it_all(cluster: Cluster) -> None:
    chat = cluster.new_chat()
    body = cluster.asking(chat, 60)
    first, second, late = Heard(), Heard(), Heard()
    path = f"/api/v1/chats/{chat}/messages/{body['id']}/stream"
    with cluster.client(0) as client, cluster.client(1) as other:
        with client.stream("POST", "/api/chat/completions", json=body) as answer:
            lines = answer.iter_lines()
            first.read(lines, 10)
            with other.stream("GET", path) as beside:
                second.read(beside.iter_lines())
            first.read(lines)
        with other.stream("GET", path) as after:
            late.read(after.iter_lines())
    for heard in (first, second, late):
        heard.once_in_order()
    assert first == second == late
    assert first.text == cluster.ended(chat, body["id"])["content"]


def test_the_answer_goes_on_when_the_client_leaves(cluster: Cluster) -> None:
    chat = cluster.new_chat()
    body = cluster.asking(chat, 60)
    heard = Heard()
    with cluster.client(0) as client:
        with client.stream("POST", "/api/chat/completions", json=body) as answer:
            heard.read(answer.iter_lines(), 5)
        stored = cluster.ended(chat, body["id"])
    assert stored["content"].count("Greetings") == 60 // 5
    assert "error" not in stored
    assert cluster.tasks(chat) == []


def test_the_question_is_put_into_the_chat_and_the_answer_below_it(cluster: Cluster) -> None:
    chat = cluster.new_chat()
    body = cluster.asking(chat, 3)
    with cluster.client(0) as client:
        client.post("/api/chat/completions", json=body).raise_for_status()
        shown = client.get(f"/api/v1/chats/{chat}/messages").raise_for_status().json()
    assert [(m["role"], m["content"]) for m in shown] == [
        ("user", "Say some words"),
        ("assistant", "Greetings from the"),
    ]
    assert shown[1]["id"] == body["id"]
    assert shown[1]["parentId"] == shown[0]["id"]


def test_an_answer_is_stopped_from_another_gateway(cluster: Cluster) -> None:
    chat = cluster.new_chat()
    body = cluster.asking(chat, 5000)
    heard = Heard()
    with (
        cluster.client(0) as client,
        client.stream("POST", "/api/chat/completions", json=body) as answer,
        cluster.client(1) as other,
    ):
        lines = answer.iter_lines()
        heard.read(lines, 5)
        (task,) = cluster.tasks(chat)
        assert other.post(f"/api/tasks/stop/{task}").json()["status"] is True
        stored = cluster.message(chat, body["id"])
        heard.read(lines)
    assert heard.done
    assert stored["done"] is True
    assert stored["content"] == heard.text
    assert 0 < len(heard.text) < 5000 * 4
    assert cluster.tasks(chat) == []


def test_what_runs_in_a_chat_is_stopped_at_once(cluster: Cluster) -> None:
    chat = cluster.new_chat()
    bodies = [cluster.asking(chat, 5000, session_id="page", parent_id="") for _ in range(3)]
    with cluster.client(0) as client:
        for body in bodies:
            accepted = client.post("/api/chat/completions", json=body).raise_for_status().json()
            assert accepted["task_ids"] == [accepted["task_id"]]
        assert len(cluster.tasks(chat)) == 3
        active = client.post("/api/v1/tasks/active/chats", json={"chat_ids": [chat]}).json()
        assert active == {"active_chat_ids": [chat]}
        assert client.post(f"/api/tasks/chat/{chat}/stop").json()["status"] is True
    assert cluster.tasks(chat) == []
    assert all(cluster.message(chat, body["id"])["done"] for body in bodies)


def test_nobody_else_follows_or_stops_an_answer(cluster: Cluster) -> None:
    with cluster.client(0, cluster.other) as client:
        form = {"name": "eve", "email": "eve@parlance.example", "password": "another long password"}
        eve = client.post("/api/v1/auths/add", json={**form, "role": "user"}).raise_for_status().json()
    chat = cluster.new_chat()
    body = cluster.asking(chat, 400, session_id="page")
    with cluster.client(0) as client:
        task = client.post("/api/chat/completions", json=body).raise_for_status().json()["task_id"]
        with cluster.client(1, {"authorization": f"Bearer {eve['token']}"}) as stranger:
            path = f"/api/v1/chats/{chat}/messages/{body['id']}/stream"
            assert stranger.get(path).status_code == stranger.get(path.replace(chat, task)).status_code
            assert stranger.get(path).status_code in (401, 404)
            assert stranger.post(f"/api/tasks/stop/{task}").status_code == 401
            assert stranger.post(f"/api/tasks/chat/{chat}/stop").status_code in (401, 404)
            assert stranger.get(f"/api/tasks/chat/{chat}").json() == {"task_ids": []}
            refused = stranger.post("/api/chat/completions", json={**body, "id": "theirs"})
            assert refused.status_code == 404
        assert cluster.tasks(chat) == [task]
        again = client.post("/api/chat/completions", json=body)
        assert again.status_code == 409
        assert client.post(f"/api/tasks/stop/{task}").json()["status"] is True


def test_a_refused_model_leaves_nothing_running(cluster: Cluster) -> None:
    chat = cluster.new_chat()
    body = {**cluster.asking(chat, 5), "model": "nobody"}
    with cluster.client(0) as client:
        assert client.post("/api/chat/completions", json=body).status_code == 400
    deadline = time.monotonic() + LIMIT
    while cluster.tasks(chat):
        assert time.monotonic() < deadline
