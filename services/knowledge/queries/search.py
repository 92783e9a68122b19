"""One query: embed it, search dense and by keywords, fuse.

Costs one call to the embedding model and one to the vector store; who may search what is remembered
for a second, so a hot query reads no database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from kernel.context import CallContext
from services.knowledge.adapters.embedder import Embedder
from services.knowledge.adapters.vectors import FILTERABLE, Hit, Search, Vectors, collection_of
from services.knowledge.domain.refusals import Malformed
from services.knowledge.queries.catalogue import Catalogue

LONGEST = 8000
"""Characters of a query that are looked at."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a query gets that does not say."""

    limit: int
    keyword_share: float


class Searcher:
    """Answers queries over collections."""

    def __init__(
        self, catalogue: Catalogue, embedder: Embedder, vectors: Vectors, defaults: Defaults
    ) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._vectors = vectors
        self.defaults = defaults

    async def search(
        self,
        ctx: CallContext,
        collections: Sequence[str],
        query: str,
        *,
        limit: int = 0,
        keyword_share: float | None = None,
        file_ids: Sequence[str] = (),
        fields: Mapping[str, str | int] | None = None,
    ) -> list[Hit]:
        """The best passages, best first. Raises CollectionNotFound."""
        await self._catalogue.check_collections(ctx.who, collections)
        text = query[:LONGEST]
        if not collections or not text.strip():
            return []
        embedded = await self._embedder.query(ctx, text)
        wanted = Search(
            collections=collections,
            vector=embedded.vectors[0].tolist(),
            query=text,
            limit=limit or self.defaults.limit,
            keyword_share=self.defaults.keyword_share if keyword_share is None else keyword_share,
            file_ids=file_ids,
            fields=fields,
        )
        return await self._vectors.search(collection_of(embedded.model, embedded.dimensions), wanted)


def metadata_filter(raw: bytes) -> Mapping[str, str | int] | None:
    """A filter from a JSON object of names and values. Raises Malformed for anything else."""
    if raw in (b"", b"null"):
        return None
    try:
        found = msgspec.json.decode(raw, type=dict[str, str | int])
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise Malformed("filter must be an object of texts and whole numbers.") from error
    unknown = found.keys() - FILTERABLE
    if unknown:
        raise Malformed(f"filter cannot name {sorted(unknown)[0][:50]}.")
    if isinstance(found.get("page"), int):
        found["page"] = int(found["page"]) + 1  # counted from 0 in a reply's metadata, from 1 in the store
    return found
