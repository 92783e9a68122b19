"""What the vector store keeps of a piece of a file: text, vector, and what both APIs tell of its source."""

from __future__ import annotations

from typing import Any

import msgspec

from services.knowledge.adapters.vectors import Passage
from services.knowledge.domain.chunking import Chunk, point_id


def passage_of(
    document: dict[str, Any], chunk: Chunk, vector: list[float], version: int, text_hash: str, model: str
) -> Passage:
    """The passage of a chunk; its id is the same whenever the same text is cut the same way."""
    file_id, name = document["_id"], document["filename"]
    told = msgspec.json.decode(document["document"] or "{}")
    source = str(told.get("url") or name) if document["surface"] == "anythingllm" else name
    meta: dict[str, Any] = {
        "file_id": file_id,
        "name": name,
        "source": source,
        "title": str(told.get("title") or name),
        "content_type": document["content_type"],
        "size": document["size"],
        "created_by": document["user_id"],
        "hash": text_hash,
        "file_hash": document["sha256"],
        "collection_name": f"file-{file_id}",
        "start_index": chunk.start,
        "embedding_config": msgspec.json.encode({"model": model}).decode(),
    }
    if chunk.page:
        meta["page"] = chunk.page - 1
        meta["page_label"] = str(chunk.page)
    return Passage(
        id=point_id(file_id, text_hash, chunk.index),
        text=chunk.text,
        vector=vector,
        file_id=file_id,
        content_version=version,
        page=chunk.page,
        start=chunk.start,
        meta=msgspec.json.encode(meta).decode(),
        fields={
            "name": name,
            "source": source,
            "created_by": document["user_id"],
            "content_type": document["content_type"],
        },
    )
