"""The made-up service of these tests: its stubs (compiled once per run) and a server that answers."""

from __future__ import annotations

import asyncio
import functools
import importlib
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import google.api.http_pb2
import grpc.aio
import grpc_tools
from google.protobuf import message_factory
from grpc_tools import protoc
from parlance.common.v1 import common_pb2

from kernel.errors import Refusal
from kernel.rpc.errors import answer

HERE = Path(__file__).parent
PROTOS = HERE.parents[2] / "protos"


@functools.cache
def stubs() -> ModuleType:
    """The generated module of the probe's proto."""
    out = tempfile.mkdtemp(prefix="probe-stubs-")
    site = Path(google.api.http_pb2.__file__).parents[2]
    builtin = Path(grpc_tools.__file__).parent / "_proto"
    source = HERE / "protos" / "parlance_test" / "probe" / "v1" / "probe.proto"
    args = ["protoc", f"-I{HERE / 'protos'}", f"-I{PROTOS}", f"-I{site}", f"-I{builtin}"]
    assert protoc.main([*args, f"--python_out={out}", str(source)]) == 0
    sys.path.insert(0, out)
    return importlib.import_module("parlance_test.probe.v1.probe_pb2")


class Things:
    """Answers; `calls` records metadata, requests and what happened to them."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.cancelled = asyncio.Event()
        self.stale = 0
        self.size = 100
        self.uploaded = 0
        self.pause = asyncio.Event()
        self.pb: Any = stubs()

    def _seen(self, name: str, request: Any, context: Any) -> dict[str, str]:
        metadata = dict(context.invocation_metadata())
        self.calls.append({"method": name, "request": request, "metadata": metadata})
        if self.stale:
            self.stale -= 1
            raise Refusal("TOKEN_STALE")
        return metadata

    async def Get(self, request: Any, context: Any) -> Any:
        self._seen("Get", request, context)
        if request.id == "missing":
            raise Refusal("CHAT_NOT_FOUND")
        if request.id == "slow":
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                self.cancelled.set()
                raise
        if request.id == "defect":
            raise RuntimeError("the inside of the service")
        return self.pb.Thing(id=request.id, title="x" * (5000 if request.id == "long" else 5))

    Visit = MayVisit = Get

    async def List(self, request: Any, context: Any) -> Any:
        self._seen("List", request, context)
        return self.pb.ListThingsReply(items=[self.pb.Thing(id=str(i)) for i in range(2)])

    async def Search(self, request: Any, context: Any) -> Any:
        self._seen("Search", request, context)
        return self.pb.ListThingsReply()

    async def Create(self, request: Any, context: Any) -> Any:
        self._seen("Create", request, context)
        return self.pb.Thing(id="new", title=request.title)

    async def Update(self, request: Any, context: Any) -> Any:
        self._seen("Update", request, context)
        return self.pb.Thing(id=request.id, title=request.form.title, active=request.force)

    async def Delete(self, request: Any, context: Any) -> Any:
        self._seen("Delete", request, context)
        return common_pb2.BoolValue(value=True)

    async def Remove(self, request: Any, context: Any) -> Any:
        self._seen("Remove", request, context)
        return common_pb2.Empty()

    async def Raw(self, request: Any, context: Any) -> Any:
        self._seen("Raw", request, context)
        return request

    async def Fail(self, request: Any, context: Any) -> Any:
        self._seen("Fail", request, context)
        raise Refusal(request.reason, request.message, dict(request.details))

    FailDeveloper = FailOpenAI = FailOllama = FailScim = Fail

    async def Stream(self, request: Any, context: Any) -> AsyncIterator[Any]:
        self._seen("Stream", request, context)
        if request.mode == "refuse":
            raise Refusal("MODEL_NOT_FOUND", "There is no such model.")
        if request.mode == "silent":
            await self.pause.wait()
        if request.mode == "plain":
            yield common_pb2.Frame(head={"streaming": False}, events=[b'{"whole":1}'])
            return
        yield common_pb2.Frame(head={"streaming": True}, events=[b'{"n":0}'])
        try:
            if request.mode == "wait":
                await self.pause.wait()
            for n in range(1, request.count):
                yield common_pb2.Frame(events=[b'{"n":%d}' % n, b'{"also":%d}' % n])
                if request.mode == "break":
                    raise Refusal("BACKEND_TIMEOUT")
                if request.mode == "slow":
                    await asyncio.sleep(0.1)
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled.set()
            raise

    Lines = Chat = Stream

    async def Upload(self, requests: Any, context: Any) -> Any:
        self._seen("Upload", None, context)
        heads, size, ended = [], 0, False
        try:
            async for message in requests:
                if message.WhichOneof("part") == "head":
                    heads.append(message.head)
                    if message.head.fields.get("refuse"):
                        raise Refusal("FILE_NOT_SUPPORTED", "Not this kind.")
                elif message.WhichOneof("part") == "end":
                    ended = True
                    heads.append(message.end)
                else:
                    assert len(message.chunk) <= 256 * 1024
                    size += len(message.chunk)
                    self.uploaded = size
                    if self.pause.is_set():
                        await asyncio.sleep(0.005)
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        if not ended:
            self.cancelled.set()
            raise Refusal("INVALID_ARGUMENT", "The upload was cut off.")
        labels: dict[str, str] = {}
        for head in heads:
            labels.update(head.fields)
        first = heads[0]
        labels["folder"] = first.path["folder"]
        return self.pb.Thing(id=first.filename, title=first.content_type, created_at=size, labels=labels)

    async def Download(self, request: Any, context: Any) -> AsyncIterator[Any]:
        self._seen("Download", request, context)
        data = bytes(i % 251 for i in range(self.size))
        first, last, partial = 0, self.size - 1, False
        if request.HasField("range"):
            partial = True
            first = request.range.first
            if first < 0:
                first = max(0, self.size + first)
            last = min(request.range.last or last, last)
            if first > last:
                raise Refusal("RANGE_NOT_SATISFIABLE", details={"size": str(self.size)})
        kinds = {"page": "text/html", "picture": "image/png", "vector": "image/svg+xml", "odd": "x\r\ny: z"}
        head = common_pb2.DownloadHead(
            filename='naïve "file".txt' if request.id == "named" else "file.bin",
            content_type=kinds.get(request.id, "text/plain"),
            size=self.size,
            etag="tag-1",
            attachment=request.id == "named",
            modified_at=1_700_000_000,
            range_first=first,
            range_last=last,
            partial=partial,
        )
        yield common_pb2.Download(head=head)
        for start in range(first, last + 1, 40):
            yield common_pb2.Download(chunk=data[start : min(start + 40, last + 1)])

    async def SignIn(self, request: Any, context: Any) -> Any:
        self._seen("SignIn", request, context)
        return self.pb.Session(token="session-token", expires_at=4_000_000_000)

    async def SignOut(self, request: Any, context: Any) -> Any:
        self._seen("SignOut", request, context)
        return common_pb2.BoolValue(value=True)

    async def Users(self, request: Any, context: Any) -> Any:
        self._seen("Users", request, context)
        return self.pb.Who(name="openwebui")

    async def DeveloperUsers(self, request: Any, context: Any) -> Any:
        self._seen("DeveloperUsers", request, context)
        return self.pb.Who(name="developer")

    async def Text(self, request: Any, context: Any) -> Any:
        return self.pb.Who(name=f"text of {request.id}")

    async def Elsewhere(self, request: Any, context: Any) -> Any:
        return self.pb.Location(location=f"https://id.example/{request.id}")

    async def Heads(self, request: Any, context: Any) -> Any:
        self._seen("Heads", request, context)
        if request.if_match == '"other"':
            raise Refusal("CONFLICT")
        return self.pb.HeadReply(
            title="not in the body",
            etag='W/"7"',
            location=f"{request.origin}/heads/{request.id}",
            document=b'{"kept":1}',
            links=["<a>; rel=next", "<b>; rel=prev"],
            mark="",
        )

    async def ReadHead(self, request: Any, context: Any) -> Any:
        self._seen("ReadHead", request, context)
        reply = self.pb.HeadReply(title="read", etag='W/"7"', cache="public, max-age=60", mark="v1")
        if request.id == "plain":
            reply = self.pb.HeadReply(title="read")
        if request.id == "bad":
            reply = self.pb.HeadReply(location="x\r\nset-cookie: token=stolen")
        if request.id == "bad-cookie":
            reply = self.pb.HeadReply(mark="a; Domain=evil.example")
        return reply

    async def Callback(self, request: Any, context: Any) -> Any:
        self._seen("Callback", request, context)
        return self.pb.CallbackReply(location="https://chat.example/auth", token="session", state="")


@asynccontextmanager
async def serving(things: Things) -> AsyncIterator[grpc.aio.Channel]:
    """A channel to a server that answers with `things`."""
    server = grpc.aio.server()
    service = stubs().DESCRIPTOR.services_by_name["Things"]
    handlers = {
        m.name: _handler(m, getattr(things, m.name)) for m in service.methods if hasattr(things, m.name)
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service.full_name, handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield channel
    await server.stop(0)


def _handler(method: Any, run: Any) -> Any:
    decode = message_factory.GetMessageClass(method.input_type).FromString
    encode = message_factory.GetMessageClass(method.output_type).SerializeToString

    async def unary(request: Any, context: Any) -> Any:
        try:
            return await run(request, context)
        except Exception as error:  # noqa: BLE001 - as the rpc kit does
            await _abort(error, context)

    async def stream(request: Any, context: Any) -> Any:
        try:
            async for reply in run(request, context):
                yield reply
        except Exception as error:  # noqa: BLE001 - as the rpc kit does
            await _abort(error, context)

    if method.server_streaming:
        return grpc.unary_stream_rpc_method_handler(stream, decode, encode)
    if method.client_streaming:
        return grpc.stream_unary_rpc_method_handler(unary, decode, encode)
    return grpc.unary_unary_rpc_method_handler(unary, decode, encode)


async def _abort(error: Exception, context: Any) -> None:
    told = answer(error)
    await context.abort(told.reason.code, told.message, told.trailing)
