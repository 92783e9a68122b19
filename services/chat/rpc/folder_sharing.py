"""parlance.chat.v1.FolderSharing"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from parlance.auth.v1.account_settings_pb2 import AccountSettings
from parlance.chat.v1 import folder_sharing_pb2 as pb

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from kernel.identity.grants import Grant
from kernel.identity.sharing import Sharing, added
from services.chat.adapters.people import People
from services.chat.commands.folders import share
from services.chat.queries.folders.shared import Row, grants_of, shared_with
from services.chat.queries.folders.tree import find_row
from services.chat.rpc.folder_shapes import details, json_or_none
from services.chat.rpc.grant_forms import granting

_MODES = ("", "continue")


class FolderSharing:
    """Who else looks into folders."""

    def __init__(
        self,
        store: EventStore,
        people: People,
        sharing: Sharing,
        settings: Callable[[], AccountSettings],
    ) -> None:
        self._store = store
        self._people = people
        self._sharing = sharing
        self._settings = settings

    async def ListShared(self, request: Any, ctx: CallContext) -> Any:
        """Folders of others."""
        self._open()
        found = await shared_with(self._store, ctx.who)
        visible = {row["_id"] for row, _ in found}
        people = await self._people.named(ctx, [row["u"] for row, _ in found])
        items = [
            _shared(row, permission, visible, people[row["u"]].name if row["u"] in people else "")
            for row, permission in found
        ]
        return pb.ListSharedFoldersReply(items=items)

    async def SetAccess(self, request: Any, ctx: CallContext) -> Any:
        """Replace the access list."""
        self._open()
        if request.share_mode not in _MODES:
            raise Refusal("VALIDATION_FAILED", "share_mode is continue or null")
        row = await find_row(self._store, ctx.who.id, request.id)
        given = granting(request.access_grants)
        if given is None:
            raise Refusal("VALIDATION_FAILED", "access_grants is a list")
        before = grants_of(row)
        after = given(before)
        await self._sharing.check(ctx, share.KIND, before, after)
        _check_public(ctx, added(before, after))
        await share.handle(self._store, ctx, ctx.who.id, request.id, given)
        row = await find_row(self._store, ctx.who.id, request.id)
        return details(row, write=True, owner=True)

    def _open(self) -> None:
        """Raises ACCESS_PROHIBITED while folders are switched off."""
        if not self._settings().enable_folders:
            raise Refusal("ACCESS_PROHIBITED")


def _check_public(ctx: CallContext, fresh: Sequence[Grant]) -> None:
    # There is no key of its own for folders that are open to everybody: what is opened are chats.
    if ctx.who.is_admin or not any(grant.is_public for grant in fresh):
        return
    for key in ("sharing.folders", "sharing.public_chats"):
        if not ctx.who.may(key):
            raise Refusal("AUDIENCE_PROHIBITED", details={"permission": key})


def _shared(row: Row, permission: str, visible: set[str], owner_name: str) -> Any:
    return pb.SharedFolder(
        id=row["_id"],
        parent_id=row["p"] if row["p"] in visible else None,
        user_id=row["u"],
        name=row["t"],
        meta=json_or_none(row["a"]),
        data=json_or_none(row["d"]) if permission == "write" else None,
        owner_name=owner_name,
        permission=permission,
        created_at=row["c"] // 1000,
        updated_at=row["m"] // 1000,
    )
