"""The vector store on the embedded engine: what is found, by whom, and what survives."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import subprocess
import sys
import textwrap
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.knowledge.adapters.shards import ShardInUse
from services.knowledge.adapters.vectors import Passage, Search, Vectors, collection_of

ROOT = Path(__file__).resolve().parents[3]
SIZE = 16
STORE = collection_of("test/model", SIZE)


def direction(angle: float) -> list[float]:
    """A unit vector in the first plane."""
    return [math.cos(angle), math.sin(angle), *([0.0] * (SIZE - 2))]


def passage(file_id: str, text: str, angle: float = 0.0, version: int = 1, index: int = 0) -> Passage:
    """A chunk to store."""
    return Passage(
        id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{file_id}/{version}/{index}")),
        text=text,
        vector=direction(angle),
        file_id=file_id,
        content_version=version,
        page=1,
        start=0,
        meta='{"file_id":"' + file_id + '"}',
        fields={"name": f"{file_id}.txt", "source": f"{file_id}.txt", "created_by": "anna"},
    )


def ask(
    collections: list[str], query: str = "", angle: float = 0.0, limit: int = 5, **more: object
) -> Search:
    """A query."""
    return Search(collections, direction(angle), query, limit, **more)  # type: ignore[arg-type]


@pytest.fixture
async def vectors(tmp_path: Path) -> AsyncIterator[Vectors]:
    """An empty store."""
    made = Vectors.open("", "", tmp_path)
    await made.ensure(STORE, SIZE)
    yield made
    await made.close()


async def test_only_the_asked_collections_are_searched(vectors: Vectors) -> None:
    """Tenants do not see each other."""
    await vectors.put(STORE, [passage("a", "otters swim")], ["file-a", "zoo"], 1)
    await vectors.put(STORE, [passage("b", "otters sleep")], ["file-b"], 1)
    assert [h.file_id for h in await vectors.search(STORE, ask(["zoo"], "otters"))] == ["a"]
    assert [h.file_id for h in await vectors.search(STORE, ask(["file-b"], "otters"))] == ["b"]
    assert {h.file_id for h in await vectors.search(STORE, ask(["zoo", "file-b"], "otters"))} == {"a", "b"}
    assert await vectors.search(STORE, ask(["nobody"], "otters")) == []
    assert await vectors.search("m-never-made-16", ask(["zoo"], "otters")) == []


async def test_the_score_is_the_cosine(vectors: Vectors) -> None:
    """For searches by meaning and for fused ones."""
    await vectors.put(STORE, [passage("a", "otters", 0.5)], ["zoo"], 1)
    for share in (0.0, 0.5):
        hit = (await vectors.search(STORE, ask(["zoo"], "otters", 0.0, keyword_share=share)))[0]
        assert hit.score == pytest.approx(math.cos(0.5), abs=1e-4)


async def test_a_rare_word_beats_a_near_vector_in_hybrid_search(vectors: Vectors) -> None:
    """What keyword search is for: names and numbers that an embedding does not tell apart."""
    near = [passage(f"n{i}", f"general remarks number {i}", 0.01 * i) for i in range(8)]
    exact = passage("x", "invoice QX-77814 was paid", 0.6)
    await vectors.put(STORE, [*near, exact], ["books"], 1)
    dense = await vectors.search(STORE, ask(["books"], "invoice QX-77814", keyword_share=0.0, limit=3))
    fused = await vectors.search(STORE, ask(["books"], "invoice QX-77814", keyword_share=0.7, limit=3))
    assert "x" not in [h.file_id for h in dense]
    assert fused[0].file_id == "x"


async def test_metadata_and_files_narrow_a_search(vectors: Vectors) -> None:
    """Filters."""
    await vectors.put(STORE, [passage("a", "otters"), passage("b", "otters")], ["zoo"], 1)
    assert [h.file_id for h in await vectors.search(STORE, ask(["zoo"], "otters", file_ids=["b"]))] == ["b"]
    named = ask(["zoo"], "otters", fields={"name": "a.txt"})
    assert [h.file_id for h in await vectors.search(STORE, named)] == ["a"]


async def test_membership_follows_the_highest_number(vectors: Vectors) -> None:
    """A late sync with an older view of the links changes nothing."""
    await vectors.put(STORE, [passage("a", "otters")], ["file-a"], 1)
    await vectors.set_members("a", ["file-a", "zoo"], 3)
    await vectors.set_members("a", ["file-a"], 2)
    assert (await vectors.search(STORE, ask(["zoo"], "otters")))[0].collections == ["file-a", "zoo"]
    await vectors.set_members("a", ["file-a"], 4)
    assert await vectors.search(STORE, ask(["zoo"], "otters")) == []


async def test_a_new_content_replaces_the_chunks_of_the_old(vectors: Vectors) -> None:
    """Also those of another embedding model."""
    other = collection_of("old/model", SIZE)
    await vectors.ensure(other, SIZE)
    await vectors.put(other, [passage("a", "ancient")], ["file-a"], 1)
    await vectors.put(STORE, [passage("a", "first", index=i) for i in range(3)], ["file-a"], 1)
    await vectors.put(STORE, [passage("a", "second", version=2)], ["file-a"], 2)
    await vectors.drop_old("a", 2, STORE)
    assert await vectors.counts() == {"a": 1}
    assert [h.text for h in await vectors.search(STORE, ask(["file-a"], "second"))] == ["second"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3)), max_size=12))
def test_counts_equal_what_was_put_and_not_dropped(
    tmp_path_factory: pytest.TempPathFactory, data: list[tuple[str, int]]
) -> None:
    """0 drops the file, n puts n chunks more than before replaced ones."""

    async def run() -> None:
        store = Vectors.open("", "", tmp_path_factory.mktemp("v"))
        await store.ensure(STORE, SIZE)
        expected: dict[str, set[int]] = {}
        for file_id, n in data:
            if n == 0:
                await store.drop_file(file_id)
                expected.pop(file_id, None)
            else:
                await store.put(STORE, [passage(file_id, "x", index=i) for i in range(n)], [file_id], 1)
                expected.setdefault(file_id, set()).update(range(n))
        assert await store.counts() == {f: len(s) for f, s in expected.items()}
        await store.close()

    asyncio.run(run())


async def test_a_second_owner_of_the_folder_is_refused(vectors: Vectors, tmp_path: Path) -> None:
    """Two processes on one folder would damage it."""
    second = Vectors.open("", "", tmp_path)
    with pytest.raises(ShardInUse):
        await second.search(STORE, ask(["zoo"], "x"))


async def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    """SIGKILL in the middle of writing; every batch that was reported is there afterwards."""
    program = f"""
        import asyncio, sys
        from pathlib import Path
        from services.knowledge.adapters.vectors import Vectors
        from tests.unit.knowledge.test_vectors import STORE, SIZE, passage
        async def main():
            store = Vectors.open("", "", Path({str(tmp_path)!r}))
            await store.ensure(STORE, SIZE)
            for n in range(100000):
                await store.put(STORE, [passage(f"f{{n}}", "otter")], [f"file-f{{n}}", "zoo"], 1)
                print(n, flush=True)
        asyncio.run(main())
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'gen'}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    acknowledged = -1
    for line in child.stdout:
        acknowledged = int(line)
        if acknowledged >= 40:
            child.send_signal(signal.SIGKILL)
            break
    acknowledged = max([acknowledged, *(int(rest) for rest in child.stdout if rest.endswith("\n"))])
    child.wait()
    store = Vectors.open("", "", tmp_path)
    counts = await store.counts()
    assert {f"f{n}" for n in range(acknowledged + 1)} <= counts.keys()
    assert len(await store.search(STORE, ask(["zoo"], "otter", limit=20))) == 20
    await store.close()


