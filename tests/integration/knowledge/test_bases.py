"""Knowledge bases: what they hold, lose and find."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.knowledge.v1 import bases_pb2, files_pb2, retrieval_pb2

from services.knowledge.domain.refusals import (
    DuplicateContent,
    FileNotFound,
    Malformed,
)
from tests.integration.knowledge.conftest import House, caller

ANNA, ROOT = caller("anna"), caller("root", "admin")


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
