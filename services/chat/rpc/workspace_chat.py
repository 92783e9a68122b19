"""parlance.chat.v1.WorkspaceChat"""

from __future__ import annotations

import time
import uuid
from contextlib import aclosing

from parlance.chat.v1 import workspaces_pb2 as pb

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.workspaces.ask import PROVIDER, Asked, Assistant, Turn
from services.chat.domain.workspaces.conversation import Conversation
from services.chat.domain.workspaces.question import Question, read_conversation, read_question
from services.chat.domain.workspaces.refusals import WorkspaceNotFound
from services.chat.domain.workspaces.settings import restored
from services.chat.domain.workspaces.values import number, truth
from services.chat.queries.workspaces import find
from services.chat.rpc.workspace_answers import Answers, Frames, finished, frame
from services.chat.rpc.workspace_shapes import Json, read_form


class WorkspaceChat:
    """Asking a workspace, in its own way and in OpenAI's."""

    def __init__(self, store: EventStore, assistant: Assistant) -> None:
        self._store = store
        self._assistant = assistant
        self._answers = Answers(store, assistant)

    async def Chat(self, request: pb.WorkspaceChatRequest, ctx: CallContext) -> pb.JsonDocument:
        """The whole answer."""
        workspace, question = await self._read(request)
        return await self._answers.whole(ctx, workspace, question, Conversation(question.scope))

    async def StreamChat(self, request: pb.WorkspaceChatRequest, ctx: CallContext) -> Frames:
        """The answer as it comes."""
        workspace, question = await self._read(request)
        frames = self._answers.streamed(ctx, workspace, question, Conversation(question.scope))
        async with aclosing(frames) as open_frames:
            async for one in open_frames:
                yield one

    async def ListModels(self, request: pb.ListWorkspacesRequest, ctx: CallContext) -> pb.WorkspaceModels:
        """Workspaces as models."""
        models = [
            pb.WorkspaceModel(
                id=one["g"],
                object="model",
                created=one["c"] // 1000,
                owned_by=restored(one["s"]).provider or PROVIDER,
            )
            for one in await find.everything(self._store)
        ]
        return pb.WorkspaceModels(object="list", data=models)

    async def Complete(self, request: pb.WorkspaceCompletionRequest, ctx: CallContext) -> Frames:
        """A chat completion; streamed when asked for."""
        form = read_form(request.form)
        model = form.get("model")
        if not isinstance(model, str):
            raise WorkspaceNotFound
        workspace = await find.load(self._store, model)
        prompt, before, message, images = read_conversation(form.get("messages"))
        heat = number(form.get("temperature"))
        asked = Asked(
            workspace=workspace,
            message=message,
            mode=workspace.state.settings.mode,
            images=images,
            prompt=prompt,
            before=before,
            temperature=heat if heat is None or heat >= 0 else None,
        )
        turn = await self._assistant.prepare(ctx, asked)
        completion = _Completion(model)
        if not truth(form.get("stream")):
            await finished(turn)
            yield frame(completion.whole(turn), streaming=False)
            return
        yield frame(head=True)
        async with aclosing(turn.run()) as texts:
            async for text in texts:
                yield frame(completion.chunk(text))
        if turn.refusal is not None:
            yield frame(completion.chunk(turn.refusal, "abort"))
            return
        finish = "stop" if turn.text else "no_content"
        yield frame(completion.chunk(""), completion.chunk("", finish, turn.metrics()))

    async def _read(self, request: pb.WorkspaceChatRequest) -> tuple[find.Loaded, Question]:
        workspace = await find.load(self._store, request.slug)
        return workspace, read_question(read_form(request.form), workspace.state.settings.mode)


class _Completion:
    """The OpenAI shapes of one answer; `usage` has the keys of the metrics."""

    def __init__(self, model: str) -> None:
        self._id = str(uuid.uuid4())
        self._created = int(time.time())
        self._model = model

    def whole(self, turn: Turn) -> Json:
        """The answer in one piece."""
        message = {"role": "assistant", "content": turn.text or None}
        finish = "abort" if turn.refusal is not None else "stop" if turn.text else "no_content"
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
        return self._object("chat.completion", choice, turn.metrics())

    def chunk(self, text: str, finish: str | None = None, usage: Json | None = None) -> Json:
        """A piece of the answer."""
        delta = {"role": "assistant", "content": text}
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._object("chat.completion.chunk", choice, usage or {})

    def _object(self, kind: str, choice: Json, usage: Json) -> Json:
        head = {"id": self._id, "object": kind, "created": self._created, "model": self._model}
        return {**head, "choices": [choice], "usage": usage}
