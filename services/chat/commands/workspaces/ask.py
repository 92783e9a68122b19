"""Ask a workspace: find context, ask the model, keep the exchange.

The mode `query` answers only from documents; `automatic` behaves as `chat`, since there are no tools.
A caller that leaves stops the model, and what came so far is kept.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.engine import Engine
from services.chat.adapters.knowledge import Knowledge
from services.chat.commands.workspaces import converse
from services.chat.commands.workspaces.numbers import EXCHANGE, Numbers
from services.chat.documents.limits import Limits
from services.chat.domain.workspaces.conversation import DEFAULT, Conversation
from services.chat.domain.workspaces.exchange import Exchange
from services.chat.domain.workspaces.prompting import Excerpt, compose, tokens
from services.chat.domain.workspaces.question import Attachment, bytes_of, text_of
from services.chat.domain.workspaces.settings import DEFAULT_PROMPT, DEFAULT_REFUSAL, QUERY, told_prompt
from services.chat.domain.workspaces.sources import source, whole_source
from services.chat.queries.workspaces.find import Loaded, about_files, present_chat
from services.chat.queries.workspaces.history import exchanges
from services.chat.queries.workspaces.passages import passages_for

PROVIDER = "parlance"
"""What the API shows as provider where a workspace names none."""
_CHARACTERS = 4
"""Of a token, at most about."""
log = logging.getLogger("parlance.chat.workspaces")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a workspace. `documents` are attached texts, `images` OpenAI content parts,
    `attachments` what the history shows of both. `prompt` and `before` replace the workspace's own."""

    workspace: Loaded
    message: str
    mode: str
    conversation: Conversation = DEFAULT
    documents: Sequence[Excerpt] = ()
    images: Sequence[Any] = ()
    attachments: Sequence[Mapping[str, Any]] = ()
    prompt: str | None = None
    before: Sequence[tuple[str, str]] | None = None
    temperature: float | None = None


