"""Passages and their vectors in Qdrant: one collection per embedding model and dimension.

A point is one chunk: a dense vector, a sparse BM25 vector, and the payload that a reply needs, so
that a query reads nothing else. `c` lists the collections it belongs to (`file-<id>`, knowledge
bases, workspaces) and is the tenant key. Adding a file to a knowledge base rewrites `c` and embeds
nothing. The store is a projection: everything in it can be rebuilt from stored texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import qdrant_edge as edge
from qdrant_client import AsyncQdrantClient, models

from services.knowledge.adapters.edge import AsyncQdrantEdge, open_client

DENSE = "dense"
SPARSE = "text"
_INT8 = models.ScalarQuantization(
    scalar=models.ScalarQuantizationConfig(type=models.ScalarType.INT8, always_ram=True)
)
_EXACT = models.SearchParams(quantization=models.QuantizationSearchParams(rescore=True, oversampling=2.0))
"""Candidates by the small vectors, order by the whole ones."""
_RRF_K = 10
_FACETS = 1_000_000
_UPSERT = 256
_WORTHWHILE = 2000
"""New chunks from which a compaction pays."""
_PAYLOAD = ["text", "meta", "file_id", "page", "start", "c", "name", "source"]
FILTERABLE = frozenset({"file_id", "name", "source", "created_by", "page", "content_type"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk to store; `meta` is a JSON object, `fields` what a metadata filter may name."""

    id: str
    text: str
    vector: Sequence[float]
    file_id: str
    content_version: int
    page: int
    start: int
    meta: str
    fields: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found; `score` is the cosine of query and chunk, -1..1."""

    id: str
    text: str
    score: float
    file_id: str
    page: int
    start: int
    meta: str
    name: str
    source: str
    collections: Sequence[str]


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for. `keyword_share` is the weight of keyword search (0: by meaning only)."""

    collections: Sequence[str]
    vector: Sequence[float]
    query: str
    limit: int
    keyword_share: float = 0.5
    file_ids: Sequence[str] = ()
    fields: Mapping[str, str | int] | None = None


def collection_of(model: str, dimensions: int) -> str:
    """The Qdrant collection of an embedding model: `m-<model>-<dimensions>`."""
    return f"m-{re.sub(r'[^A-Za-z0-9_.-]+', '-', model)[:100]}-{dimensions}"


