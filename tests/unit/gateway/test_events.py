"""Streamed answers: framing, the first frame, failures, clients that leave, silence."""

from __future__ import annotations

import asyncio
import json

import pytest
from parlance.common.v1.common_pb2 import Frame

from services.gateway.events import as_numbered
from services.gateway.guard import EVERY
from tests.unit.gateway.harness import DEVELOPER, USER, Answer, Stand, stand


async def test_events_are_framed_and_closed_with_done(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/stream", {"count": 2})
    assert answer.status == 200
    assert answer.header("content-type") == "text/event-stream; charset=utf-8"
    assert answer.header("content-length") is None
    assert answer.body == b'data: {"n":0}\n\ndata: {"n":1}\n\ndata: {"also":1}\n\ndata: [DONE]\n\n'
    assert answer.complete


async def test_events_of_one_frame_are_one_write(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/stream", {"count": 2})
    assert answer.parts[1] == b'data: {"n":1}\n\ndata: {"also":1}\n\n'


async def test_lines_are_one_document_each(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/lines", {"count": 2})
    assert answer.header("content-type") == "application/x-ndjson"
    assert [json.loads(line) for line in answer.body.splitlines()] == [{"n": 0}, {"n": 1}, {"also": 1}]


async def test_a_refusal_before_the_first_frame_is_an_ordinary_error(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/stream", {"mode": "refuse"})
    assert (answer.status, answer.header("content-type")) == (404, "application/json")
    assert answer.json == {"detail": "There is no such model."}


async def test_an_answer_that_does_not_stream_is_json(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/stream", {"mode": "plain"})
    assert (answer.status, answer.header("content-type")) == (200, "application/json")
    assert answer.json == {"whole": 1}
    assert answer.header("content-length") == "11"


async def test_a_failure_after_the_start_is_the_last_event_in_the_surfaces_shape(gate: Stand) -> None:
    body = {"count": 3, "mode": "break"}
    events = await gate.client("POST", "/api/v1/stream", body)
    last = json.loads(events.parts[-1].removeprefix(b"data: "))
    assert set(last["error"]) >= {"message", "detail", "code"}
    assert b"[DONE]" not in events.body
    assert events.complete
    lines = await gate.client("POST", "/api/v1/lines", body)
    assert list(json.loads(lines.body.splitlines()[-1])) == ["error"]
    chat = await gate.client("POST", "/api/v1/workspace/w/stream-chat", body, credential=DEVELOPER)
    frame = json.loads(chat.parts[-1].removeprefix(b"data: "))
    assert (frame["type"], frame["close"], frame["textResponse"]) == ("abort", True, None)


async def test_a_client_that_leaves_mid_stream_cancels_the_call_at_once(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/stream", {"count": 1000, "mode": "slow"}, leave_after=2)
    await asyncio.wait_for(gate.things.cancelled.wait(), 2)
    assert not answer.complete
    assert gate.assembled.edge.running == 0


async def test_silence_is_filled_with_comments_on_event_streams_only() -> None:
    async with stand(heartbeat=0.05) as made:
        for path, comments in (("/api/v1/stream", True), ("/api/v1/lines", False)):
            made.things.pause.clear()
            asyncio.get_running_loop().call_later(0.3, made.things.pause.set)
            answer = await made.client("POST", path, {"count": 2, "mode": "wait"})
            found = [p for p in answer.parts if p.startswith(b":")]
            assert bool(found) is comments
            assert len(found) <= 7
            assert b'"also":1' in answer.body


async def test_head_of_a_stream_route_is_405_since_it_is_a_post(gate: Stand) -> None:
    assert (await gate.client("HEAD", "/api/v1/stream")).status == 405


async def test_line_breaks_between_json_tokens_do_not_break_frames() -> None:
    from services.gateway.events import as_events, as_lines

    assert as_events([b'{\n"a": 1\r\n}']) == b'data: {\ndata: "a": 1\ndata: }\n\n'
    assert as_lines([b'{\n"a": 1}']) == b'{ "a": 1}\n'


def test_numbered_events_carry_ids_a_client_can_come_back_with() -> None:
    frame = Frame(events=[b'{"n":1}', b'{"n":2}'], id_prefix="ab\n12-", first_id=9)
    assert as_numbered(frame) == b'id: ab12-9\ndata: {"n":1}\n\nid: ab12-10\ndata: {"n":2}\n\n'


async def streaming(
    gate: Stand, path: str = "/api/v1/stream", end: asyncio.Event | None = None
) -> asyncio.Task[Answer]:
    """A stream that waits after its first frame."""
    body = {"count": 3, "mode": "wait"}
    running = asyncio.create_task(gate.client("POST", path, body, leave=end))
    while not gate.things.calls:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    return running


@pytest.mark.parametrize(("path", "reason"), [("/api/v1/stream", "session_revoked"), ("/api/v1/lines", "")])
async def test_a_stream_ends_with_the_session_it_was_opened_with(gate: Stand, path: str, reason: str) -> None:
    running = await streaming(gate, path)
    await asyncio.sleep(2 * EVERY)
    assert not running.done()
    gate.authenticator.refuse(USER, "SESSION_REVOKED")
    answer = await asyncio.wait_for(running, 1)
    assert answer.status == 200
    assert answer.complete
    last = json.loads(answer.parts[-1].removeprefix(b"data: "))
    assert reason in str(last["error"])
    assert b"[DONE]" not in answer.body
    await asyncio.wait_for(gate.things.cancelled.wait(), 1)


async def test_a_stream_ends_when_the_account_has_another_role(gate: Stand) -> None:
    running = await streaming(gate)
    gate.authenticator.role = "pending"
    gate.authenticator.cache.clear()
    answer = await asyncio.wait_for(running, 1)
    assert b"token_stale" in answer.parts[-1]


@pytest.mark.parametrize("reason", ["", "RATE_LIMITED", "UNAVAILABLE"])
async def test_a_stream_goes_on_while_nothing_says_it_must_end(gate: Stand, reason: str) -> None:
    running = await streaming(gate)
    if reason:
        gate.authenticator.refuse(USER, reason)
    gate.authenticator.cache.clear()
    await asyncio.sleep(3 * EVERY)
    assert not running.done()
    gate.things.pause.set()
    answer = await asyncio.wait_for(running, 5)
    assert answer.body.endswith(b"data: [DONE]\n\n")


async def test_a_stream_that_has_not_begun_is_refused_like_any_request(gate: Stand) -> None:
    running = asyncio.create_task(gate.client("POST", "/api/v1/stream", {"mode": "silent"}))
    while not gate.things.calls:
        await asyncio.sleep(0.01)
    gate.authenticator.refuse(USER, "SESSION_REVOKED")
    answer = await asyncio.wait_for(running, 1)
    assert (answer.status, list(answer.json)) == (401, ["detail"])
