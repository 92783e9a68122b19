"""Profile images as downloads: the stored picture, or a neutral one made here."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache

from parlance.common.v1 import common_pb2 as common

from services.auth.domain.values import image_of

_CHUNK = 256 * 1024
_SIDE = 64


def download(url: str) -> Iterator[common.Download]:
    """Head and chunks. A path is not followed: it means the neutral picture."""
    found = image_of(url) if url.startswith("data:") else None
    content_type, content = found or ("image/png", neutral_png())
    yield common.Download(
        head=common.DownloadHead(
            filename=f"profile.{content_type.removeprefix('image/')}",
            content_type=content_type,
            size=len(content),
            etag=hashlib.sha256(content).hexdigest()[:32],
        )
    )
    for at in range(0, len(content), _CHUNK):
        yield common.Download(chunk=content[at : at + _CHUNK])


@lru_cache(maxsize=1)
def neutral_png() -> bytes:
    """Head and shoulders in grey, 64 x 64, eight bits of grey."""
    lines = b"".join(
        b"\0" + bytes(_shade(x, y) for x in range(_SIDE)) for y in range(_SIDE)
    )  # each line begins with its filter type: none
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _shade(x: int, y: int) -> int:
    across = x - (_SIDE - 1) / 2
    head = across**2 + (y - 24) ** 2 <= 12**2
    shoulders = (across / 22) ** 2 + ((y - 64) / 22) ** 2 <= 1
    return 150 if head or shoulders else 225
