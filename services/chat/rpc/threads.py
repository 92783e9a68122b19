"""parlance.chat.v1.Threads"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, suppress
from typing import Any

from parlance.chat.v1 import threads_pb2 as pb
from parlance.chat.v1 import workspaces_pb2
from parlance.common.v1 import common_pb2 as common

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.adapters.directory import Directory
from services.chat.commands.threads import create, delete, rename
from services.chat.commands.workspaces.ask import Assistant
from services.chat.commands.workspaces.numbers import Numbers
from services.chat.domain.threads.refusals import ThreadNotFound
from services.chat.domain.threads.thread import NOBODY, Person, asked_name
from services.chat.domain.workspaces.conversation import Conversation
from services.chat.domain.workspaces.question import Question, read_question
from services.chat.domain.workspaces.values import Form, whole
from services.chat.queries.threads import find
from services.chat.queries.workspaces import everything_said
from services.chat.queries.workspaces.find import Loaded, load
from services.chat.rpc import workspace_shapes as shapes
from services.chat.rpc.workspace_answers import Answers, Frames

_CHUNK = 256 * 1024


class People:
    """Whom a `userId` names. The developer API shows accounts in multi-user mode only: otherwise nobody."""

    def __init__(self, directory: Directory, multi_user: Callable[[], bool]) -> None:
        self._directory = directory
        self._multi_user = multi_user

    async def named(self, ctx: CallContext, given: Any) -> Person | None:
        """NOBODY when nobody is named, None for a number that is no account's."""
        if given is None or not self._multi_user():
            return NOBODY
        number = whole(given)
        found = await self._directory.by_numbers(ctx, [number]) if number is not None else ()
        return Person(found[0].user_id, found[0].number) if found else None


class Threads:
    """See the proto."""

    def __init__(self, store: EventStore, numbers: Numbers, people: People, assistant: Assistant) -> None:
        self._store = store
        self._numbers = numbers
        self._people = people
        self._answers = Answers(store, assistant)

    async def Create(self, request: pb.ThreadForm, ctx: CallContext) -> pb.ThreadReply:
        """A thread from a form."""
        form = shapes.read_form(request.form)
        workspace = await load(self._store, request.slug)
        person = await self._people.named(ctx, form.get("userId"))
        if person is None:
            raise Refusal("USER_NOT_FOUND")
        made = await create.handle(self._store, ctx, self._numbers, request.slug, form, person)
        return pb.ThreadReply(thread=await self._shown(workspace, made))

    async def Update(self, request: pb.ThreadForm, ctx: CallContext) -> pb.ThreadReply:
        """Another name."""
        workspace, thread = await self._find(request)
        await rename.handle(self._store, ctx, thread["_id"], asked_name(shapes.read_form(request.form)))
        return pb.ThreadReply(thread=await self._shown(workspace, thread["_id"]))

    async def Delete(self, request: pb.ThreadRequest, ctx: CallContext) -> workspaces_pb2.TextReply:
        """Gone, or never there."""
        workspace = await load(self._store, request.slug)
        with suppress(ThreadNotFound):
            thread = await find.by_slug(self._store, workspace.state.workspace_id, request.thread_slug)
            await delete.handle(self._store, ctx, thread["_id"])
        return workspaces_pb2.TextReply(text="OK")

    async def History(self, request: pb.ThreadRequest, ctx: CallContext) -> AsyncIterator[common.Download]:
        """Everybody's present part."""
        _, thread = await self._find(request)
        chats = await find.present_parts(self._store, thread["_id"])
        yield common.Download(head=common.DownloadHead(content_type="application/json"))
        written, between = b'{"history":[', b""
        async for some in everything_said.of_chats(self._store, chats):
            for said in some:
                if said.present:
                    turns = (shapes.encode(turn) for turn in shapes.told(said.exchange))
                    written += between + b",".join(turns)
                    between = b","
            for chunk in _cut(written):
                yield chunk
            written = b""
        yield common.Download(chunk=written + b"]}")

    async def Chat(self, request: pb.ThreadForm, ctx: CallContext) -> workspaces_pb2.JsonDocument:
        """The whole answer."""
        return await self._answers.whole(ctx, *await self._asked(request, ctx))

    async def StreamChat(self, request: pb.ThreadForm, ctx: CallContext) -> Frames:
        """The answer as it comes."""
        frames = self._answers.streamed(ctx, *await self._asked(request, ctx))
        async with aclosing(frames) as open_frames:
            async for one in open_frames:
                yield one

    async def _asked(self, request: pb.ThreadForm, ctx: CallContext) -> tuple[Loaded, Question, Conversation]:
        workspace, thread = await self._find(request)
        form: Form = shapes.read_form(request.form)
        question = read_question(form, workspace.state.settings.mode)
        person = await self._people.named(ctx, form.get("userId")) or NOBODY
        part = Conversation(thread_id=thread["_id"], user_id=person.user_id)
        return workspace, question, part

    async def _find(self, request: pb.ThreadForm | pb.ThreadRequest) -> tuple[Loaded, find.Found]:
        workspace = await load(self._store, request.slug)
        thread = await find.by_slug(self._store, workspace.state.workspace_id, request.thread_slug)
        return workspace, thread

    async def _shown(self, workspace: Loaded, thread_id: str) -> pb.Thread:
        return shapes.thread(await find.by_id(self._store, thread_id), workspace.state.number)


def _cut(written: bytes) -> list[common.Download]:
    """In chunks a message may have."""
    return [common.Download(chunk=written[at : at + _CHUNK]) for at in range(0, len(written), _CHUNK)]
