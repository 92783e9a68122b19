"""parlance.chat.v1.PublicEmbeds"""

from __future__ import annotations

import logging
import uuid
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from parlance.chat.v1 import embeds_pb2 as pb
from parlance.chat.v1 import workspaces_pb2
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.embed_quota import EmbedQuota
from services.chat.commands.embeds import reset
from services.chat.commands.embeds.answer import Visit, VisitorsAssistant, asked
from services.chat.commands.workspaces.ask import Turn
from services.chat.domain.embeds import origins
from services.chat.domain.embeds.embed import Embed
from services.chat.domain.embeds.question import read_question, read_session
from services.chat.domain.embeds.refusals import EmbedDisabled, EmbedNotFound, VisitorUnanswered
from services.chat.domain.workspaces.refusals import AnswerFailed, WorkspaceNotFound
from services.chat.queries.embeds import find, said
from services.chat.queries.workspaces.find import Loaded, reload
from services.chat.rpc import embed_shapes as shapes
from services.chat.rpc.workspace_shapes import encode, read_form, told

METHODS = "GET, HEAD, POST, DELETE, OPTIONS"
HEADERS = "content-type, accept, last-event-id, x-request-id"
MAX_AGE = 600
log = logging.getLogger("parlance.chat.embeds")
Frames = AsyncGenerator[common_pb2.Frame, None]


class PublicEmbeds:
    """What visitors of other sites' pages may do. Model and documents are asked as this service."""

    def __init__(
        self,
        store: EventStore,
        assistant: VisitorsAssistant,
        quota: EmbedQuota,
        as_service: Callable[[CallContext], CallContext],
    ) -> None:
        self._store = store
        self._assistant = assistant
        self._quota = quota
        self._as_service = as_service

    async def StreamChat(self, request: pb.EmbedQuestion, ctx: CallContext) -> Frames:
        """The answer as it comes; refused before the first frame, an abort event after it."""
        embed, page = await self._entered(request, shows_disabled=True)
        question = read_question(read_form(request.form), embed.settings)
        workspace = await self._workspace(embed)
        place = await self._quota.take(embed, question.session_id)
        yield shapes.frame(head=True)
        session, _ = await find.session(self._store, embed, question.session_id)
        before = await said.present(self._store, session, embed.settings.before)
        visit = Visit(embed, question, page, ctx.address)
        turn: Turn | None = None
        id_ = str(uuid.uuid4())
        try:
            turn = await self._assistant.prepare(self._as_service(ctx), asked(workspace, visit, before))
            async with aclosing(turn.run()) as texts:
                async for text in texts:
                    yield shapes.frame(shapes.chunk(id_, text))
        except AnswerFailed as error:
            if turn is None or not turn.text:
                await self._quota.give_back(place)
            fields = {"request_id": ctx.request_id, "embed": embed.embed_id, "cause": error.details["cause"]}
            log.warning("a visitor was not answered", extra={"fields": fields})
            raise VisitorUnanswered from error
        if turn.refusal is not None:
            yield shapes.frame(shapes.instead(turn.refusal))
        else:
            yield shapes.frame(shapes.chunk(id_, "", close=True))

    async def History(self, request: pb.EmbedVisit, ctx: CallContext) -> workspaces_pb2.HistoryReply:
        """What was said in a session since it began anew."""
        embed, _ = await self._entered(request)
        session, _ = await find.session(self._store, embed, read_session(request.session_id))
        exchanges = await said.present(self._store, session, said.SHOWN)
        shown = [half for one in exchanges for half in told(one)]
        return workspaces_pb2.HistoryReply(history=encode(shown))

    async def Reset(self, request: pb.EmbedVisit, ctx: CallContext) -> workspaces_pb2.TextReply:
        """Begin a session anew."""
        embed, _ = await self._entered(request)
        session_id = read_session(request.session_id)
        await reset.handle(self._store, self._as_service(ctx), embed.embed_id, session_id)
        return workspaces_pb2.TextReply()

    async def Preflight(self, request: pb.EmbedVisit, ctx: CallContext) -> pb.EmbedPreflight:
        """Whether a page may call."""
        await self._entered(request)
        return pb.EmbedPreflight(methods=METHODS, headers=HEADERS, max_age=MAX_AGE)

    async def _entered(
        self, request: pb.EmbedQuestion | pb.EmbedVisit, *, shows_disabled: bool = False
    ) -> tuple[Embed, str]:
        """The embed and the origin of the page. Raises EmbedNotFound, EmbedDisabled, OriginRefused."""
        embed = find.state_of(await find.embed(self._store, request.embed_id.lower()))
        if not embed.settings.enabled:
            raise EmbedDisabled if shows_disabled else EmbedNotFound
        page = origins.page_of(request.origin, request.fetch_site, request.called)
        origins.check(embed.settings.origins, page)
        return embed, page

    async def _workspace(self, embed: Embed) -> Loaded:
        try:
            return await reload(self._store, embed.workspace_id)
        except WorkspaceNotFound:
            raise EmbedNotFound from None
