"""Qdrant's engine in this process behind the interface of qdrant-client (`AsyncQdrantBase`).

Holds the calls this service makes: collections, keyword indexes, upsert, set payload, delete by
filter, hybrid queries, count, facet. One directory a collection; one process owns it, a second one
is refused. Calls run on two threads: the engine releases the GIL while it searches. Writes are in
its log when a call returns. It never optimises by itself (that would hold the GIL for seconds):
filtered searches stay fast by the tenant index.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import qdrant_edge as edge
from qdrant_client import AsyncQdrantClient, models
from qdrant_client.async_client_base import AsyncQdrantBase
from qdrant_client.http.models import QueryResponse

from services.knowledge.adapters.shards import Shards

_DISTANCES = {models.Distance.COSINE: edge.Distance.Cosine, models.Distance.DOT: edge.Distance.Dot}
_INDEX_FROM = 3000
"""KiB of vectors from which a segment gets an index when it is compacted: about 2,000 chunks."""
_DONE = models.UpdateResult(operation_id=0, status=models.UpdateStatus.COMPLETED)


def open_client(folder: Path) -> AsyncQdrantClient:
    """A client whose collections live below `folder` in this process."""
    client = AsyncQdrantClient(location=":memory:")
    client._client = AsyncQdrantEdge(folder)
    return client


class AsyncQdrantEdge(AsyncQdrantBase):
    """The engine as a backend of AsyncQdrantClient."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.shards = Shards(folder)

    async def create_collection(
        self,
        collection_name: str,
        vectors_config: models.VectorParams | Mapping[str, models.VectorParams],
        sparse_vectors_config: Mapping[str, models.SparseVectorParams] | None = None,
        quantization_config: models.ScalarQuantization | None = None,
        **kwargs: Any,
    ) -> bool:
        """Create the collection; an existing one is opened as it is."""
        if await self.collection_exists(collection_name):
            return True
        named = vectors_config if isinstance(vectors_config, Mapping) else {"": vectors_config}
        quantized = edge.ScalarQuantizationConfig(edge.ScalarType.Int8, always_ram=True)
        config = edge.EdgeConfig(
            vectors={n: edge.EdgeVectorParams(p.size, _DISTANCES[p.distance]) for n, p in named.items()},
            sparse_vectors={
                n: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf if p.modifier else None)
                for n, p in (sparse_vectors_config or {}).items()
            },
            quantization_config=quantized if quantization_config else None,
            optimizers=edge.EdgeOptimizersConfig(indexing_threshold=_INDEX_FROM, default_segment_number=1),
            # A query of a few thousand vectors is over before a second thread has woken up.
            max_search_threads=1,
        )
        await self.shards.create(collection_name, config)
        return True

    async def collection_exists(self, collection_name: str, **kwargs: Any) -> bool:
        """Whether it exists; opens it."""
        return await self.shards.open(collection_name)

    async def get_collections(self, **kwargs: Any) -> models.CollectionsResponse:
        """The collections on disk."""
        found = [models.CollectionDescription(name=n) for n in self.shards.names()]
        return models.CollectionsResponse(collections=found)

    async def delete_collection(self, collection_name: str, **kwargs: Any) -> bool:
        """Remove the collection from disk."""
        await self.shards.remove(collection_name)
        return True

    async def create_payload_index(
        self,
        collection_name: str,
        field_name: str,
        field_schema: Any = None,
        field_type: Any = None,
        **kwargs: Any,
    ) -> models.UpdateResult:
        """Index a keyword field; `is_tenant` is honoured."""
        tenant = bool(getattr(field_schema, "is_tenant", False))
        schema = edge.KeywordIndexParams(is_tenant=tenant)
        return await self._update(
            collection_name, lambda: edge.UpdateOperation.create_field_index(field_name, schema)
        )

    async def upsert(self, collection_name: str, points: Any, **kwargs: Any) -> models.UpdateResult:
        """Insert or replace points; durable when it returns."""
        return await self._update(
            collection_name, lambda: edge.UpdateOperation.upsert_points([_point(p) for p in points])
        )

    async def set_payload(
        self,
        collection_name: str,
        payload: dict[str, Any],
        points: Any,
        key: str | None = None,
        **kwargs: Any,
    ) -> models.UpdateResult:
        """Set payload fields of the points a filter selects."""
        return await self._update(
            collection_name,
            lambda: edge.UpdateOperation.set_payload_by_filter(_filter(points), payload, key),
        )

    async def delete(self, collection_name: str, points_selector: Any, **kwargs: Any) -> models.UpdateResult:
        """Delete the points a filter selects."""
        return await self._update(
            collection_name, lambda: edge.UpdateOperation.delete_points_by_filter(_filter(points_selector))
        )

    async def query_points(
        self,
        collection_name: str,
        query: Any = None,
        using: str | None = None,
        prefetch: Any = None,
        query_filter: Any = None,
        search_params: Any = None,
        limit: int = 10,
        offset: int | None = None,
        with_payload: Any = True,
        with_vectors: Any = False,
        score_threshold: float | None = None,
        lookup_from: Any = None,
        **kwargs: Any,
    ) -> QueryResponse:
        """Nearest neighbours, or the fusion of prefetches."""
        stages = [] if prefetch is None else prefetch if isinstance(prefetch, list) else [prefetch]

        def search() -> list[edge.ScoredPoint]:
            request = edge.QueryRequest(
                limit=limit,
                offset=offset,
                query=_query(query, using),
                prefetches=[_prefetch(p) for p in stages],
                filter=_filter(query_filter),
                with_payload=_fields(with_payload),
                with_vector=with_vectors,
                score_threshold=score_threshold,
                params=_params(search_params),
            )
            return self.shards.get(collection_name).query(request)

        points = [
            models.ScoredPoint.model_construct(
                id=str(p.id), version=p.version, score=p.score, payload=p.payload, vector=p.vector
            )
            for p in await self.shards.run(search)
        ]
        return QueryResponse.model_construct(points=points)

    async def count(
        self, collection_name: str, count_filter: Any = None, exact: bool = True, **kwargs: Any
    ) -> models.CountResult:
        """How many points a filter selects."""
        request = edge.CountRequest(exact=exact, filter=_filter(count_filter))
        return models.CountResult(
            count=await self.shards.run(self.shards.get(collection_name).count, request)
        )

    async def facet(
        self,
        collection_name: str,
        key: str,
        facet_filter: Any = None,
        limit: int = 10,
        exact: bool = False,
        **kwargs: Any,
    ) -> models.FacetResponse:
        """Values of an indexed field with their counts."""
        request = edge.FacetRequest(key, limit=limit, exact=exact, filter=_filter(facet_filter))
        found = await self.shards.run(self.shards.get(collection_name).facet, request)
        hits = [models.FacetValueHit(value=h.value, count=h.count) for h in found.hits]
        return models.FacetResponse(hits=hits)

    async def close(self, **kwargs: Any) -> None:
        """Flush and close every collection."""
        await self.shards.close()

    async def _update(self, name: str, build: Callable[[], edge.UpdateOperation]) -> models.UpdateResult:
        await self.shards.update(name, build)
        return _DONE


