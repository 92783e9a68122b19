"""A small service with a method for every access rule and every shape of call, made at run time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import cache
from typing import Any

from google.api import annotations_pb2
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from parlance.options.v1 import options_pb2 as options

from kernel.context import CallContext
from kernel.errors import Refusal

SERVICE = "parlance.sample.v1.Sample"
ACCESS = {
    "Public": options.ACCESS_PUBLIC,
    "AnyRole": options.ACCESS_ANY_ROLE,
    "User": options.ACCESS_USER,
    "Admin": options.ACCESS_ADMIN,
    "Developer": options.ACCESS_DEVELOPER,
    "Service": options.ACCESS_SERVICE,
    "Session": options.ACCESS_SESSION,
    "Scim": options.ACCESS_SCIM,
    "Unspecified": options.ACCESS_UNSPECIFIED,
}


@cache
def register() -> None:
    """Add the service to the descriptor pool, as an import of its stubs would."""
    file = descriptor_pb2.FileDescriptorProto(
        name="parlance/sample/v1/sample.proto", package="parlance.sample.v1", syntax="proto3"
    )
    file.dependency.extend(["parlance/options/v1/options.proto", "google/api/annotations.proto"])
    note = file.message_type.add(name="Note")
    field = descriptor_pb2.FieldDescriptorProto
    note.field.add(name="text", number=1, type=field.TYPE_STRING, label=field.LABEL_OPTIONAL)
    note.field.add(name="count", number=2, type=field.TYPE_INT32, label=field.LABEL_OPTIONAL)
    service = file.service.add(name="Sample")

    def add(name: str, access: Any = options.ACCESS_PUBLIC, **rule: Any) -> Any:
        method = service.method.add(
            name=name, input_type=".parlance.sample.v1.Note", output_type=".parlance.sample.v1.Note"
        )
        method.options.Extensions[options.method].CopyFrom(options.MethodRule(access=access, **rule))
        return method

    for name, access in ACCESS.items():
        add(name, access)
    service.method.add(
        name="NoRule", input_type=".parlance.sample.v1.Note", output_type=".parlance.sample.v1.Note"
    )
    rest = add("UserRest", options.ACCESS_ADMIN, surface=options.SURFACE_OPENWEBUI)
    rest.options.Extensions[annotations_pb2.http].get = "/sample"
    developer = add("DeveloperRest", options.ACCESS_ADMIN, surface=options.SURFACE_ANYTHINGLLM)
    developer.options.Extensions[annotations_pb2.http].get = "/v1/sample"
    chats = add("ChangeChat", options.ACCESS_USER, section="Chats", surface=options.SURFACE_OPENWEBUI)
    chats.options.Extensions[annotations_pb2.http].post = "/sample/chats"
    chats = add("ReadChat", options.ACCESS_USER, section="Chats", surface=options.SURFACE_OPENWEBUI)
    chats.options.Extensions[annotations_pb2.http].get = "/sample/chats"
    add("Permitted", options.ACCESS_USER, permission="chat.delete")
    add("PermittedOwnReason", options.ACCESS_USER, permission="features.api_keys",
        permission_reason="API_KEY_CREATION_NOT_ALLOWED")  # fmt: skip
    add("Echo")
    add("EchoRetried", idempotent=True)
    add("Fail")
    add("Slow")
    add("SlowRetried", idempotent=True)
    add("Context", options.ACCESS_PUBLIC)
    add("Count").server_streaming = True
    add("Sum").client_streaming = True
    both = add("Both")
    both.client_streaming = both.server_streaming = True
    descriptor_pool.Default().AddSerializedFile(file.SerializeToString())


def note_class() -> Any:
    """The message class of the service."""
    register()
    found = descriptor_pool.Default().FindMessageTypeByName("parlance.sample.v1.Note")
    return message_factory.GetMessageClass(found)


class Sample:
    """Answers all methods; `fail_with` is raised by Fail, `started` tells that Slow runs."""

    def __init__(self) -> None:
        self.Note = note_class()
        self.fail_with: BaseException = Refusal("NOT_FOUND")
        self.started = asyncio.Event()
        self.release = asyncio.Event()
        self.cancelled = asyncio.Event()
        self.runs = 0
        self.seen: CallContext | None = None
        for name in (*ACCESS, "NoRule", "UserRest", "DeveloperRest", "Permitted", "ChangeChat", "ReadChat",
                     "PermittedOwnReason", "Echo", "EchoRetried"):  # fmt: skip
            setattr(self, name, self._echo)

    async def _echo(self, request: Any, ctx: CallContext) -> Any:
        self.runs += 1
        self.seen = ctx
        return request

    async def Fail(self, request: Any, ctx: CallContext) -> Any:
        """Raise what the test chose."""
        self.runs += 1
        raise self.fail_with

    async def Slow(self, request: Any, ctx: CallContext) -> Any:
        """Run until released."""
        self.runs += 1
        self.started.set()
        try:
            await self.release.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        return request

    async def SlowRetried(self, request: Any, ctx: CallContext) -> Any:
        """As Slow."""
        return await self.Slow(request, ctx)

    async def Context(self, request: Any, ctx: CallContext) -> Any:
        """Keep the context for the test."""
        self.seen = ctx
        return self.Note(text=ctx.caller.id if ctx.caller else "")

    async def Count(self, request: Any, ctx: CallContext) -> AsyncIterator[Any]:
        """Count up; a negative count fails after two."""
        try:
            for number in range(abs(request.count)):
                if request.count < 0 and number == 2:
                    raise Refusal("BACKEND_TIMEOUT")
                yield self.Note(count=number)
                await asyncio.sleep(0)
            if request.text == "wait":
                await self.release.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise

    async def Sum(self, requests: AsyncIterator[Any], ctx: CallContext) -> Any:
        """Add up."""
        return self.Note(count=sum([r.count async for r in requests]))

    async def Both(self, requests: AsyncIterator[Any], ctx: CallContext) -> AsyncIterator[Any]:
        """Echo."""
        async for request in requests:
            yield request
