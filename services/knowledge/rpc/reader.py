"""parlance.knowledge.v1.Reader"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from parlance.knowledge.v1 import reader_pb2 as pb

from kernel.context import CallContext
from services.knowledge.extraction.extractor import Extractor

_NAME = 255


class Reader:
    """See the proto."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    async def Extract(self, request: pb.ExtractRequest, ctx: CallContext) -> pb.ExtractReply:
        """The text of a document."""
        folder = await asyncio.to_thread(tempfile.TemporaryDirectory)
        try:
            path = Path(folder.name) / "document"
            await asyncio.to_thread(path.write_bytes, request.data)
            found = await self._extractor.extract(path, request.filename[-_NAME:])
        finally:
            await asyncio.to_thread(folder.cleanup)
        return pb.ExtractReply(text=found.text[: request.most] if request.most > 0 else found.text)