def _point(point: models.PointStruct) -> edge.Point:
    vectors: dict[str, Any] = {
        name: edge.SparseVector(v.indices, v.values) if isinstance(v, models.SparseVector) else v
        for name, v in point.vector.items()  # type: ignore[union-attr]
    }
    return edge.Point(point.id, vectors, point.payload)


def _query(query: Any, using: str | None) -> Any:
    if query is None:
        return None
    if isinstance(query, models.RrfQuery):
        return edge.Fusion.Rrf(query.rrf.k or 2, query.rrf.weights)
    nearest: Any = query.nearest if isinstance(query, models.NearestQuery) else query
    if isinstance(nearest, models.SparseVector):
        nearest = edge.SparseVector(nearest.indices, nearest.values)
    return edge.Query.Nearest(nearest, using)


def _prefetch(stage: models.Prefetch) -> edge.Prefetch:
    return edge.Prefetch(
        limit=stage.limit or 10,
        query=_query(stage.query, stage.using),
        filter=_filter(stage.filter),
        score_threshold=stage.score_threshold,
        params=_params(stage.params),
    )


def _params(params: models.SearchParams | None) -> edge.SearchParams | None:
    if params is None or params.quantization is None:
        return None
    wanted = params.quantization
    return edge.SearchParams(
        quantization=edge.QuantizationSearchParams(rescore=wanted.rescore, oversampling=wanted.oversampling)
    )


def _fields(with_payload: Any) -> Any:
    if isinstance(with_payload, Sequence) and not isinstance(with_payload, str):
        return edge.PayloadSelector.Include(list(with_payload))
    return with_payload


def _filter(selector: Any) -> Any:
    if selector is None:
        return None
    found = selector.filter if isinstance(selector, models.FilterSelector) else selector
    return edge.Filter(
        must=_conditions(found.must), should=_conditions(found.should), must_not=_conditions(found.must_not)
    )


def _conditions(conditions: Any) -> Any:
    if conditions is None:
        return None
    return [_condition(c) for c in (conditions if isinstance(conditions, list) else [conditions])]


def _condition(condition: models.FieldCondition) -> edge.FieldCondition:
    match condition.match:
        case models.MatchValue(value=value):
            return edge.FieldCondition(condition.key, match=edge.MatchValue(value))
        case models.MatchAny(any=values):
            return edge.FieldCondition(condition.key, match=edge.MatchAny(values))
    if isinstance(condition.range, models.Range):
        bounds = condition.range
        between = edge.RangeFloat(gte=bounds.gte, gt=bounds.gt, lte=bounds.lte, lt=bounds.lt)
        return edge.FieldCondition(condition.key, range=between)
    raise NotImplementedError(f"condition {condition} is not used here")
