"""The passages of a workspace that answer a question best."""

from __future__ import annotations

from kernel.context import CallContext
from services.chat.adapters.knowledge import Knowledge
from services.chat.domain.workspaces.reranking import candidates, reranked
from services.chat.domain.workspaces.settings import RERANK
from services.chat.domain.workspaces.sources import Passage
from services.chat.domain.workspaces.workspace import Workspace

MOST = 100


async def passages_for(
    knowledge: Knowledge,
    ctx: CallContext,
    workspace: Workspace,
    question: str,
    wanted: int | None = None,
    least: float | None = None,
) -> list[Passage]:
    """As many as are wanted, at most MOST, none less similar than `least`; the workspace's settings count
    where nothing is given. Raises AnswerFailed."""
    settings = workspace.settings
    wanted = min(settings.passages if wanted is None else wanted, MOST)
    least = settings.similarity if least is None else least
    if settings.search_mode != RERANK:
        return await knowledge.passages(ctx, workspace.collection, question, wanted, least)
    found = await knowledge.passages(ctx, workspace.collection, question, candidates(wanted), least)
    return reranked(question, found, wanted)
