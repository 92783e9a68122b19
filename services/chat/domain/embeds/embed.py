"""An embed and the sessions of its visitors: what may happen to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.chat.domain.embeds import events as e
from services.chat.domain.embeds.refusals import EmbedRefused
from services.chat.domain.embeds.settings import Settings, changed, initial, says_anything, stored
from services.chat.domain.workspaces.exchange import Exchange
from services.chat.domain.workspaces.values import Form

MOST_OF_A_WORKSPACE = 100
MOVES_TO = "workspace_id"


@dataclass(frozen=True, slots=True)
class Embed:
    """An embed; it belongs to the owner of its workspace."""

    embed_id: str
    owner_id: str
    number: int
    workspace_id: str
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Session:
    """A visitor's session: the number of its last exchange, and of the last one before it began anew."""

    embed_id: str
    session_id: str
    owner_id: str
    last: int = 0
    reset: int = 0


def decide_create(
    embed_id: str, number: int, workspace_id: str, owner_id: str, held: int, form: Form
) -> list[e.EmbedCreated]:
    """Open a workspace that has `held` embeds already. Raises EmbedRefused."""
    if held >= MOST_OF_A_WORKSPACE:
        raise EmbedRefused(f"A workspace has at most {MOST_OF_A_WORKSPACE} embeds.")
    return [e.EmbedCreated(embed_id, owner_id, number, workspace_id, stored(initial(form)))]


def decide_change(state: Embed, form: Form, target: tuple[str, str] | None) -> list[e.EmbedChanged]:
    """Change settings; `target` is the id and the owner of the workspace that answers from now on. What stays
    the same is no event. Raises EmbedRefused for another's workspace: visitors wrote to this owner."""
    settings = changed(state.settings, form) if says_anything(form) else state.settings
    workspace_id, owner_id = target or (state.workspace_id, state.owner_id)
    if owner_id != state.owner_id:
        raise EmbedRefused("An embed stays with the account its workspace belongs to.")
    if (settings, workspace_id) == (state.settings, state.workspace_id):
        return []
    return [e.EmbedChanged(state.embed_id, state.owner_id, workspace_id, stored(settings))]


def decide_delete(state: Embed) -> list[e.EmbedDeleted]:
    """End an embed."""
    return [e.EmbedDeleted(state.embed_id, state.owner_id)]


def decide_answer(
    embed: Embed, session_id: str, exchange: Exchange, sources: bytes, metrics: bytes, connection: bytes
) -> list[e.EmbedAnswered]:
    """Keep an exchange."""
    return [
        e.EmbedAnswered(
            embed_id=embed.embed_id,
            session_id=session_id,
            owner_id=embed.owner_id,
            number=exchange.number,
            question=exchange.question,
            answer=exchange.answer,
            mode=exchange.mode,
            sources=sources,
            metrics=metrics,
            connection=connection,
            hidden=exchange.hidden,
        )
    ]


def decide_reset(state: Session) -> list[e.EmbedSessionReset]:
    """Begin a session anew, if anything was said."""
    if state.last <= state.reset:
        return []
    return [e.EmbedSessionReset(state.embed_id, state.session_id, state.owner_id, state.last)]


def decide_end(state: Session) -> list[e.EmbedSessionEnded]:
    """End a session."""
    return [e.EmbedSessionEnded(state.embed_id, state.session_id, state.owner_id)]
