"""Multipart uploads: streamed on, limited, and whole or not at all."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.multipart import BadForm, FieldEvent, FileEvent, FormReader, boundary_of
from tests.unit.gateway.harness import USER, Answer, Stand

BOUNDARY = "xXx"


def part(name: str, value: bytes, filename: str | None = None, kind: str = "") -> bytes:
    head = f'--{BOUNDARY}\r\ncontent-disposition: form-data; name="{name}"'
    if filename is not None:
        head += f'; filename="{filename}"'
    head += f"\r\ncontent-type: {kind}" if kind else ""
    return head.encode() + b"\r\n\r\n" + value + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


async def send(gate: Stand, *parts: bytes, path: str = "/api/v1/files/box/") -> Answer:
    headers = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
    return await gate.client("POST", path, list(parts), headers=headers)


async def test_a_file_arrives_with_its_name_type_path_query_and_fields(gate: Stand) -> None:
    body = form(part("before", b"1"), part("file", b"hello", "gr\u00fc\u00df.txt", "text/plain"))
    answer = await send(gate, body, path="/api/v1/files/box%20a/?process=false")
    assert answer.status == 200
    thing = answer.json
    assert (thing["id"], thing["title"], thing["created_at"]) == ("grüß.txt", "text/plain", 5)
    assert thing["labels"] == {"before": "1", "process": "false", "folder": "box a"}


async def test_fields_after_the_file_are_not_lost(gate: Stand) -> None:
    body = form(part("file", b"hello", "a.txt"), part("metadata", b'{"a":1}'), part("more", "ü".encode()))
    thing = (await send(gate, body)).json
    assert thing["labels"] == {"metadata": '{"a":1}', "more": "ü", "folder": "box"}
    assert thing["id"] == "a.txt"


async def test_a_large_file_passes_in_chunks_however_it_is_cut(gate: Stand) -> None:
    data = bytes(range(256)) * 4096  # 1 MiB, with every byte the parser could stumble over
    body = form(part("file", data, "a.bin"))
    for size in (1000, 65536, len(body)):
        answer = await send(gate, *(body[i : i + size] for i in range(0, len(body), size)))
        assert answer.json["created_at"] == len(data)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (form(part("other", b"x")), 422),
        (form(), 422),
        (form(part("file", b"x")), 422),
        (form(part("attachment", b"x", "a.txt")), 422),
        (form(part("file", b"x", "a.txt"), part("file", b"y", "b.txt")), 400),
        (part("file", b"x", "a.txt"), 400),
        (b"no form at all", 400),
        (form(part("x" * 300, b"x")), 400),
        (form(*[part(f"f{i}", b"") for i in range(101)]), 400),
        (form(part("big", b"x" * (1024 * 1024 + 1))), 400),
        (form(part("bad", b"\xff")), 400),
    ],
)
async def test_forms_that_are_not_one_file_are_refused_and_nothing_is_kept(
    gate: Stand, body: bytes, status: int
) -> None:
    answer = await send(gate, body)
    assert answer.status == status
    assert answer.header("connection") == "close"
    if gate.things.calls:  # the file had begun: the call must have been cancelled
        await asyncio.wait_for(gate.things.cancelled.wait(), 5)


async def test_a_request_that_is_no_form_lacks_the_file(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/files/box/", {"a": 1})
    assert (answer.status, answer.json["detail"][0]["loc"]) == (422, ["body", "file"])


async def test_a_file_over_the_limit_is_413_and_cancels_the_call(gate: Stand) -> None:
    announced = await gate.client(
        "POST", "/api/v1/files/box/", b"",
        headers={"content-type": f"multipart/form-data; boundary={BOUNDARY}", "content-length": "62914561"},
    )  # fmt: skip
    assert announced.status == 413
    endpoint = next(e for e in gate.assembled.endpoints if e.kind == "upload")
    endpoint.max_body = 100_000
    headers = {"content-type": f"multipart/form-data; boundary={BOUNDARY}", "content-length": ""}
    chunks = [form(part("file", b"x" * 200_000, "a"))[i : i + 50_000] for i in range(0, 200_000, 50_000)]
    real = await gate.client(
        "POST", "/api/v1/files/box/", chunks, headers={**headers, "transfer-encoding": "chunked"}
    )
    assert real.status == 413
    await asyncio.wait_for(gate.things.cancelled.wait(), 5)


async def test_a_service_that_refuses_early_is_heard_before_the_file_ends(gate: Stand) -> None:
    body = form(part("refuse", b"1"), part("file", b"x" * 3_000_000, "a.exe"))
    answer = await send(gate, *(body[i : i + 65536] for i in range(0, len(body), 65536)))
    assert (answer.status, answer.json) == (400, {"detail": "Not this kind."})


async def test_a_client_that_leaves_mid_upload_cancels_the_call(gate: Stand) -> None:
    body = form(part("file", b"x" * 500_000, "a"))
    leave = asyncio.Event()
    headers = {"content-type": f"multipart/form-data; boundary={BOUNDARY}", "content-length": str(len(body))}
    asyncio.get_running_loop().call_later(0.2, leave.set)
    answer = await gate.client(
        "POST", "/api/v1/files/box/", [body[:300_000], b""][:1], headers=headers, leave=leave
    )
    assert answer.status in (0, 400)
    await asyncio.wait_for(gate.things.cancelled.wait(), 5)


async def test_an_upload_ends_with_the_session_it_was_begun_with(gate: Stand) -> None:
    gate.things.pause.set()  # the service takes its time for each chunk
    piece = b"x" * 262_144
    pieces = [form(part("file", b"", "a"))[:-11], *[piece] * 150, f"\r\n--{BOUNDARY}--\r\n".encode()]
    sending = asyncio.create_task(send(gate, *pieces))
    while gate.things.uploaded < 5 * len(piece):
        await asyncio.sleep(0.01)
    gate.authenticator.refuse(USER, "SESSION_REVOKED")
    answer = await asyncio.wait_for(sending, 5)
    assert (answer.status, list(answer.json)) == (401, ["detail"])
    await asyncio.wait_for(gate.things.cancelled.wait(), 5)
    assert gate.things.uploaded < 150 * len(piece)


async def test_without_a_credential_nothing_is_read(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/files/box/", form(), credential=None)
    assert answer.status == 401


@settings(max_examples=80)
@given(st.binary(max_size=400), st.integers(1, 50))
def test_the_reader_gives_back_the_file_whatever_is_in_it(data: bytes, size: int) -> None:
    if b"--xXx" in data:
        return
    raw = form(part("a", b"1"), part("file", data, "f.bin"), part("b", b"2"))
    reader, got, fields, files = FormReader(b"xXx"), b"", {}, []
    for start in range(0, len(raw), size):
        for event in reader.feed(raw[start : start + size]):
            if isinstance(event, FieldEvent):
                fields[event.name] = event.value
            elif isinstance(event, FileEvent):
                files.append(event.filename)
            else:
                got += event
    assert reader.complete
    assert (got, fields, files) == (data, {"a": "1", "b": "2"}, ["f.bin"])


@settings(max_examples=80)
@given(st.binary(max_size=300))
def test_the_reader_refuses_or_reads_anything(data: bytes) -> None:
    reader = FormReader(b"xXx")
    with contextlib.suppress(BadForm):
        reader.feed(b"--xXx\r\n" + data)


@pytest.mark.parametrize(
    ("header", "expected"),
    [(b"multipart/form-data; boundary=abc", b"abc"), (b'Multipart/Form-Data; boundary="a b"', b"a b"),
     (b"multipart/mixed; boundary=a", None), (b"multipart/form-data", None), (None, None),
     (b"multipart/form-data; boundary=" + b"x" * 201, None)],
)  # fmt: skip
def test_the_boundary_of_a_content_type(header: bytes | None, expected: bytes | None) -> None:
    assert boundary_of(header) == expected
