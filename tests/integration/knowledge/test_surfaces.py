"""Files over both APIs: what each shows, takes and refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.common.v1 import common_pb2
from parlance.knowledge.v1 import bases_pb2, documents_pb2, files_pb2, retrieval_pb2, retriever_pb2

from kernel.errors import Refusal
from services.knowledge.domain.refusals import (
    DocumentNotFound,
    DuplicateContent,
    FileEmpty,
    FileNotFound,
    FileNotSupported,
    FileTooLarge,
    FileUnreadable,
    FolderExists,
    FolderNameInvalid,
    Malformed,
)
from tests.integration.knowledge.conftest import DOCUMENTS, House, Start, caller, parts

ANNA, ROOT = caller("anna"), caller("root", "admin")
DEV = caller("developer", "admin", "developer_key")


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


async def test_a_knowledge_base_holds_no_text_twice(house: House) -> None:
    """And a batch tells which files were left out."""
    one = await house.upload(ANNA, "a.txt", b"The same words.")
    two = await house.upload(ANNA, "b.txt", b"The same words.")
    other = await house.upload(ANNA, "c.txt", b"Other words.")
    base = await house.KnowledgeBases.Create(bases_pb2.KnowledgeForm(name="K"), ANNA)
    add = bases_pb2.KnowledgeFileRequest(id=base.id, form=bases_pb2.FileRef(file_id=one.id))
    await house.KnowledgeBases.AddFile(add, ANNA)
    await house.KnowledgeBases.AddFile(add, ANNA)
    add.form.file_id = two.id
    with pytest.raises(DuplicateContent):
        await house.KnowledgeBases.AddFile(add, ANNA)
    batch = json.dumps([{"file_id": two.id}, {"file_id": other.id}, {"file_id": "nope"}]).encode()
    reply = await house.KnowledgeBases.AddFiles(bases_pb2.AddFilesRequest(id=base.id, files=batch), ANNA)
    assert {f["id"] for f in json.loads(reply.files)} == {one.id, other.id}
    assert len(json.loads(reply.warnings)["errors"]) == 2
    with pytest.raises(Malformed):
        bad = bases_pb2.AddFilesRequest(id=base.id, files=b'[{"file_id": {"$ne": ""}}]')
        await house.KnowledgeBases.AddFiles(bad, ANNA)


async def test_removing_resetting_and_deleting_a_knowledge_base(house: House) -> None:
    """Removal deletes the own file by default; reset and deletion keep files."""
    base = await house.KnowledgeBases.Create(bases_pb2.KnowledgeForm(name="K"), ANNA)
    kept = await house.upload(ANNA, "a.txt", b"Keep me, I am about otters.")
    gone = await house.upload(ANNA, "b.txt", b"Drop me, I am about badgers.")
    for file in (kept, gone):
        add = bases_pb2.KnowledgeFileRequest(id=base.id, form=bases_pb2.FileRef(file_id=file.id))
        await house.KnowledgeBases.AddFile(add, ANNA)
    remove = bases_pb2.RemoveFileRequest(id=base.id, form=bases_pb2.FileRef(file_id=gone.id))
    reply = await house.KnowledgeBases.RemoveFile(remove, ANNA)
    assert [f["id"] for f in json.loads(reply.files)] == [kept.id]
    with pytest.raises(FileNotFound):
        await house.Files.Get(files_pb2.FileRequest(id=gone.id), ANNA)
    with pytest.raises(FileNotFound):
        await house.KnowledgeBases.RemoveFile(remove, ANNA)

    reset = await house.KnowledgeBases.Reset(bases_pb2.ResetKnowledgeRequest(id=base.id), ANNA)
    assert not reset.HasField("files") and not reset.HasField("write_access")
    query = retrieval_pb2.QueryDocRequest(collection_name=f"file-{kept.id}", query="otters")
    assert json.loads((await house.Retrieval.QueryDoc(query, ANNA)).json)["documents"][0]
    deleted = await house.KnowledgeBases.Delete(bases_pb2.KnowledgeRequest(id=base.id), ANNA)
    assert deleted.value
    assert (await house.Files.Get(files_pb2.FileRequest(id=kept.id), ANNA)).id == kept.id


async def test_queries_honour_their_parameters(house: House) -> None:
    """k, r, hybrid, filter; several collections; none."""
    files = [await house.upload(ANNA, f"{n}.txt", f"Tool number {n} is red.".encode()) for n in range(4)]
    names = [f"file-{f.id}" for f in files]

    async def ask(**more: Any) -> Any:
        request = retrieval_pb2.QueryCollectionRequest(query="tool number 2", **more)
        return json.loads((await house.Retrieval.QueryCollection(request, ANNA)).json)

    found = await ask(collection_names=names, k=2)
    assert len(found["documents"][0]) == 2 and "ids" not in found
    assert found["documents"][0][0] == "Tool number 2 is red."
    assert found["distances"][0] and all(0 <= d <= 1 for d in found["distances"][0])
    assert (await ask(collection_names=names, r=0.999))["documents"] == [[]]
    assert len((await ask(collection_names=names, k=4, hybrid=False))["documents"][0]) == 4
    only = await ask(collection_names=names, filter=json.dumps({"name": "3.txt"}).encode())
    assert only["documents"] == [["Tool number 3 is red."]]
    assert await ask(collection_names=[]) == {"documents": [[]], "metadatas": [[]], "distances": [[]]}
    for bad in (b'{"text": "x"}', b'{"name": {"$ne": 1}}', b"[]", b"{"):
        with pytest.raises(Malformed):
            await ask(collection_names=names, filter=bad)


async def test_an_entry_can_be_taken_out_of_a_collection_by_an_administrator(house: House) -> None:
    """retrieval/delete."""
    stored = await house.upload(ANNA, "a.txt", b"About otters.")
    request = retrieval_pb2.DeleteEntriesRequest(collection_name=f"file-{stored.id}", file_id=stored.id)
    assert (await house.Retrieval.DeleteEntries(request, ROOT)).status
    missing = retrieval_pb2.DeleteEntriesRequest(collection_name="nope", file_id=stored.id)
    with pytest.raises(Exception, match="collection"):
        await house.Retrieval.DeleteEntries(missing, ROOT)


async def test_a_document_of_the_developer_api_is_a_file_of_the_other(house: House) -> None:
    """One store, two views."""
    reply = await house.Documents.Upload(
        parts("note one.md", b"# Heading\n\nBananas are yellow.", metadata='{"title": "Fruit", "other": 1}'),
        DEV,
    )
    document = reply.documents[0]
    assert reply.success and document.title == "Fruit" and document.word_count == 5
    assert document.location == f"custom-documents/note-one.md-{document.id}.json"
    assert document.page_content == "# Heading\n\nBananas are yellow."
    assert (await house.Files.Get(files_pb2.FileRequest(id=document.id), ROOT)).filename == "note one.md"

    other = await house.upload(ANNA, "report.txt", b"Quarterly figures are fine.")
    tree = json.loads((await house.Documents.List(documents_pb2.ListDocumentsRequest(), DEV)).json)
    items = tree["localFiles"]["items"]
    assert items[0]["name"] == "custom-documents"
    assert {i["id"] for i in items[0]["items"]} == {document.id, other.id}
    name = document.location.split("/")[1]
    shown = (await house.Documents.Get(documents_pb2.DocumentRequest(doc_name=name), DEV)).document
    assert shown.id == document.id and shown.cached is not None and not shown.HasField("watched")
    with pytest.raises(DocumentNotFound):
        await house.Documents.Get(documents_pb2.DocumentRequest(doc_name="none.json"), DEV)


async def test_a_document_without_text_is_not_kept(house: House) -> None:
    """Neither the file nor its bytes."""
    with pytest.raises(FileEmpty):
        await house.Documents.Upload(parts("empty.txt", b""), DEV)
    with pytest.raises(FileUnreadable):
        await house.Documents.Upload(parts("blank.txt", b"   "), DEV)
    with pytest.raises(FileNotSupported):
        await house.Documents.Upload(parts("x.png", b"\x89PNG\r\n\x1a\n" + bytes(100)), DEV)
    assert await house.service.store.view("files").count_documents({}) == 0


async def test_raw_text_gets_the_documented_names(house: House) -> None:
    """Slug, fill-ins, given values."""
    request = documents_pb2.RawTextRequest(
        text_content="Grapes are green or purple.", metadata=b'{"title": "Grape Notes"}'
    )
    document = (await house.Documents.RawText(request, DEV)).documents[0]
    assert document.title == "grape-notes.txt" and document.url == "file://grape-notes.txt"
    assert document.location == f"custom-documents/raw-grape-notes-{document.id}.json"
    request.metadata = b'{"title": "t", "url": "HTTPS://Example.test/A", "published": 0, "docAuthor": "Ada"}'
    document = (await house.Documents.RawText(request, DEV)).documents[0]
    assert document.url == "web://https://example.test/a.website" and document.doc_author == "Ada"
    assert document.published == "1/1/1970, 12:00:00 AM"
    for bad in (
        documents_pb2.RawTextRequest(text_content="x", metadata=b"{}"),
        documents_pb2.RawTextRequest(text_content="", metadata=b'{"title": "t"}'),
        documents_pb2.RawTextRequest(
            text_content="x", metadata=b'{"title": "t"}', add_to_workspaces=b'["a"]'
        ),
    ):
        with pytest.raises(Malformed):
            await house.Documents.RawText(bad, DEV)


async def test_folders_hold_move_and_lose_documents(house: House) -> None:
    """Create, upload into, list, move, remove."""
    await house.Documents.CreateFolder(documents_pb2.FolderForm(name="../reports"), DEV)
    with pytest.raises(FolderExists):
        await house.Documents.CreateFolder(documents_pb2.FolderForm(name="reports"), DEV)
    for bad in ("..", "", "a/b"):
        with pytest.raises(FolderNameInvalid):
            await house.Documents.CreateFolder(documents_pb2.FolderForm(name=bad), DEV)
    upload = parts("cherry.txt", b"Cherries are dark red.", path={"folder_name": "fruit"})
    cherry = (await house.Documents.UploadToFolder(upload, DEV)).documents[0]
    assert cherry.location == f"fruit/{cherry.name}"
    upload = parts("e.txt", b"x", path={"folder_name": "a/b"})
    with pytest.raises(FolderNameInvalid):
        await house.Documents.UploadToFolder(upload, DEV)

    async def moved(source: str, target: str) -> Any:
        files = json.dumps([{"from": source, "to": target}]).encode()
        return await house.Documents.MoveFiles(documents_pb2.MoveFilesRequest(files=files), DEV)

    assert (await moved(cherry.location, f"reports/{cherry.name}")).success
    folder = await house.Documents.Folder(documents_pb2.FolderRequest(folder_name="reports"), DEV)
    assert [d.id for d in folder.documents] == [cherry.id] and folder.total_count == 1
    with pytest.raises(DocumentNotFound):
        await moved(cherry.location, f"reports/{cherry.name}")
    with pytest.raises(Refusal) as refused:
        await house.Documents.Folder(documents_pb2.FolderRequest(folder_name="none"), DEV)
    assert refused.value.reason == "FOLDER_NOT_FOUND" and refused.value.details == {"folder": "none"}

    attach = retriever_pb2.AttachRequest(collection="ws", locations=[f"reports/{cherry.name}"])
    assert len((await house.Library.Attach(attach, DEV)).attached) == 1
    outcome = await moved(f"reports/{cherry.name}", f"fruit/{cherry.name}")
    assert outcome.success and "1/1" in outcome.message

    for name in ("reports", "ghost", "custom-documents"):
        assert (await house.Documents.RemoveFolder(documents_pb2.FolderForm(name=name), DEV)).success
    with pytest.raises(FileNotFound):
        await house.Files.Get(files_pb2.FileRequest(id=cherry.id), ROOT)
    ask = retriever_pb2.RetrieveRequest(collections=["ws"], query="cherries")
    assert not (await house.Retriever.Retrieve(ask, DEV)).passages


async def test_an_upload_offers_its_document_to_workspaces(house: House) -> None:
    """As an event that their keeper follows."""
    upload = parts("fig.txt", b"Figs are soft and sweet.", addToWorkspaces=" Fruit-Lab, other ,Fruit-Lab")
    document = (await house.Documents.Upload(upload, DEV)).documents[0]
    events = [r.event for r in await house.service.store.load(f"file-{document.id}")]
    offered = [e for e in events if type(e).__name__ == "DocumentOfferedToWorkspaces"]
    assert [(o.location, o.slugs) for o in offered] == [(document.location, ("fruit-lab", "other"))]
