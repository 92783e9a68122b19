"""parlance.chat.v1.WorkspaceExport"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence

from parlance.auth.v1.directory_pb2 import Person
from parlance.chat.v1 import workspace_export_pb2 as pb
from parlance.common.v1 import common_pb2 as common

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.directory import Directory
from services.chat.domain.workspaces.refusals import FormRefused
from services.chat.domain.workspaces.settings import restored, told_prompt
from services.chat.queries.workspaces import everything_said, find
from services.chat.queries.workspaces.said import Said
from services.chat.rpc import export_formats as formats
from services.chat.rpc.export_formats import Row
from services.chat.rpc.workspace_shapes import who

Written = AsyncIterator[bytes]
_CHUNK = 256 * 1024
_KNOWN = 10_000
"""People whose names are remembered."""


class WorkspaceExport:
    """See the proto. `default_prompt` is what models are told where a workspace says nothing."""

    def __init__(
        self,
        store: EventStore,
        directory: Directory,
        as_service: Callable[[CallContext], CallContext],
        default_prompt: Callable[[], str],
    ) -> None:
        self._store = store
        self._directory = directory
        self._as_service = as_service
        self._default_prompt = default_prompt

    async def Export(
        self, request: pb.ExportWorkspacesRequest, ctx: CallContext
    ) -> AsyncIterator[common.Download]:
        """A file of the type that is asked for."""
        kind = request.type or "jsonl"
        writers = {
            "jsonl": ("application/jsonl; charset=utf-8", self._lines),
            "json": ("application/json", self._json),
            "csv": ("text/csv; charset=utf-8", self._csv),
            "jsonAlpaca": ("application/json", self._alpaca),
        }
        if kind not in writers:
            raise FormRefused(f"The type is one of {', '.join(writers)}.")
        content_type, writer = writers[kind]
        yield common.Download(head=common.DownloadHead(content_type=content_type))
        waiting = b""
        async for piece in writer(ctx):
            waiting += piece
            while len(waiting) >= _CHUNK:
                yield common.Download(chunk=waiting[:_CHUNK])
                waiting = waiting[_CHUNK:]
        if waiting:
            yield common.Download(chunk=waiting)

    async def _lines(self, ctx: CallContext) -> Written:
        between = b""
        for workspace in await find.everything(self._store):
            prompt = told_prompt(restored(workspace["s"]), self._default_prompt())
            begun = False
            async for some in everything_said.of_workspace(self._store, workspace["_id"]):
                for said in some:
                    if not begun:
                        yield between + formats.line_begin(prompt)
                        begun, between = True, b"\n"
                    yield formats.line_turns(said.exchange)
            if begun:
                yield formats.LINE_END

    async def _json(self, ctx: CallContext) -> Written:
        between = b"["
        async for row in self._rows(ctx):
            yield between + formats.json_row(row)
            between = b","
        yield b"]" if between == b"," else b"[]"

    async def _csv(self, ctx: CallContext) -> Written:
        written = False
        async for row in self._rows(ctx):
            if not written:
                yield formats.CSV_HEAD
                written = True
            yield formats.csv_row(row)
        if not written:
            yield formats.CSV_EMPTY

    async def _alpaca(self, ctx: CallContext) -> Written:
        between = b"["
        async for some in everything_said.everything(self._store):
            for said in some:
                prompt = told_prompt(restored(said.workspace["s"]), self._default_prompt())
                yield between + formats.alpaca_row(said.exchange, prompt)
                between = b","
        yield b"]" if between == b"," else b"[]"

    async def _rows(self, ctx: CallContext) -> AsyncIterator[Row]:
        people: dict[str, Person | None] = {}
        async for some in everything_said.everything(self._store):
            await self._learn(ctx, some, people)
            for said in some:
                person = people.get(said.conversation.user_id)
                yield Row(said.exchange, said.workspace["t"], who(said, person))

    async def _learn(self, ctx: CallContext, some: Sequence[Said], people: dict[str, Person | None]) -> None:
        if len(people) > _KNOWN:
            people.clear()
        unknown = {said.conversation.user_id for said in some} - {""} - people.keys()
        if unknown:
            people.update(dict.fromkeys(unknown))
            # An export may take longer than the caller's token lasts.
            found = await self._directory.by_ids(self._as_service(ctx), unknown)
            people.update((person.user_id, person) for person in found)