class Vectors:
    """The vector store of the service."""

    def __init__(self, client: AsyncQdrantClient) -> None:
        self._client = client
        self._known: set[str] = set()
        self._busy: set[str] = set()
        self._settled: dict[str, int] = {}
        # Chunks hold about 120 terms once stop words are gone.
        self._keywords = edge.Bm25(edge.Bm25Config(avg_len=120.0, language="english", ascii_folding=True))

    @classmethod
    def open(cls, url: str, api_key: str, folder: Path) -> Vectors:
        """Qdrant at `url`, or, when that is empty, its engine in this process with data in `folder`."""
        if url:
            return cls(AsyncQdrantClient(url=url, api_key=api_key or None, prefer_grpc=True, timeout=10))
        return cls(open_client(folder))

    async def ensure(self, collection: str, dimensions: int) -> None:
        """Create the collection of a model with its indexes, unless it exists."""
        if collection in self._known:
            return
        if not await self._client.collection_exists(collection):
            await self._client.create_collection(
                collection,
                vectors_config={DENSE: models.VectorParams(size=dimensions, distance=models.Distance.COSINE)},
                sparse_vectors_config={SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)},
                quantization_config=_INT8,
            )
        tenant = models.KeywordIndexParams(type=models.KeywordIndexType.KEYWORD, is_tenant=True)
        await self._client.create_payload_index(collection, "c", tenant, wait=True)
        keyword = models.KeywordIndexParams(type=models.KeywordIndexType.KEYWORD)
        await self._client.create_payload_index(collection, "file_id", keyword, wait=True)
        self._known.add(collection)

    async def put(
        self, collection: str, passages: Sequence[Passage], members: Sequence[str], membership: int
    ) -> None:
        """Store chunks, members of the given collections as of a membership version."""
        points = [
            models.PointStruct.model_construct(
                id=p.id,
                vector={DENSE: p.vector, SPARSE: self._sparse(self._keywords.embed_document(p.text))},
                payload={
                    **p.fields,
                    "c": list(members),
                    "m": membership,
                    "file_id": p.file_id,
                    "v": p.content_version,
                    "page": p.page,
                    "start": p.start,
                    "text": p.text,
                    "meta": p.meta,
                },
            )
            for p in passages
        ]
        for first in range(0, len(points), _UPSERT):
            await self._client.upsert(collection, points[first : first + _UPSERT], wait=True)
        self._busy.add(collection)

    async def set_members(self, file_id: str, members: Sequence[str], membership: int) -> None:
        """Set the collections of a file's chunks, unless a higher membership version is set already."""
        newer = models.FieldCondition(key="m", range=models.Range(gte=membership))
        selected = models.Filter(must=[_is("file_id", file_id)], must_not=[newer])
        for collection in await self.collections():
            await self._client.set_payload(
                collection,
                {"c": list(members), "m": membership},
                models.FilterSelector(filter=selected),
                wait=True,
            )

    async def drop_file(self, file_id: str) -> None:
        """Remove every chunk of a file."""
        await self._delete(models.Filter(must=[_is("file_id", file_id)]))

    async def drop_old(self, file_id: str, content_version: int, collection: str) -> None:
        """Remove the chunks of a file's earlier contents, and those of other embedding models."""
        current = models.FieldCondition(key="v", match=models.MatchValue(value=content_version))
        await self._delete(models.Filter(must=[_is("file_id", file_id)], must_not=[current]))
        of_file = models.FilterSelector(filter=models.Filter(must=[_is("file_id", file_id)]))
        for other in await self.collections():
            if other != collection:
                await self._client.delete(other, of_file, wait=True)

    async def search(self, collection: str, wanted: Search) -> list[Hit]:
        """The best chunks of the collections, best first; none when nothing is stored for the model."""
        if not wanted.collections or not await self._exists(collection):
            return []
        within = _within(wanted)
        options: dict[str, Any] = {
            "limit": wanted.limit,
            "with_payload": _PAYLOAD,
        }
        terms = self._keywords.embed_query(wanted.query) if wanted.keyword_share > 0 else None
        if terms is None or not terms.indices:
            reply = await self._client.query_points(
                collection,
                query=list(wanted.vector),
                using=DENSE,
                query_filter=within,
                search_params=_EXACT,
                **options,
            )
            return [_hit(p, p.score) for p in reply.points]
        depth = max(20, wanted.limit * 2)
        share = wanted.keyword_share
        reply = await self._client.query_points(
            collection,
            prefetch=[
                models.Prefetch(
                    query=list(wanted.vector), using=DENSE, filter=within, limit=depth, params=_EXACT
                ),
                models.Prefetch(query=self._sparse(terms), using=SPARSE, filter=within, limit=depth),
            ],
            query=models.RrfQuery(rrf=models.Rrf(k=_RRF_K, weights=[1 - share, share])),
            with_vectors=[DENSE],
            **options,
        )
        if not reply.points:
            return []
        matrix = np.array([p.vector[DENSE] for p in reply.points], dtype=np.float32)  # type: ignore[index,call-overload]
        scores = matrix @ np.asarray(wanted.vector, dtype=np.float32)
        return [_hit(p, float(s)) for p, s in zip(reply.points, scores, strict=True)]

    async def counts(self) -> dict[str, int]:
        """Chunks per file over all models."""
        found: dict[str, int] = {}
        for collection in await self.collections():
            reply = await self._client.facet(collection, "file_id", limit=_FACETS, exact=True)
            for hit in reply.hits:
                if not hit.count:
                    continue  # a file that was dropped stays known to the index
                found[str(hit.value)] = found.get(str(hit.value), 0) + hit.count
        return found

    async def collections(self) -> list[str]:
        """The Qdrant collections of this service."""
        reply = await self._client.get_collections()
        names = [c.name for c in reply.collections if c.name.startswith("m-")]
        return [name for name in names if await self._exists(name)]

    async def tend(self) -> None:
        """Index what is not yet, once the embedded store is quiet; a server sees to that by itself."""
        engine = self._client._client
        if not isinstance(engine, AsyncQdrantEdge):
            return
        for collection in await self.collections():
            if collection in self._busy:
                self._busy.discard(collection)  # written to since the last look: not quiet
                continue
            info = await engine.shards.run(engine.shards.get(collection).info)
            # Sparse vectors count as indexed from the start; segments below the threshold never are.
            settled = max(self._settled.get(collection, 0), info.indexed_vectors_count - info.points_count)
            if info.points_count - settled >= _WORTHWHILE:
                await engine.shards.compact(collection)
                self._settled[collection] = info.points_count

    async def close(self) -> None:
        """Release the store."""
        await self._client.close()

    async def _exists(self, collection: str) -> bool:
        if collection not in self._known and await self._client.collection_exists(collection):
            self._known.add(collection)
        return collection in self._known

    async def _delete(self, selected: models.Filter) -> None:
        for collection in await self.collections():
            await self._client.delete(collection, models.FilterSelector(filter=selected), wait=True)

    def _sparse(self, vector: edge.SparseVector) -> models.SparseVector:
        return models.SparseVector.model_construct(indices=vector.indices, values=vector.values)


def _is(key: str, value: str | int) -> models.FieldCondition:
    return models.FieldCondition(key=key, match=models.MatchValue(value=value))


def _any(key: str, values: Iterable[str]) -> models.FieldCondition:
    return models.FieldCondition(key=key, match=models.MatchAny(any=list(values)))


def _within(wanted: Search) -> models.Filter:
    names = wanted.collections
    must: list[Any] = [_is("c", names[0]) if len(names) == 1 else _any("c", names)]
    if wanted.file_ids:
        must.append(_any("file_id", wanted.file_ids))
    must += [_is(key, value) for key, value in (wanted.fields or {}).items()]
    return models.Filter(must=must)


def _hit(point: models.ScoredPoint, score: float) -> Hit:
    payload: Mapping[str, Any] = point.payload or {}
    return Hit(
        id=str(point.id),
        text=payload["text"],
        score=score,
        file_id=payload["file_id"],
        page=payload["page"],
        start=payload["start"],
        meta=payload["meta"],
        name=payload["name"],
        source=payload["source"],
        collections=payload["c"],
    )
