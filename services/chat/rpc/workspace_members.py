"""parlance.chat.v1.WorkspaceMembers"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from parlance.chat.v1 import workspace_members_pb2 as pb

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from kernel.moments import iso_moment
from services.chat.adapters.directory import Directory
from services.chat.commands.workspaces import members
from services.chat.domain.workspaces.refusals import MultiUserModeOff, NobodyFound, WorkspaceNotFound
from services.chat.domain.workspaces.values import truth, whole
from services.chat.domain.workspaces.workspace import MOST_MEMBERS
from services.chat.queries.workspaces import everything_said, find
from services.chat.rpc import workspace_shapes as shapes


class WorkspaceMembers:
    """See the proto. `multi_user` tells whether the installation is in multi-user mode."""

    def __init__(self, store: EventStore, directory: Directory, multi_user: Callable[[], bool]) -> None:
        self._store = store
        self._directory = directory
        self._multi_user = multi_user

    async def List(self, request: pb.ListMembersRequest, ctx: CallContext) -> pb.Members:
        """Members by the number of the workspace."""
        self._allowed()
        document = await find.by_number(self._store, request.workspace_id)
        return pb.Members(users=[] if document is None else await self._members(ctx, document))

    async def Replace(self, request: pb.ReplaceMembersRequest, ctx: CallContext) -> pb.MembersResult:
        """Set the members."""
        self._allowed()
        document = await find.by_number(self._store, request.workspace_id)
        if document is None:
            raise WorkspaceNotFound
        form = shapes.read_form(request.form)
        people = await self._directory.by_numbers(ctx, _numbers(form.get("userIds")))
        wanted = [person.user_id for person in people]
        await members.assign(self._store, ctx, document["_id"], wanted, keep=False)
        return pb.MembersResult(success=True)

    async def Manage(self, request: pb.ManageMembersRequest, ctx: CallContext) -> pb.ManagedMembers:
        """Add members, or set them."""
        self._allowed()
        workspace = (await find.load(self._store, request.slug)).state
        form = shapes.read_form(request.form)
        people = await self._directory.by_numbers(ctx, _numbers(form.get("userIds")))
        if not people:
            raise NobodyFound("None of these is an account.")
        wanted = [person.user_id for person in people]
        keep = not truth(form.get("reset"))
        await members.assign(self._store, ctx, workspace.workspace_id, wanted, keep=keep)
        document = (await find.reload(self._store, workspace.workspace_id)).document
        return pb.ManagedMembers(success=True, users=await self._members(ctx, document))

    async def Exchanges(self, request: pb.ExchangesRequest, ctx: CallContext) -> pb.ExchangesPage:
        """What was said in all workspaces."""
        offset = whole(shapes.read_form(request.form).get("offset")) or 0
        said, more = await everything_said.page(self._store, offset)
        asked_for = {one.conversation.user_id for one in said} - {""}
        people = {one.user_id: one for one in await self._directory.by_ids(ctx, asked_for)}
        chats = [shapes.exchange_row(one, people.get(one.conversation.user_id)) for one in said]
        return pb.ExchangesPage(chats=chats, has_pages=more)

    def _allowed(self) -> None:
        if not self._multi_user():
            raise MultiUserModeOff

    async def _members(self, ctx: CallContext, document: Mapping[str, Any]) -> list[pb.Member]:
        since = {one["u"]: one["m"] for one in document.get("a", ())}
        people = await self._directory.by_ids(ctx, since)
        return [
            pb.Member(
                user_id=person.number,
                username=person.username,
                role=person.role,
                last_updated_at=iso_moment(since[person.user_id]),
            )
            for person in people
        ]


def _numbers(given: Any) -> list[int]:
    """The whole numbers of a list, each once."""
    items = given if isinstance(given, list) else []
    found = [number for one in items[:MOST_MEMBERS] if (number := whole(one)) is not None]
    return list(dict.fromkeys(found))
