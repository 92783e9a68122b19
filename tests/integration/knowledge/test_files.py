"""Uploaded files: what comes back, what is listed, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.common.v1 import common_pb2
from parlance.knowledge.v1 import files_pb2

from kernel.errors import Refusal
from services.knowledge.domain.refusals import (
    FileEmpty,
    FileNotFound,
    FileNotSupported,
    FileTooLarge,
    Malformed,
)
from tests.integration.knowledge.conftest import DOCUMENTS, House, Start, caller, parts

ANNA, ROOT = caller("anna"), caller("root", "admin")


async def _bytes(stream: Any) -> tuple[common_pb2.DownloadHead, bytes]:
    received = [part async for part in stream]
    return received[0].head, b"".join(part.chunk for part in received[1:])


def _blobs(house: House) -> list[str]:
    return [p.name for p in house.settings.blobs.glob("??/*")]


async def cut_off(upload: Any) -> Any:
    """An upload whose client left."""
    async for part in upload:
        if not part.HasField("end"):
            yield part


async def test_fields_after_the_file_count_too(house: House) -> None:
    """The order in a form is the client's."""
    upload = parts("a.txt", b"Some words.", after={"metadata": '{"a": 1}', "process": "false"})
    stored = await house.Files.Upload(upload, ANNA)
    assert json.loads(stored.data) == {} and json.loads(stored.meta)["data"] == {"a": 1}


async def test_a_file_comes_back_byte_by_byte(house: House) -> None:
    """Whole, in part, as an attachment, under a name."""
    data = (DOCUMENTS / "handbook.pdf").read_bytes()
    stored = await house.upload(ANNA, "../../hand book.pdf", data)
    assert stored.filename == "hand book.pdf"
    head, body = await _bytes(house.Files.Content(files_pb2.ContentRequest(id=stored.id), ANNA))
    assert body == data and head.size == len(data) and not head.attachment and head.etag
    assert head.content_type == "application/pdf"
    asked = files_pb2.ContentRequest(id=stored.id, range=common_pb2.ByteRange(first=5, last=9))
    head, body = await _bytes(house.Files.Content(asked, ANNA))
    assert body == data[5:10] and head.partial and (head.range_first, head.range_last) == (5, 9)
    asked = files_pb2.ContentRequest(id=stored.id, range=common_pb2.ByteRange(first=-4))
    assert (await _bytes(house.Files.Content(asked, ANNA)))[1] == data[-4:]
    beyond = files_pb2.ContentRequest(id=stored.id, range=common_pb2.ByteRange(first=10**9))
    with pytest.raises(Refusal) as refused:
        await _bytes(house.Files.Content(beyond, ANNA))
    assert refused.value.reason == "RANGE_NOT_SATISFIABLE"
    named = files_pb2.ContentRequest(id=stored.id, file_name="other.pdf")
    assert (await _bytes(house.Files.ContentNamed(named, ANNA)))[0].attachment


async def test_html_is_shown_inline_only_for_administrators_files(house: House) -> None:
    """Others' HTML is an attachment."""
    page = b"<html><body><p>hi there</p></body></html>"
    mine = await house.upload(ANNA, "page.html", page)
    admins = await house.upload(ROOT, "page.html", page)
    with pytest.raises(FileNotFound):
        await _bytes(house.Files.ContentHtml(files_pb2.ContentRequest(id=mine.id), ANNA))
    head, body = await _bytes(house.Files.ContentHtml(files_pb2.ContentRequest(id=admins.id), ROOT))
    assert body == page and not head.attachment and head.content_type == "text/html"
    head, _ = await _bytes(house.Files.Content(files_pb2.ContentRequest(id=mine.id), ANNA))
    assert head.attachment


async def test_bad_uploads_leave_nothing_behind(start: Start) -> None:
    """Empty, too large, of a refused type, without a file, with bad fields."""
    async with start(file_max_mib=1, file_extensions=("txt", ".md")) as house:
        for refusal, upload in (
            (FileEmpty, parts("a.txt", b"")),
            (FileTooLarge, parts("a.txt", b"x" * (1 << 20) + b"y")),
            (FileNotSupported, parts("a.exe", b"MZ")),
            (Malformed, parts("a.txt", b"x", metadata="[1]")),
            (Malformed, parts("a.txt", b"x", metadata="{")),
            (Malformed, parts("a.txt", b"x", process="perhaps")),
            (Malformed, parts("a.txt", b"x", after={"metadata": "1"})),
            (Malformed, cut_off(parts("a.txt", b"x" * 5000))),
        ):
            with pytest.raises(refusal):
                await house.Files.Upload(upload, ANNA)

        async def nothing() -> Any:
            return
            yield

        with pytest.raises(Malformed):
            await house.Files.Upload(nothing(), ANNA)
        assert _blobs(house) == []
        assert await house.service.store.view("files").count_documents({}) == 0


async def test_lists_have_the_documented_shape(house: House) -> None:
    """Metadata as sent, text on demand, patterns in names."""
    await house.upload(ANNA, "notes.md", b"# Notes\nBadgers dig setts.", metadata='{"source": "test"}')
    await house.upload(ANNA, "raw.bin", b"\x00\x01\x02", process="false")
    listed = await house.Files.List(files_pb2.ListFilesRequest(), ANNA)
    assert [f.filename for f in listed.items] == ["raw.bin", "notes.md"] and listed.total == 2
    notes = listed.items[1]
    assert json.loads(notes.data) == {
        "status": "completed",
        "content": "# Notes\nBadgers dig setts.",
        "error": None,
    }
    meta = json.loads(notes.meta)
    assert meta["data"] == {"source": "test"} and meta["collection_name"] == f"file-{notes.id}"
    assert meta.keys() == {"name", "content_type", "size", "file_hash", "data", "collection_name"}
    short = await house.Files.List(files_pb2.ListFilesRequest(content=False), ANNA)
    assert "content" not in json.loads(short.items[1].data)
    found = await house.Files.Search(files_pb2.SearchFilesRequest(filename="NOTES.*"), ANNA)
    assert [f.id for f in found.items] == [notes.id]
    with pytest.raises(FileNotFound):
        await house.Files.Search(files_pb2.SearchFilesRequest(filename=".*"), ANNA)
