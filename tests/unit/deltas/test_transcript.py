"""What the events of an answer add up to, and what a batch of them is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kernel.deltas.model import Batch, DamagedBatch, batch_of, decode, encode, is_run
from kernel.deltas.transcript import Transcript


def chunk(text: str | None, finish: str | None = None, index: int = 0, **more: Any) -> bytes:
    choice = {"index": index, "delta": {"content": text}, "finish_reason": finish}
    return json.dumps({"object": "chat.completion.chunk", "choices": [choice], **more}).encode()


def test_text_counts_and_sources_are_found() -> None:
    transcript = Transcript("Before: ")
    events = [
        b'{"sources":[{"source":{"id":"f"}}]}',
        chunk(""),
        chunk("Hello"),
        chunk("other choice", index=1),
        chunk(" there", "stop", usage=None),
        b'{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}',
    ]
    assert [transcript.feed(event) for event in events] == ["", "", "Hello", "", " there", ""]
    assert transcript.text == "Before: Hello there"
    assert transcript.tokens() == (7, 2)
    assert json.loads(transcript.sources) == [{"source": {"id": "f"}}]
    assert transcript.finished
    assert not transcript.error


def test_a_whole_answer_counts_as_well() -> None:
    transcript = Transcript()
    whole = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "All"}}], "usage": {}}
    transcript.feed(json.dumps(whole).encode())
    assert (transcript.text, transcript.tokens()) == ("All", (0, 0))


@pytest.mark.parametrize("error", ["gone", {"message": "gone", "type": "backend"}])
def test_an_error_is_what_a_broken_stream_says(error: Any) -> None:
    transcript = Transcript()
    transcript.feed(json.dumps({"error": error}).encode())
    assert transcript.error == "gone"
    assert transcript.kind


@pytest.mark.parametrize(
    "event", [b"", b"[]", b"{", b'{"choices":5}', b'{"usage":[1],"choices":null}', b"\xff"]
)
def test_what_is_no_event_adds_nothing(event: bytes) -> None:
    transcript = Transcript()
    assert transcript.feed(event) == ""
    assert (transcript.text, transcript.tokens()) == ("", (0, 0))


@pytest.mark.parametrize("usage", [b"[1]", b'"x"', b'{"prompt_tokens":-4,"completion_tokens":"3"}'])
def test_counts_that_are_none_are_zero(usage: bytes) -> None:
    transcript = Transcript()
    transcript.feed(b'{"choices":[],"usage":' + usage + b"}")
    assert transcript.tokens() == (0, 0)


def test_batches_survive_the_bus_and_can_be_cut() -> None:
    batch = Batch(3, (b"c", b"d", b"e"), "completed")
    assert decode(encode(batch)) == batch
    assert batch.next == 6
    assert batch.since(5) == Batch(5, (b"e",), "completed")
    assert batch.since(1) is batch
    with pytest.raises(DamagedBatch):
        decode(b"junk")


def test_a_log_becomes_batches_of_bounded_size_and_only_the_last_ends_the_run() -> None:
    log = [bytes(100_000) for _ in range(5)]
    sent, sizes, ends = 0, [], []
    while True:
        batch = batch_of(log, sent, "stopped")
        sizes.append(len(batch.events))
        ends.append(batch.end)
        sent = batch.next - 1
        if batch.end:
            break
    assert sizes == [1, 1, 1, 1, 1]
    assert ends == ["", "", "", "", "stopped"]


@pytest.mark.parametrize("run", ["", "a.b.c.d.e.f", "*", "x>yyyyyyyyyy", "a" * 65, "with space"])
def test_only_ids_are_subjects(run: str) -> None:
    assert not is_run(run)
