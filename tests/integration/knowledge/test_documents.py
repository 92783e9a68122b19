"""Documents of the developer API: stored, listed, moved, and the same files as those of the other API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.knowledge.v1 import documents_pb2, files_pb2, retriever_pb2

from kernel.errors import Refusal
from services.knowledge.domain.refusals import (
    DocumentNotFound,
    FileEmpty,
    FileNotFound,
    FileNotSupported,
    FileUnreadable,
    FolderExists,
    FolderNameInvalid,
    Malformed,
)
from tests.integration.knowledge.conftest import House, caller, parts

ANNA, ROOT = caller("anna"), caller("root", "admin")

DEV = caller("developer", "admin", "developer_key")


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
        text_content="Gooseberries are sour or sweet.", metadata=b'{"title": "Grape Notes"}'
    )
    document = (await house.Documents.RawText(request, DEV)).documents[0]
    assert document.title == "grape-notes.txt" and document.url == "file://grape-notes.txt"
    assert document.location == f"custom-documents/raw-grape-notes-{document.id}.json"
    request.metadata = b'{"title": "t", "url": "HTTPS://Example.test/A", "published": 0, "docAuthor": "Ada"}'
    again = caller("developer", "admin", "developer_key")
    document = (await house.Documents.RawText(request, again)).documents[0]
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
    upload = parts("fig.txt", b"Plums are dark and juicy.", addToWorkspaces=" Fruit-Lab, other ,Fruit-Lab")
    document = (await house.Documents.Upload(upload, DEV)).documents[0]
    events = [r.event for r in await house.service.store.load(f"file-{document.id}")]
    offered = [e for e in events if type(e).__name__ == "DocumentOfferedToWorkspaces"]
    assert [(o.location, o.slugs) for o in offered] == [(document.location, ("fruit-lab", "other"))]
