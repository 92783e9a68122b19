"""An invitation to register: pending until it is claimed or disabled."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.auth.domain import instance_events as happened
from services.auth.domain.refusals import InviteNotFound

PENDING, CLAIMED, DISABLED = "pending", "claimed", "disabled"
MOST_WORKSPACES = 1000


@dataclass(frozen=True, slots=True)
class Invite:
    """State of a stream `invite-<id>`."""

    id: str = ""
    status: str = ""
    workspaces: tuple[int, ...] = ()


def stream_of(invite_id: str) -> str:
    """The stream of an invitation."""
    return f"invite-{invite_id}"


def evolve(state: Invite, event: object) -> Invite:
    """The invitation after an event."""
    match event:
        case happened.InviteCreated(invite_id, _, workspaces, _):
            return Invite(invite_id, PENDING, tuple(workspaces))
        case happened.InviteDisabled():
            return replace(state, status=DISABLED)
        case happened.InviteClaimed():
            return replace(state, status=CLAIMED)
    return state


def create(invite_id: str, number: int, workspaces: tuple[int, ...], created_by: str) -> list[object]:
    """A new invitation; workspaces are counted once."""
    once = tuple(dict.fromkeys(workspaces))[:MOST_WORKSPACES]
    return [happened.InviteCreated(invite_id, number, once, created_by)]


def disable(state: Invite) -> list[object]:
    """Nobody can claim it any more, and one that was claimed shows so. Raises InviteNotFound."""
    if not state.status:
        raise InviteNotFound("no such invitation")
    return [] if state.status == DISABLED else [happened.InviteDisabled(state.id)]


def claim(state: Invite, user_id: str) -> list[object]:
    """Use it up. Raises InviteNotFound when it is not pending."""
    if state.status != PENDING:
        raise InviteNotFound("this invitation cannot be used")
    return [happened.InviteClaimed(state.id, user_id, state.workspaces)]
