"""A document's way through the service, as its users see it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.knowledge.v1 import bases_pb2, files_pb2, retrieval_pb2, retriever_pb2

from services.knowledge.domain.refusals import (
    CollectionNotFound,
    FileNotFound,
    KnowledgeForbidden,
    KnowledgeNotFound,
)
from tests.integration.knowledge.conftest import DOCUMENTS, House, caller, eventually

ANNA, BERT, ROOT = caller("anna"), caller("bert"), caller("root", "admin")


async def _knowledge(house: House, ctx: Any, name: str = "Tools", **fields: Any) -> str:
    form = bases_pb2.KnowledgeForm(name=name, description="", **fields)
    return str((await house.KnowledgeBases.Create(form, ctx)).id)


async def _add(house: House, ctx: Any, knowledge: str, file: str) -> Any:
    request = bases_pb2.KnowledgeFileRequest(id=knowledge, form=bases_pb2.FileRef(file_id=file))
    return await house.KnowledgeBases.AddFile(request, ctx)


async def _query(house: House, ctx: Any, collection: str, query: str, **more: Any) -> Any:
    request = retrieval_pb2.QueryDocRequest(collection_name=collection, query=query, **more)
    return json.loads((await house.Retrieval.QueryDoc(request, ctx)).json)


async def test_an_uploaded_pdf_is_found_by_a_question_and_cited_with_its_page(house: House) -> None:
    """Upload, add, ask."""
    stored = await house.upload(ANNA, "handbook.pdf", (DOCUMENTS / "handbook.pdf").read_bytes())
    assert json.loads(stored.data)["status"] == "completed"
    knowledge = await _knowledge(house, ANNA)
    added = await _add(house, ANNA, knowledge, stored.id)
    assert [f["id"] for f in json.loads(added.files)] == [stored.id]

    found = await _query(house, ANNA, knowledge, "Who repairs electrical machines?", k=1)
    assert "Marguerite" in found["documents"][0][0]
    assert found["metadatas"][0][0]["page_label"] == "3"
    assert found["metadatas"][0][0]["file_id"] == stored.id
    assert 0.5 < found["distances"][0][0] <= 1.0
    assert len(found["ids"][0]) == 1


async def test_adding_a_file_to_a_knowledge_base_embeds_nothing_again(house: House) -> None:
    """Membership is payload."""
    stored = await house.upload(ANNA, "a.txt", b"Otters hold hands while they sleep.")
    before = house.engine.texts
    knowledge = await _knowledge(house, ANNA)
    await _add(house, ANNA, knowledge, stored.id)
    assert house.engine.texts == before


async def test_what_is_somebody_elses_does_not_exist(house: House) -> None:
    """The answer for another's thing equals the answer for a missing one."""
    stored = await house.upload(ANNA, "a.txt", b"The vault code is 4711.")
    knowledge = await _knowledge(house, ANNA)
    await _add(house, ANNA, knowledge, stored.id)
    for file_id in (stored.id, "nope"):
        with pytest.raises(FileNotFound):
            await house.Files.Get(files_pb2.FileRequest(id=file_id), BERT)
        with pytest.raises(FileNotFound):
            await house.Files.Delete(files_pb2.FileRequest(id=file_id), BERT)
    # Reading tells a base that was not shared from one that is gone; changing does not.
    for knowledge_id, refusal in ((knowledge, KnowledgeForbidden), ("nope", KnowledgeNotFound)):
        with pytest.raises(refusal):
            await house.KnowledgeBases.Get(bases_pb2.KnowledgeRequest(id=knowledge_id), BERT)
        with pytest.raises(KnowledgeNotFound):
            await house.KnowledgeBases.Delete(bases_pb2.KnowledgeRequest(id=knowledge_id), BERT)
    for collection in (knowledge, f"file-{stored.id}", "nope"):
        with pytest.raises(CollectionNotFound):
            await _query(house, BERT, collection, "vault code")
    assert (await house.Files.List(files_pb2.ListFilesRequest(), BERT)).total == 0
    assert (await house.Files.List(files_pb2.ListFilesRequest(), ROOT)).total == 1