async def test_compaction_keeps_everything_and_lets_writes_through(tmp_path: Path) -> None:
    """Chunks written while another process builds the index are there after the switch."""
    store = Vectors.open("", "", tmp_path)
    await store.ensure(STORE, SIZE)
    many = [passage(f"f{i % 50}", f"text {i}", i / 500, index=i) for i in range(2200)]
    await store.put(STORE, many, ["kb"], 1)
    await store.tend()  # sees the writes: not quiet yet
    assert [p.name for p in (tmp_path / STORE).iterdir() if p.is_dir()] == ["g1"]
    compaction = asyncio.create_task(store.tend())
    late = 0
    while not compaction.done():
        await store.put(STORE, [passage(f"late{late}", "straggler", 2.0)], ["kb"], 1)
        assert await store.search(STORE, ask(["kb"], "text"))
        late += 1
        await asyncio.sleep(0.01)
    await compaction
    assert (tmp_path / STORE / "CURRENT").read_text() == "g2"
    counts = await store.counts()
    assert sum(counts.values()) == 2200 + late and late > 0
    assert all(counts[f"late{n}"] == 1 for n in range(late))
    nearest = await store.search(STORE, ask(["kb"], "", 1.0, limit=1, keyword_share=0.0))
    assert nearest[0].score == pytest.approx(1.0, abs=1e-3)
    await store.close()

    again = Vectors.open("", "", tmp_path)
    assert sum((await again.counts()).values()) == 2200 + late
    assert [p.name for p in (tmp_path / STORE).iterdir() if p.is_dir()] == ["g2"]
    await again.close()
