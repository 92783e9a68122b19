"""parlance.auth.v1.Groups."""

from __future__ import annotations

from collections.abc import Iterable

from parlance.auth.v1 import groups_pb2 as pb
from parlance.auth.v1 import users_pb2
from parlance.common.v1 import common_pb2 as common

from kernel.context import CallContext
from services.auth.adapters.accounts import Account
from services.auth.adapters.groups import StoredGroup
from services.auth.commands.groups import (
    add_members,
    create_group,
    delete_group,
    remove_members,
    update_group,
)
from services.auth.commands.parts import Parts
from services.auth.domain.group import existing
from services.auth.domain.refusals import GroupNotFound, NotSupported, ValueInvalid
from services.auth.queries import group_members, groups
from services.auth.rpc import group_rows, rows

_KINDS = ("direct", "inherited", "effective")


class Groups:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def ListGroups(self, request: pb.ListGroupsRequest, ctx: CallContext) -> pb.GroupList:
        share = request.share if request.HasField("share") else None
        if ctx.who.is_admin:
            found = await groups.all_groups(self._parts)
        elif share:
            found = await groups.shareable_by(self._parts, ctx.who.id)
        else:
            found = await groups.groups_of(self._parts, ctx.who.id)
            if share is False:
                found = [one for one in found if one.group.share is False]
        return pb.GroupList(groups=[group_rows.reply(one) for one in found])

    async def CreateGroup(self, request: pb.GroupForm, ctx: CallContext) -> pb.GroupReply:
        _no_parent(request)
        command = create_group.CreateGroup(
            request.name, request.description, request.data or None, request.permissions or None
        )
        return await self._reply((await create_group.handle(self._parts, ctx, command)).id)

    async def GetGroup(self, request: pb.GroupRequest, ctx: CallContext) -> pb.GroupReply:
        return await self._reply(request.id)

    async def GetGroupInfo(self, request: pb.GroupRequest, ctx: CallContext) -> pb.GroupInfo:
        who, stored = ctx.who, await self._known(request.id)
        if not (who.is_admin or request.id in who.groups or stored.group.share is True):
            raise GroupNotFound("no such group")
        return group_rows.info(stored)

    async def ExportGroup(self, request: pb.GroupRequest, ctx: CallContext) -> pb.GroupExport:
        stored = await self._known(request.id)
        return group_rows.export(stored, await groups.member_ids(self._parts, request.id))

    async def UpdateGroup(self, request: pb.UpdateGroupRequest, ctx: CallContext) -> pb.GroupReply:
        form = request.form
        _no_parent(form)
        command = update_group.UpdateGroup(
            request.id, form.name, form.description, form.data or None, group_rows.given(form.permissions)
        )
        await update_group.handle(self._parts, ctx, command)
        return await self._reply(request.id)

    async def DeleteGroup(self, request: pb.GroupRequest, ctx: CallContext) -> common.BoolValue:
        await delete_group.handle(self._parts, ctx, delete_group.DeleteGroup(request.id))
        return common.BoolValue(value=True)

    async def ListGroupUsers(self, request: pb.GroupRequest, ctx: CallContext) -> pb.GroupUsers:
        await self._known(request.id)
        found = await group_members.everybody(self._parts, request.id)
        return pb.GroupUsers(users=await self._summaries(found))

    async def ListGroupMembers(
        self, request: pb.ListGroupMembersRequest, ctx: CallContext
    ) -> pb.GroupMembersPage:
        kind = request.membership if request.HasField("membership") else "effective"
        if kind not in _KINDS:
            raise ValueInvalid("membership", f"one of {', '.join(_KINDS)}")
        stored = await self._known(request.id)
        count = stored.group.member_count
        found: list[Account] = []
        total = 0
        if kind != "inherited":
            found, total = await group_members.page(self._parts, request.id, request.query, request.page or 1)
        return pb.GroupMembersPage(
            items=[group_rows.member(one) for one in await self._summaries(found)],
            total=total,
            counts=pb.MembershipCounts(direct=count, inherited=0, effective=count),
        )

    async def AddGroupUsers(self, request: pb.GroupUsersRequest, ctx: CallContext) -> pb.GroupReply:
        command = add_members.AddMembers(request.id, tuple(request.form.user_ids))
        await add_members.handle(self._parts, ctx, command)
        return await self._reply(request.id)

    async def RemoveGroupUsers(self, request: pb.GroupUsersRequest, ctx: CallContext) -> pb.GroupReply:
        command = remove_members.RemoveMembers(request.id, tuple(request.form.user_ids))
        await remove_members.handle(self._parts, ctx, command)
        return await self._reply(request.id)

    async def FindShareable(
        self, request: pb.FindShareableRequest, ctx: CallContext
    ) -> pb.FindShareableReply:
        found = await groups.by_ids(self._parts, request.group_ids)
        shareable = [one.group.id for one in found if one.group.open_to(ctx.who.is_admin, ctx.who.groups)]
        return pb.FindShareableReply(group_ids=shareable)

    async def ListOwnGroups(self, request: pb.ListOwnGroupsRequest, ctx: CallContext) -> pb.GroupRows:
        return group_rows.listed(await groups.groups_of(self._parts, ctx.who.id))

    async def ListUserGroups(self, request: pb.ListUserGroupsRequest, ctx: CallContext) -> pb.GroupRows:
        return group_rows.listed(await groups.groups_of(self._parts, request.user_id))

    async def _known(self, group_id: str) -> StoredGroup:
        stored = await groups.group(self._parts, group_id)
        existing(stored.group if stored else None)
        assert stored is not None
        return stored

    async def _reply(self, group_id: str) -> pb.GroupReply:
        return group_rows.reply(await self._known(group_id))

    async def _summaries(self, found: Iterable[Account]) -> list[users_pb2.UserSummary]:
        activity, people = self._parts.activity, list(found)
        used = await rows.last_uses(activity, people)
        return [rows.summary(one, used[one.user.id], activity.is_active(used[one.user.id])) for one in people]


def _no_parent(form: pb.GroupForm) -> None:
    if form.parent_group_id:
        raise NotSupported("groups inside groups are not supported by this server", field="parent_group_id")
