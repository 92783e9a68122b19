"""Processing ends, whatever happens in between."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest
from parlance.knowledge.v1 import bases_pb2, files_pb2, retrieval_pb2

from kernel.context import system
from services.knowledge.app import build
from services.knowledge.commands import request_processing
from services.knowledge.domain.refusals import FileNotFound, FileNotProcessed, FileUnreadable
from services.knowledge.upkeep import Upkeep
from tests.integration.knowledge.conftest import DOCUMENTS, House, Start, caller, eventually, parts

ANNA = caller("anna")
OTTER = b"Herons are wading birds. The library mascot is a heron named Hedda."


async def _status(house: House, file_id: str) -> dict[str, Any]:
    request = files_pb2.ProcessStatusRequest(id=file_id)
    frames = [f async for f in house.Files.ProcessStatus(request, ANNA)]
    assert not frames[0].head.streaming
    return dict(json.loads(frames[0].events[0]))


async def test_background_processing_goes_from_pending_to_completed(house: House) -> None:
    """Told as it happens by the stream of states."""
    house.engine.hold.clear()
    stored = await house.Files.Upload(parts("otter.txt", OTTER), ANNA)
    assert json.loads(stored.data) == {"status": "pending"} and not stored.HasField("hash")
    states: list[str] = []

    async def follow() -> None:
        request = files_pb2.ProcessStatusRequest(id=stored.id, stream=True)
        async for frame in house.Files.ProcessStatus(request, ANNA):
            states.extend(json.loads(event)["status"] for event in frame.events)

    following = asyncio.create_task(follow())

    async def works() -> bool:
        return (await _status(house, stored.id))["status"] == "processing"

    await eventually(works)
    house.engine.hold.set()
    await asyncio.wait_for(following, 10)
    assert states[-1] == "completed" and states == sorted(set(states), key=states.index)


async def test_a_file_without_readable_text_fails_with_the_reason(house: House) -> None:
    """And adding it to a knowledge base is refused with that reason."""
    stored = await house.upload(ANNA, "broken.pdf", (DOCUMENTS / "handbook.pdf").read_bytes()[:900])
    state = await _status(house, stored.id)
    assert state["status"] == "failed" and "damaged" in state["error"]
    knowledge = await house.KnowledgeBases.Create(bases_pb2.KnowledgeForm(name="K"), ANNA)
    request = bases_pb2.KnowledgeFileRequest(id=knowledge.id, form=bases_pb2.FileRef(file_id=stored.id))
    with pytest.raises(FileUnreadable):
        await house.KnowledgeBases.AddFile(request, ANNA)


async def test_a_stored_only_file_is_processed_when_somebody_asks(house: House) -> None:
    """process=false, then process/file."""
    stored = await house.upload(ANNA, "otter.txt", OTTER, process="false")
    assert json.loads(stored.data) == {}
    knowledge = await house.KnowledgeBases.Create(bases_pb2.KnowledgeForm(name="K"), ANNA)
    request = bases_pb2.KnowledgeFileRequest(id=knowledge.id, form=bases_pb2.FileRef(file_id=stored.id))
    with pytest.raises(FileNotProcessed):
        await house.KnowledgeBases.AddFile(request, ANNA)
    reply = await house.Retrieval.ProcessFile(retrieval_pb2.ProcessFileRequest(file_id=stored.id), ANNA)
    assert reply.content == OTTER.decode() and reply.collection_name == f"file-{stored.id}"
    await house.KnowledgeBases.AddFile(request, ANNA)


async def test_work_that_the_service_did_not_finish_is_finished_by_the_next_one(start: Start) -> None:
    """The service ends between extraction and embedding; the event comes again."""
    async with start(processing_wait=0.3) as house:
        house.engine.hold.clear()
        stored = await house.Files.Upload(parts("otter.txt", OTTER), ANNA)

        async def extracted() -> bool:
            text = await house.Files.Text(files_pb2.FileRequest(id=stored.id), ANNA)
            return bool(text.content == OTTER.decode())

        await eventually(extracted)
        # As a killed process would leave it: the lease stays.
        leases = house.service.store.database["processing"]
        lease = await leases.find_one({"_id": stored.id})
    async with start() as house:
        await leases_of(house).replace_one({"_id": stored.id}, lease, upsert=True)
        await leases_of(house).update_one({"_id": stored.id}, {"$set": {"until": 0}})
        house.engine.hold.set()

        async def done() -> bool:
            return (await _status(house, stored.id))["status"] == "completed"

        await eventually(done, 20)


def leases_of(house: House) -> Any:
    """Leases of processing."""
    return house.service.store.database["processing"]


async def test_a_model_that_stays_away_fails_the_file_and_a_retry_helps(start: Start) -> None:
    """The reason names the model, and process/file takes it up again."""
    async with start(embedding_patience=0.3) as house:
        house.engine.down = True
        stored = await house.upload(ANNA, "otter.txt", OTTER)
        assert "embedding model" in (await _status(house, stored.id))["error"]
        house.engine.down = False
        await house.Retrieval.ProcessFile(retrieval_pb2.ProcessFileRequest(file_id=stored.id), ANNA)
        assert (await _status(house, stored.id))["status"] == "completed"


async def test_a_file_deleted_while_it_is_processed_leaves_nothing(house: House) -> None:
    """No chunk appears afterwards."""
    house.engine.hold.clear()
    stored = await house.Files.Upload(parts("otter.txt", OTTER), ANNA)

    async def works() -> bool:
        return (await _status(house, stored.id))["status"] == "processing"

    await eventually(works)
    await house.Files.Delete(files_pb2.FileRequest(id=stored.id), ANNA)
    house.engine.hold.set()
    await asyncio.sleep(0.5)
    assert await house.Files._removal._vectors.counts() == {}
    with pytest.raises(FileNotFound):
        await _status(house, stored.id)


async def test_lost_vectors_are_rebuilt_and_orphans_dropped(house: House) -> None:
    """The vector store is a projection: wiped, it comes back with the same points."""
    stored = await house.upload(ANNA, "otter.txt", OTTER)
    files = house.Files
    query = retrieval_pb2.QueryDocRequest(collection_name=f"file-{stored.id}", query="mascot")
    before = json.loads((await house.Retrieval.QueryDoc(query, ANNA)).json)["ids"]
    await files._removal._vectors.drop_file(stored.id)
    blob = await files._intake.text_blob("nobody's")
    path = await files._blobs.local(blob.name)
    upkeep = Upkeep(house.service.store, files._processor, files._removal._vectors, files._blobs)
    await upkeep.reconcile(system())

    async def done() -> bool:
        return (await _status(house, stored.id))["status"] == "completed"

    await eventually(done)
    after = json.loads((await house.Retrieval.QueryDoc(query, ANNA)).json)["ids"]
    assert after == before and before[0]
    await upkeep.sweep()
    assert path.exists(), "what was stored a moment ago may belong to an upload under way"
    import os

    os.utime(path, (0, 0))
    kept = await files._blobs.local((await house.service.store.view("files").find_one({}))["blob"])
    os.utime(kept, (0, 0))
    await upkeep.sweep()
    assert not path.exists() and kept.exists()


async def test_two_workers_on_one_file_embed_it_once(house: House) -> None:
    """The reaction and a waiting call work on the same file."""
    await asyncio.gather(*(house.upload(ANNA, f"{n}.txt", OTTER + str(n).encode()) for n in range(5)))
    await asyncio.sleep(0.3)
    assert house.engine.texts == 5


async def test_a_file_that_a_live_worker_holds_is_waited_for(house: House) -> None:
    """No failure, no second start; it is taken up as soon as the lease has ended."""
    stored = await house.upload(ANNA, "otter.txt", OTTER, process="false")
    held = {"holder": "another", "until": time.time() + 3600}
    await leases_of(house).update_one({"_id": stored.id}, {"$set": held}, upsert=True)
    command = request_processing.RequestProcessing(stored.id)
    await request_processing.handle(house.service.store, ANNA, command)
    await asyncio.sleep(2.5)
    assert (await _status(house, stored.id))["status"] == "pending"
    assert (await leases_of(house).find_one({"_id": stored.id}))["holder"] == "another"
    await leases_of(house).update_one({"_id": stored.id}, {"$set": {"until": 0}})

    async def done() -> bool:
        return (await _status(house, stored.id))["status"] == "completed"

    await eventually(done)
    assert await house.service.store.database["dead_letters"].count_documents({}) == 0


async def test_work_on_a_deleted_file_ends_for_whoever_waits_for_it(house: House) -> None:
    """Else its event would be in hand for ever."""
    house.engine.hold.clear()
    stored = await house.Files.Upload(parts("otter.txt", OTTER), ANNA)

    async def works() -> bool:
        return (await _status(house, stored.id))["status"] == "processing"

    await eventually(works)
    waiting = asyncio.create_task(house.Files._processor.ensure(system(), stored.id))
    await asyncio.sleep(0.1)
    await house.Files.Delete(files_pb2.FileRequest(id=stored.id), ANNA)
    await asyncio.wait_for(waiting, 10)
    house.engine.hold.set()


def test_the_service_is_wired_by_one_function() -> None:
    """What the entry point runs."""
    assert build.__module__ == "services.knowledge.app"
