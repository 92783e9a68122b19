"""Multipart uploads, streamed into the RPC as they arrive: no more of the file than two chunks is held.

The stream to the service: a `head` when the file begins, with the path parameters, the query
parameters and the fields that came before; the file in chunks of at most 256 KiB; and `end` with the
fields that came after it, once the whole form was read. A client that leaves, a limit that is passed,
or a form that turns out broken cancels the call before `end`, so the service keeps nothing.
"""

from __future__ import annotations

import asyncio
from typing import Any

import grpc.aio
from parlance.common.v1 import common_pb2

from services.gateway.bodies import CLOSE, check_head, next_part
from services.gateway.call import Call
from services.gateway.codec import validate
from services.gateway.codec.params import parse_query
from services.gateway.errors import Failure
from services.gateway.multipart import BadForm, FieldEvent, FileEvent, FormReader, NoFile, boundary_of
from services.gateway.unary import Unary
from services.gateway.upstream import Upstream, rpc_done, watched

CHUNK = 256 * 1024
_WRITE_FAILED = "Internal error from Core"
_PATIENCE = 100


class Uploads:
    """Serves client-streaming methods that take parlance.common.v1.Upload."""

    def __init__(self, upstream: Upstream, unary: Unary, patience: float) -> None:
        self._upstream = upstream
        self._unary = unary
        self._patience = patience

    async def serve(self, call: Call) -> None:
        """Pass the form on, answer with the reply. Raises what `failure_of` understands."""
        await self._upstream.identify(call)
        check_head(call, call.endpoint.max_body)
        boundary = boundary_of(call.headers.get(b"content-type"))
        if boundary is None:
            raise no_file()
        transfer = _Transfer(call, self._upstream, FormReader(boundary), self._patience)
        try:
            with self._upstream.guarded(call, lambda: rpc_done(transfer.rpc)):
                reply = await transfer.run()
        except NoFile as error:
            raise no_file() from error
        except BadForm as error:
            raise Failure("INVALID_ARGUMENT", str(error), headers=[CLOSE]) from error
        finally:
            rpc_done(transfer.rpc)
        await self._unary.reply(call, reply)


def no_file() -> Failure:
    """The form has no file."""
    return Failure(
        "VALIDATION_FAILED", errors=[validate.detail("missing", ("body", "file"))], headers=[CLOSE]
    )


class _Transfer:
    """One form on its way."""

    def __init__(self, call: Call, upstream: Upstream, form: FormReader, patience: float) -> None:
        self._call = call
        self._upstream = upstream
        self._form = form
        self._patience = patience
        self._fields: dict[str, str] = dict(parse_query(call.scope["query_string"]))
        self._held = bytearray()
        self.rpc: Any = None

    async def run(self) -> Any:
        """The reply of the service."""
        limit, size, more = self._call.endpoint.max_body, 0, True
        while more:
            body, more = await next_part(self._call, self._patience)
            size += len(body)
            if size > limit:
                raise Failure("TOO_LARGE", headers=[CLOSE])
            for event in self._form.feed(body):
                if not await self._pass(event):
                    return await self._refused()
        if not self._form.complete:
            raise BadForm("The form ends before its last boundary.")
        if self.rpc is None:
            raise no_file()
        end = common_pb2.UploadEnd(fields=self._fields)
        if not (await self._flush(all_of_it=True) and await self._write(end=end)):
            return await self._refused()
        await self.rpc.done_writing()
        return await watched(self._call, self.rpc)

    async def _pass(self, event: FieldEvent | FileEvent | bytes) -> bool:
        """Pass an event on; False when the service has ended the call already."""
        if isinstance(event, FieldEvent):
            self._fields[event.name] = event.value
            return True
        if isinstance(event, FileEvent):
            return await self._open(event)
        self._held += event
        return len(self._held) < CHUNK or await self._flush()

    async def _flush(self, all_of_it: bool = False) -> bool:
        """Send what is held, in full chunks; a write costs about the same for any size."""
        while len(self._held) >= CHUNK or (all_of_it and self._held):
            chunk = bytes(self._held[:CHUNK])
            del self._held[:CHUNK]
            if not await self._write(chunk=chunk):
                return False
        return True

    async def _open(self, file: FileEvent) -> bool:
        call = self._call
        endpoint = call.endpoint
        self.rpc = endpoint.stub(metadata=self._upstream.metadata(call), timeout=endpoint.deadline)
        head = common_pb2.UploadHead(
            filename=file.filename,
            content_type=file.content_type,
            fields=self._fields,
            path=dict(zip(endpoint.names, call.values, strict=True)),
        )
        self._fields = {}
        return await self._write(head=head)

    async def _write(self, **part: Any) -> bool:
        try:
            await self.rpc.write(common_pb2.Upload(**part))
        except (grpc.aio.AioRpcError, asyncio.InvalidStateError):
            return False
        return True

    async def _refused(self) -> Any:
        """The call is over before the file was: its status says why."""
        try:
            return await self.rpc
        except grpc.aio.AioRpcError as error:
            raise await told(self.rpc, error) from error


async def told(rpc: Any, error: grpc.aio.AioRpcError) -> grpc.aio.AioRpcError:
    """The status a service ended a call with, while it was being written to.

    grpc.aio reports a write that met the end of the call as an internal error, and learns the real
    status a moment later.
    """
    for _ in range(_PATIENCE):
        if error.details() != _WRITE_FAILED:
            break
        await asyncio.sleep(0.01)
        metadata = await rpc.initial_metadata(), await rpc.trailing_metadata()
        error = grpc.aio.AioRpcError(await rpc.code(), *metadata, await rpc.details(), None)
    return error
