"""The knowledge service, asked on the caller's behalf: passages, collections, texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import grpc.aio
from parlance.knowledge.v1 import reader_pb2, reader_pb2_grpc
from parlance.knowledge.v1 import retriever_pb2 as pb
from parlance.knowledge.v1 import retriever_pb2_grpc as stubs

from kernel.context import CallContext
from services.chat.adapters.failures import answering
from services.chat.domain.workspaces.refusals import AnswerFailed, FormRefused
from services.chat.domain.workspaces.sources import Passage

WITHIN = 30.0
"""Seconds a search may take."""
READ_WITHIN = 180.0
"""Seconds reading a document may take."""
_UNREADABLE = frozenset(
    {"FILE_NOT_SUPPORTED", "FILE_UNREADABLE", "FILE_TOO_LARGE", "TOO_LARGE", "FILE_EMPTY"}
)
EMBEDDED_WITHIN = 280.0
"""Seconds documents may take to be searchable."""


class Knowledge:
    """Calls Retriever, Library and Reader of parlance.knowledge.v1. What goes wrong with collections reaches
    the caller with the reason the service gave."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._retriever = stubs.RetrieverStub(channel)
        self._library = stubs.LibraryStub(channel)
        self._reader = reader_pb2_grpc.ReaderStub(channel)

    async def passages(
        self, ctx: CallContext, collection: str, query: str, limit: int, min_score: float
    ) -> list[Passage]:
        """The passages of a collection that answer a query best, best first. Raises AnswerFailed."""
        request = pb.RetrieveRequest(collections=[collection], query=query, limit=limit, min_score=min_score)
        with answering():
            reply = await self._retriever.Retrieve(
                request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN)
            )
        found = [
            Passage(one.id, one.text, round(one.score, 6), one.file_id, one.name, one.page)
            for one in reply.passages
        ]
        return sorted(found, key=lambda one: -one.score)

    async def texts(self, ctx: CallContext, file_ids: Sequence[str], most: int) -> dict[str, str]:
        """The texts of files by id, cut to `most` characters. Raises AnswerFailed."""
        request = pb.ReadRequest(file_ids=file_ids, most=most)
        with answering():
            reply = await self._library.Read(request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN))
        return dict(reply.texts)

    async def extract(self, ctx: CallContext, name: str, data: bytes, most: int) -> str:
        """The text of a document, cut to `most` characters. Raises FormRefused when it has none that can be
        read, AnswerFailed."""
        request = reader_pb2.ExtractRequest(filename=name, data=data, most=most)
        try:
            with answering():
                reply = await self._reader.Extract(
                    request, metadata=ctx.outgoing(), timeout=ctx.remaining(READ_WITHIN)
                )
        except AnswerFailed as error:
            if error.details["cause"] in _UNREADABLE:
                raise FormRefused(f"{name}: {error}") from error
            raise
        return str(reply.text)

    async def attach(self, ctx: CallContext, collection: str, locations: Sequence[str]) -> Sequence[Any]:
        """Add documents; those that can be searched now."""
        request = pb.AttachRequest(collection=collection, locations=locations)
        timeout = ctx.remaining(EMBEDDED_WITHIN)
        reply = await self._library.Attach(request, metadata=ctx.outgoing(), timeout=timeout)
        return list(reply.attached)

    async def detach(self, ctx: CallContext, collection: str, locations: Sequence[str]) -> None:
        """Take documents out."""
        request = pb.DetachRequest(collection=collection, locations=locations)
        await self._library.Detach(request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN))

    async def drop(self, ctx: CallContext, collection: str) -> None:
        """Remove a collection; one that is gone is no error."""
        request = pb.DropRequest(collection=collection)
        await self._library.Drop(request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN))