class Assistant:
    """Answers questions. `window` is how many tokens question, context and answer may have together,
    `longest` how many of them the answer may have,
    `default_prompt` what models are told where a workspace says nothing."""

    def __init__(
        self,
        store: EventStore,
        numbers: Numbers,
        knowledge: Knowledge,
        engine: Engine,
        limits: Limits,
        window: int,
        longest: int,
        default_prompt: Callable[[], str] = str,
    ) -> None:
        self._default_prompt = default_prompt
        self._window = window
        self._longest = min(longest, window // 2)
        self._store = store
        self._numbers = numbers
        self._knowledge = knowledge
        self._engine = engine
        self._limits = limits
        self._kept: set[asyncio.Task[None]] = set()

    async def document(self, ctx: CallContext, attachment: Attachment) -> Excerpt:
        """The text of an attached document, as far as a model could take it in. Raises FormRefused."""
        most = self._window * _CHARACTERS
        text = text_of(attachment)
        if text is None:
            text = await self._knowledge.extract(ctx, *bytes_of(attachment), most)
        return Excerpt(attachment.name, text[:most])

    async def prepare(self, ctx: CallContext, asked: Asked) -> Turn:
        """Find the context. Raises AnswerFailed."""
        settings = asked.workspace.state.settings
        excerpts, sources = await self._context(ctx, asked)
        if asked.mode == QUERY and not excerpts:
            return Turn(self, ctx, asked, [], [], settings.refusal or DEFAULT_REFUSAL)
        before = asked.before
        if before is None:
            before = await self._before(asked)
        prompt = self._prompt(asked)
        messages = compose(
            prompt, excerpts, before, asked.message, asked.images, self._window - self._longest
        )
        return Turn(self, ctx, asked, messages, sources)

    def _prompt(self, asked: Asked) -> str:
        """The caller's, else the workspace's or the installation's; an empty one of the caller's is none
        of the workspace's."""
        if asked.prompt is not None:
            return asked.prompt or self._default_prompt() or DEFAULT_PROMPT
        return told_prompt(asked.workspace.state.settings, self._default_prompt())

    async def keep(self, ctx: CallContext, asked: Asked, exchange: Exchange) -> None:
        """Record an exchange."""
        workspace_id = asked.workspace.state.workspace_id
        await converse.add(self._store, ctx, workspace_id, asked.conversation, exchange, self._limits)

    async def number(self) -> int:
        """The number of a new exchange."""
        return await self._numbers.next(EXCHANGE)

    def complete(self, ctx: CallContext, asked: Asked, messages: list[Any]) -> AsyncGenerator[Any, None]:
        """The model's replies."""
        settings = asked.workspace.state.settings
        heat = asked.temperature if asked.temperature is not None else settings.temperature
        parameters: dict[str, Any] = {"max_tokens": self._longest}
        if heat is not None:
            parameters["temperature"] = heat
        return self._engine.complete(ctx, settings.model or "", messages, parameters)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something although the call that wants it is being cancelled, and outside of its
        transaction."""
        task = asyncio.get_running_loop().create_task(work, context=contextvars.Context())
        self._kept.add(task)
        task.add_done_callback(self._done)

    async def stop(self) -> None:
        """Wait for what is still to be kept."""
        await asyncio.gather(*self._kept, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._kept.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("an answer that was cut short is not kept", exc_info=task.exception())

    async def _before(self, asked: Asked) -> list[tuple[str, str]]:
        workspace = asked.workspace.state
        most = min(workspace.settings.history, self._window)
        if not most:
            return []
        chat_id = await present_chat(self._store, workspace.workspace_id, asked.conversation)
        if chat_id is None:
            return []
        newest = await exchanges(self._store, [chat_id], most, descending=True)
        return [turn for e in reversed(newest) for turn in (("user", e.question), ("assistant", e.answer))]

    async def _context(self, ctx: CallContext, asked: Asked) -> tuple[list[Excerpt], list[Any]]:
        """Pinned documents, attached ones, passages; and the sources that tell of them."""
        workspace, document = asked.workspace.state, asked.workspace.document
        about = about_files(document)
        excerpts: list[Excerpt] = []
        sources: list[Any] = []
        pinned = [one.file_id for one in workspace.documents.values() if one.pinned]
        if pinned:
            texts = await self._knowledge.texts(ctx, pinned, self._window * _CHARACTERS)
            for file_id, text in texts.items():
                excerpts.append(Excerpt(str(about[file_id].get("title", "")), text))
                sources.append(whole_source(text, about[file_id]))
        for attached in asked.documents:
            excerpts.append(attached)
            words = {"wordCount": len(attached.text.split()), "token_count_estimate": tokens(attached.text)}
            known = {"id": attached.title, "title": attached.title, **words}
            sources.append(whole_source(attached.text, known))
        if workspace.documents and asked.message.strip():
            passages = await passages_for(self._knowledge, ctx, workspace, asked.message)
            for passage in passages:
                if passage.file_id in pinned:
                    continue
                told = about.get(passage.file_id, {})
                excerpts.append(Excerpt(str(told.get("title") or passage.name), passage.text))
                sources.append(source(passage, told))
        return excerpts, sources


class Turn:
    """One question on its way to an answer. `refusal` is set when there is nothing to answer from."""

    def __init__(
        self,
        assistant: Assistant,
        ctx: CallContext,
        asked: Asked,
        messages: list[Any],
        sources: list[Any],
        refusal: str | None = None,
    ) -> None:
        self.sources = sources
        self.refusal = refusal
        self.chat_id: int | None = None
        self._assistant = assistant
        self._ctx = ctx
        self._asked = asked
        self._messages = messages
        self._parts: list[str] = []
        self._usage: Any = None
        self._model = ""
        self._began = time.monotonic()
        self._ended: float | None = None

    @property
    def text(self) -> str:
        """What came so far, or the refusal."""
        return self.refusal if self.refusal is not None else "".join(self._parts)

    async def run(self) -> AsyncGenerator[str, None]:
        """The answer as it comes; kept when it is complete, with its number in `chat_id`. An empty
        answer is not kept. Raises AnswerFailed."""
        if self.refusal is not None:
            await self._keep()
            return
        replies = self._assistant.complete(self._ctx, self._asked, self._messages)
        try:
            async with aclosing(replies) as open_replies:
                async for reply in open_replies:
                    self._model = reply.model or self._model
                    if reply.HasField("usage"):
                        self._usage = reply.usage
                    if reply.text:
                        self._parts.append(reply.text)
                        yield reply.text
        except (GeneratorExit, asyncio.CancelledError):
            if self._parts:
                self._assistant.later(self._keep())
            raise
        finally:
            self._ended = time.monotonic()
        if self._parts:
            await self._keep()

    def metrics(self) -> dict[str, Any]:
        """What the answer took; empty for a refusal."""
        if self.refusal is not None:
            return {}
        used = self._usage
        asked = used.prompt_tokens if used else tokens(str(self._messages))
        said = used.completion_tokens if used else tokens(self.text)
        spent = max(0.001, round((self._ended or time.monotonic()) - self._began, 3))
        return {
            "prompt_tokens": asked,
            "completion_tokens": said,
            "total_tokens": asked + said,
            "outputTps": said / spent,
            "duration": spent,
            "model": self._model or None,
            "provider": self._asked.workspace.state.settings.provider or PROVIDER,
            "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }

    async def _keep(self) -> None:
        number = await self._assistant.number()
        exchange = Exchange(
            number=number,
            sent_at=int(time.time()),
            question=self._asked.message,
            answer=self.text,
            mode=self._asked.mode,
            attachments=self._asked.attachments,
            sources=self.sources,
            metrics=self.metrics(),
            hidden=self.refusal is not None,
            model=self._model,
        )
        await self._assistant.keep(self._ctx, self._asked, exchange)
        if self.refusal is None:
            self.chat_id = number
