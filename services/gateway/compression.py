"""gzip for JSON replies, where it pays: accepted, large enough, not to the same machine."""

from __future__ import annotations

import asyncio
import zlib

_IN_THREAD = 256 * 1024
_LEVEL = 1
_LOCAL = ("127.", "::1")


class Compression:
    """Decides and compresses."""

    def __init__(self, smallest: int, local: bool) -> None:
        self.smallest = smallest
        self._local = local

    def wanted(self, accept: bytes | None, address: str) -> bool:
        """Whether a large reply to this client should be compressed."""
        if accept is None or b"gzip" not in accept:
            return False
        return accepts_gzip(accept) and (self._local or not address.startswith(_LOCAL))

    async def gzip(self, body: bytes) -> bytes | None:
        """The compressed body; None when it is not much smaller."""
        if len(body) > _IN_THREAD:
            packed = await asyncio.get_running_loop().run_in_executor(None, _gzip, body)
        else:
            packed = _gzip(body)
        return packed if len(packed) < len(body) * 0.9 else None


def accepts_gzip(accept: bytes) -> bool:
    """Whether an Accept-Encoding header takes gzip: named with a weight above zero."""
    for part in accept.lower().split(b","):
        coding, _, parameters = part.partition(b";")
        if coding.strip() == b"gzip":
            weight = parameters.replace(b" ", b"").removeprefix(b"q=")
            return not weight or weight.strip(b"0.") != b""
    return False


def _gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()
