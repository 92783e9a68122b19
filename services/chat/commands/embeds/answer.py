"""Answer a visitor: as the workspace would, with what the embed and the page choose, in a session of its own.

Visitors have no account: model and documents are asked as this service, so what an embed reaches is its
workspace and, where pages may choose the model, every model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.chat.commands.workspaces.ask import Asked, Assistant
from services.chat.commands.workspaces.numbers import EMBED_EXCHANGE
from services.chat.domain.embeds.embed import Embed, decide_answer
from services.chat.domain.embeds.question import Question
from services.chat.domain.workspaces.exchange import Exchange
from services.chat.queries.embeds import find
from services.chat.queries.workspaces.find import Loaded

_json = msgspec.json.Encoder()


def stream_of(embed_id: str, session_id: str) -> str:
    """The stream of a session."""
    return f"embedsession-{embed_id}/{session_id}"


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a question comes from."""

    embed: Embed
    question: Question
    page: str
    """Origin of the page; "" when nobody said."""
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorAsked(Asked):
    """A visitor's question."""

    visit: Visit


def asked(workspace: Loaded, visit: Visit, before: Sequence[Exchange]) -> VisitorAsked:
    """The question for the assistant: the workspace with what the page chose."""
    question, own = visit.question, workspace.state.settings
    settings = replace(own, model=question.model or own.model)
    turns = [turn for one in before for turn in (("user", one.question), ("assistant", one.answer))]
    return VisitorAsked(
        workspace=replace(workspace, state=replace(workspace.state, settings=settings)),
        message=question.message,
        mode=visit.embed.settings.mode,
        prompt=question.prompt,
        before=turns,
        temperature=question.temperature,
        visit=visit,
    )


class VisitorsAssistant(Assistant):
    """Answers visitors; exchanges join their sessions and no conversation of the workspace."""

    async def number(self) -> int:
        """The number of a new exchange."""
        return await self._numbers.next(EMBED_EXCHANGE)

    async def keep(self, ctx: CallContext, asked: Asked, exchange: Exchange) -> None:
        """Record an exchange. Raises EmbedNotFound when the embed was deleted meanwhile."""
        if not isinstance(asked, VisitorAsked):
            raise TypeError("only visitors' questions are asked here")
        visit = asked.visit
        embed_id, session_id = visit.embed.embed_id, visit.question.session_id
        connection = {"host": visit.page or None, "ip": visit.address, "username": visit.question.username}

        async def work(tx: Transaction) -> None:
            embed = find.state_of(await find.embed(tx, embed_id))
            _, version = await find.session(tx, embed, session_id)
            sources, metrics = _json.encode(exchange.sources), _json.encode(exchange.metrics)
            events = decide_answer(embed, session_id, exchange, sources, metrics, _json.encode(connection))
            await tx.append(stream_of(embed_id, session_id), version, events)

        await self._store.execute(ctx, work)
