"""Bytes to a client: head first, then pieces; ranges as asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from parlance.common.v1 import common_pb2

from kernel.errors import Refusal
from services.knowledge.adapters.blobs import Blobs

INLINE = ("text/plain", "application/pdf")
Document = dict[str, Any]


def span(asked: common_pb2.ByteRange | None, size: int) -> tuple[int, int, bool]:
    """First and last byte to send, and whether that is a part. Raises RANGE_NOT_SATISFIABLE."""
    if asked is None:
        return 0, size - 1, False
    if asked.first < 0:
        first, last = max(0, size + asked.first), size - 1
    else:
        first, last = asked.first, min(asked.last or size - 1, size - 1)
    if first >= size or first > last:
        raise Refusal("RANGE_NOT_SATISFIABLE", "The file has no such bytes.", {"size": str(size)})
    return first, last, True


async def blob(
    blobs: Blobs, document: Document, asked: common_pb2.ByteRange | None, attachment: bool
) -> AsyncIterator[common_pb2.Download]:
    """The stored bytes of a file. Raises FileNotFoundError when they are gone."""
    size = await blobs.size(document["blob"])
    if size is None:
        raise FileNotFoundError(document["blob"])
    first, last, partial = span(asked, size)
    content_type = document["content_type"]
    inline = content_type.split(";")[0] in INLINE and not attachment
    head = common_pb2.DownloadHead(
        filename=document["filename"],
        content_type=content_type,
        size=size,
        etag=document["sha256"][:32],
        attachment=not inline,
        modified_at=document["created_at"],
        range_first=first,
        range_last=last,
        partial=partial,
    )
    yield common_pb2.Download(head=head)
    async for piece in blobs.read(document["blob"], first, last - first + 1):
        yield common_pb2.Download(chunk=piece)


async def text(filename: str, content: str, etag: str) -> AsyncIterator[common_pb2.Download]:
    """A text as a download."""
    data = content.encode()
    head = common_pb2.DownloadHead(
        filename=filename, content_type="text/plain", size=len(data), etag=etag[:32], attachment=True
    )
    yield common_pb2.Download(head=head)
    for start in range(0, len(data), 256 * 1024):
        yield common_pb2.Download(chunk=data[start : start + 256 * 1024])