async def test_a_reader_of_a_shared_knowledge_base_searches_but_does_not_change(house: House) -> None:
    """Grants."""
    stored = await house.upload(ANNA, "a.txt", b"The mascot is an otter named Olive.")
    grant = json.dumps([{"principal_type": "user", "principal_id": "bert", "permission": "read"}]).encode()
    knowledge = await _knowledge(house, ANNA, access_grants=grant)
    await _add(house, ANNA, knowledge, stored.id)
    assert (await _query(house, BERT, knowledge, "mascot"))["documents"][0]
    assert (await house.Files.Get(files_pb2.FileRequest(id=stored.id), BERT)).id == stored.id
    listed = await house.KnowledgeBases.List(bases_pb2.ListKnowledgeRequest(), BERT)
    assert [(i.id, i.write_access, i.file_count) for i in listed.items] == [(knowledge, False, 1)]
    with pytest.raises(KnowledgeNotFound):
        await _add(house, BERT, knowledge, stored.id)

    taken = bases_pb2.UpdateAccessRequest(id=knowledge, form=bases_pb2.AccessForm(access_grants=b"[]"))
    await house.KnowledgeBases.UpdateAccess(taken, ANNA)
    with pytest.raises(CollectionNotFound):
        await _query(house, BERT, knowledge, "mascot")


async def test_a_deleted_file_is_gone_everywhere(house: House) -> None:
    """Vectors, text, links and bytes."""
    stored = await house.upload(ANNA, "a.txt", b"Badgers dig setts in the hill.")
    knowledge = await _knowledge(house, ANNA)
    await _add(house, ANNA, knowledge, stored.id)
    await house.Files.Delete(files_pb2.FileRequest(id=stored.id), ANNA)
    assert (await _query(house, ANNA, knowledge, "badgers"))["documents"] == [[]]
    with pytest.raises(FileNotFound):
        await house.Files.Get(files_pb2.FileRequest(id=stored.id), ANNA)

    async def bytes_gone() -> bool:
        return not [p for p in house.settings.blobs.glob("??/*") if p.is_file()]

    await eventually(bytes_gone)
    assert await house.service.store.database["texts"].count_documents({}) == 0


async def test_a_replaced_text_is_what_is_found_from_then_on(house: House) -> None:
    """UpdateText embeds anew in every collection."""
    stored = await house.upload(ANNA, "a.txt", b"The office dog is called Rex.")
    knowledge = await _knowledge(house, ANNA)
    await _add(house, ANNA, knowledge, stored.id)
    form = files_pb2.TextForm(content="The office parrot is called Polly.")
    await house.Files.UpdateText(files_pb2.UpdateTextRequest(id=stored.id, form=form), ANNA)
    found = await _query(house, ANNA, knowledge, "office", k=5)
    assert found["documents"] == [["The office parrot is called Polly."]]
    text = await house.Files.Text(files_pb2.FileRequest(id=stored.id), ANNA)
    assert text.content == "The office parrot is called Polly."


async def test_posted_text_becomes_a_collection_of_its_owner_only(house: House) -> None:
    """process/text."""
    request = retrieval_pb2.ProcessTextRequest(name="Memo", content="The password of the regatta is saffron.")
    mine = await house.Retrieval.ProcessText(request, ANNA)
    again = await house.Retrieval.ProcessText(request, ANNA)
    theirs = await house.Retrieval.ProcessText(request, BERT)
    assert mine.collection_name == again.collection_name != theirs.collection_name
    assert (await _query(house, ANNA, mine.collection_name, "code word"))["documents"] == [
        ["The password of the regatta is saffron."]
    ]
    with pytest.raises(CollectionNotFound):
        await _query(house, BERT, mine.collection_name, "code word")
    assert (await house.Files.List(files_pb2.ListFilesRequest(), ANNA)).total == 0


async def test_the_library_attaches_documents_by_location_and_retrieves_them(house: House) -> None:
    """What a workspace does."""
    stored = await house.upload(ROOT, "tools.md", (DOCUMENTS / "handbook.md").read_bytes())
    document = await house.service.store.view("files").find_one({"_id": stored.id})
    location = f"{document['folder']}/{document['name']}"
    request = retriever_pb2.AttachRequest(collection="ws-1", locations=[location, "custom-documents/no.json"])
    reply = await house.Library.Attach(request, ROOT)
    assert [a.location for a in reply.attached] == [location]
    assert list(reply.missing) == ["custom-documents/no.json"]
    ask = retriever_pb2.RetrieveRequest(collections=["ws-1"], query="late fee fifty cents", limit=2)
    passages = (await house.Retriever.Retrieve(ask, ROOT)).passages
    assert passages and passages[0].collection == "ws-1" and passages[0].file_id == stored.id

    await house.Library.Detach(retriever_pb2.DetachRequest(collection="ws-1", locations=[location]), ROOT)
    assert not (await house.Retriever.Retrieve(ask, ROOT)).passages
    await house.Library.Drop(retriever_pb2.DropRequest(collection="ws-1"), ROOT)
    with pytest.raises(CollectionNotFound):
        await house.Retriever.Retrieve(ask, ROOT)
