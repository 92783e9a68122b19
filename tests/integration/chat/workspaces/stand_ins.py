"""Stand-ins for inference, knowledge and auth's directory, over real gRPC."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import grpc
import grpc.aio
from parlance.auth.v1 import directory_pb2, directory_pb2_grpc
from parlance.inference.v1 import engine_pb2, engine_pb2_grpc
from parlance.knowledge.v1 import reader_pb2, reader_pb2_grpc, retriever_pb2, retriever_pb2_grpc

from kernel.errors import Refusal
from kernel.rpc.errors import answer


class FakeEngine(engine_pb2_grpc.EngineServicer):
    """Answers with `words`; `hold` makes it wait after the first, `down` refuse."""

    def __init__(self) -> None:
        self.words = ["Apples ", "are red."]
        self.asked: list[dict[str, Any]] = []
        self.down = False
        self.models: set[str] | None = None
        """Of others it says that they do not exist; None: it knows any."""
        self.hold = asyncio.Event()
        self.hold.set()
        self.cancelled = asyncio.Event()

    async def Complete(self, request: Any, context: Any) -> Any:
        """See the proto."""
        parameters = json.loads(request.parameters or b"{}")
        self.asked.append(
            {"model": request.model, "messages": json.loads(request.messages), "parameters": parameters}
        )
        if self.models is not None and request.model not in self.models:
            told = answer(Refusal("MODEL_NOT_FOUND"))
            await context.abort(told.reason.code, told.message, told.trailing)
        if self.down:
            told = answer(Refusal("BACKEND_UNREACHABLE"))
            await context.abort(told.reason.code, told.message, told.trailing)
        try:
            for place, word in enumerate(self.words):
                yield engine_pb2.CompleteReply(text=word, model="" if place else "fake")
                await self.hold.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        usage = engine_pb2.Usage(prompt_tokens=10, completion_tokens=len(self.words))
        yield engine_pb2.CompleteReply(finish_reason="stop", usage=usage)


class FakeKnowledge(retriever_pb2_grpc.RetrieverServicer, retriever_pb2_grpc.LibraryServicer):
    """A store of documents by location, and collections of them; every passage is a whole document."""

    def __init__(self) -> None:
        self.stored: dict[str, str] = {}
        self.collections: dict[str, set[str]] = {}
        self.queries: list[Any] = []

    async def Retrieve(self, request: Any, context: Any) -> Any:
        """Documents that share a word with the query."""
        self.queries.append(request)
        wanted = set(request.query.lower().split())
        found = [
            retriever_pb2.Passage(id=place, text=self.stored[place], score=0.5, file_id=place, name=place)
            for place in sorted(self.collections.get(request.collections[0], ()))
            if wanted & set(self.stored[place].lower().split())
        ]
        return retriever_pb2.RetrieveReply(passages=found[: request.limit])

    async def Attach(self, request: Any, context: Any) -> Any:
        """See the proto."""
        inside = self.collections.setdefault(request.collection, set())
        reply = retriever_pb2.AttachReply()
        for place in request.locations:
            if place not in self.stored:
                reply.missing.append(place)
                continue
            inside.add(place)
            about = json.dumps({"id": place, "title": f"title of {place}", "wordCount": 3}).encode()
            reply.attached.add(location=place, file_id=place, metadata=about, tokens_estimate=5)
        return reply

    async def Detach(self, request: Any, context: Any) -> Any:
        """See the proto."""
        self.collections[request.collection] -= set(request.locations)
        return retriever_pb2.DetachReply()

    async def Drop(self, request: Any, context: Any) -> Any:
        """See the proto."""
        self.collections.pop(request.collection, None)
        return retriever_pb2.DropReply()

    async def Read(self, request: Any, context: Any) -> Any:
        """See the proto."""
        return retriever_pb2.ReadReply(
            texts={f: self.stored[f] for f in request.file_ids if f in self.stored}
        )


class FakeReader(reader_pb2_grpc.ReaderServicer):
    """Reads documents that begin with %PDF."""

    async def Extract(self, request: Any, context: Any) -> Any:
        """See the proto."""
        if not request.data.startswith(b"%PDF"):
            told = answer(Refusal("FILE_UNREADABLE", "This is broken."))
            await context.abort(told.reason.code, told.message, told.trailing)
        return reader_pb2.ExtractReply(text=f"{request.filename} says pears are green"[: request.most])


class FakeDirectory(directory_pb2_grpc.DirectoryServicer):
    """Two people; the developer API shows them as 7 and 8."""

    def __init__(self) -> None:
        self.people = {"pia": 7, "quin": 8}

    async def Find(self, request: Any, context: Any) -> Any:
        """See the proto."""
        return directory_pb2.People(
            people=[
                directory_pb2.Person(user_id=name, number=number, username=name, role="default")
                for name, number in self.people.items()
                if number in request.numbers or name in request.user_ids
            ]
        )


async def serve(engine: FakeEngine, knowledge: FakeKnowledge) -> tuple[grpc.aio.Server, int]:
    """All on a free port."""
    server = grpc.aio.server()
    engine_pb2_grpc.add_EngineServicer_to_server(engine, server)
    retriever_pb2_grpc.add_RetrieverServicer_to_server(knowledge, server)
    retriever_pb2_grpc.add_LibraryServicer_to_server(knowledge, server)
    reader_pb2_grpc.add_ReaderServicer_to_server(FakeReader(), server)
    directory_pb2_grpc.add_DirectoryServicer_to_server(FakeDirectory(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    return server, port
