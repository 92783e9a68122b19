"""parlance.auth.v1.Users."""

from __future__ import annotations

from collections.abc import AsyncIterator

from parlance.auth.v1 import users_pb2 as pb
from parlance.common.v1 import common_pb2 as common

from kernel.context import CallContext
from kernel.errors import Refusal
from services.auth.adapters.accounts import Account
from services.auth.commands import (
    change_permissions,
    deactivate_user,
    delete_user,
    merge_info,
    reactivate_user,
    revoke_sessions,
    save_settings,
    set_job_priority,
    set_status,
    set_variables,
    update_user,
)
from services.auth.commands.parts import Parts
from services.auth.domain.permissions import INITIALLY_GRANTED
from services.auth.domain.refusals import UserNotFound
from services.auth.queries import people
from services.auth.queries.groups import group_ids_of, group_ids_of_many
from services.auth.queries.identities import identities_of
from services.auth.queries.preview import preview
from services.auth.rpc import permission_tree, profile_image, rows

_TOOL_SERVERS = "features.direct_tool_servers"


class Users:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def ListUsers(self, request: pb.ListUsersRequest, ctx: CallContext) -> pb.UserPage:
        found, total = await people.page(self._parts, _question(request))
        used = await rows.last_uses(self._parts.activity, found)
        groups = await group_ids_of_many(self._parts, [one.user.id for one in found])
        users = [rows.listed(one, used[one.user.id], groups[one.user.id]) for one in found]
        return pb.UserPage(users=users, total=total)

    async def ListAllUsers(self, request: pb.ListAllUsersRequest, ctx: CallContext) -> pb.UserSummaries:
        found = await people.everybody(self._parts)
        return await self._summaries(found, len(found))

    async def SearchUsers(self, request: pb.SearchUsersRequest, ctx: CallContext) -> pb.UserSummaries:
        return await self._summaries(*await people.page(self._parts, _question(request)))

    async def GetSettings(self, request: pb.GetSettingsRequest, ctx: CallContext) -> pb.UserSettings:
        return pb.UserSettings(settings=(await self._known(ctx.who.id)).user.settings or None)

    async def UpdateSettings(self, request: pb.UpdateSettingsRequest, ctx: CallContext) -> pb.UserSettings:
        who = ctx.who
        command = save_settings.SaveSettings(who.id, request.form, who.may(_TOOL_SERVERS))
        return pb.UserSettings(settings=await save_settings.handle(self._parts, ctx, command))

    async def GetStatus(self, request: pb.GetStatusRequest, ctx: CallContext) -> pb.UserRow:
        await self._status_allowed()
        return await self._row(await self._known(ctx.who.id))

    async def UpdateStatus(self, request: pb.UpdateStatusRequest, ctx: CallContext) -> pb.UserRow:
        await self._status_allowed()
        command = set_status.SetStatus(
            ctx.who.id, request.status_emoji, request.status_message, request.status_expires_at
        )
        await set_status.handle(self._parts, ctx, command)
        return await self._row(await self._known(ctx.who.id))

    async def GetInfo(self, request: pb.GetInfoRequest, ctx: CallContext) -> pb.UserInfo:
        return pb.UserInfo(info=(await self._known(ctx.who.id)).user.info or None)

    async def UpdateInfo(self, request: pb.UpdateInfoRequest, ctx: CallContext) -> pb.UserInfo:
        command = merge_info.MergeInfo(ctx.who.id, request.form)
        return pb.UserInfo(info=await merge_info.handle(self._parts, ctx, command))

    async def GetVariables(self, request: pb.GetVariablesRequest, ctx: CallContext) -> pb.UserVariables:
        return pb.UserVariables(variables=(await self._known(ctx.who.id)).user.variables or b"{}")

    async def UpdateVariables(self, request: pb.UpdateVariablesRequest, ctx: CallContext) -> pb.UserVariables:
        command = set_variables.SetVariables(ctx.who.id, request.variables)
        return pb.UserVariables(variables=await set_variables.handle(self._parts, ctx, command))

    async def PreviewUser(self, request: pb.PreviewUserRequest, ctx: CallContext) -> pb.UserPreview:
        return pb.UserPreview(preview=await preview(self._parts, ctx, request.user_id))

    async def SetJobPriority(self, request: pb.SetJobPriorityRequest, ctx: CallContext) -> pb.JobPriority:
        command = set_job_priority.SetJobPriority(request.user_id, request.priority)
        await set_job_priority.handle(self._parts, ctx, command)
        return pb.JobPriority(user_id=request.user_id, job_priority=request.priority)

    async def GetPermissions(self, request: pb.GetPermissionsRequest, ctx: CallContext) -> pb.PermissionTree:
        return permission_tree.to_message(ctx.who.permissions)

    async def GetDefaultPermissions(
        self, request: pb.GetDefaultPermissionsRequest, ctx: CallContext
    ) -> pb.PermissionTree:
        return permission_tree.to_message(await self._granted())

    async def GetInitialPermissions(
        self, request: pb.GetInitialPermissionsRequest, ctx: CallContext
    ) -> pb.PermissionTree:
        return permission_tree.to_message(INITIALLY_GRANTED)

    async def UpdateDefaultPermissions(
        self, request: pb.PermissionTree, ctx: CallContext
    ) -> pb.PermissionTree:
        command = change_permissions.ChangePermissions(permission_tree.granted(request))
        await change_permissions.handle(self._parts, ctx, command)
        return permission_tree.to_message(command.granted)

    async def GetUser(self, request: pb.GetUserRequest, ctx: CallContext) -> pb.UserDetails:
        account = await self._known(request.user_id)
        used = (await rows.last_uses(self._parts.activity, [account]))[account.user.id]
        active = self._parts.activity.is_active(used)
        groups = await group_ids_of(self._parts, account.user.id)
        known = await identities_of(self._parts, account.user.id)
        return rows.details(account, used, active, groups, known)

    async def GetUserInfo(self, request: pb.GetUserInfoRequest, ctx: CallContext) -> pb.UserSummary:
        summaries = await self._summaries([await self._known(request.user_id)], 1)
        return summaries.users[0]

    async def IsUserActive(self, request: pb.IsUserActiveRequest, ctx: CallContext) -> pb.UserActivity:
        account = await self._parts.accounts.get(request.user_id)
        if account is None:
            return pb.UserActivity(active=False)
        used = (await rows.last_uses(self._parts.activity, [account]))[account.user.id]
        return pb.UserActivity(active=self._parts.activity.is_active(used))

    async def GetProfileImage(
        self, request: pb.GetProfileImageRequest, ctx: CallContext
    ) -> AsyncIterator[common.Download]:
        account = await self._known(request.user_id)
        for part in profile_image.download(account.user.profile_image_url):
            yield part

    async def UpdateUser(self, request: pb.UpdateUserRequest, ctx: CallContext) -> pb.UserRow:
        fields = ("role", "name", "email", "profile_image_url", "password")
        given = {name: getattr(request, name) for name in fields if request.HasField(name)}
        command = update_user.UpdateUser(request.user_id, ctx.who.id, **given)
        await update_user.handle(self._parts, ctx, command)
        return await self._row(await self._known(request.user_id))

    async def DeactivateUser(self, request: pb.DeactivateUserRequest, ctx: CallContext) -> common.BoolValue:
        command = deactivate_user.DeactivateUser(request.user_id, ctx.who.id)
        await deactivate_user.handle(self._parts, ctx, command)
        return common.BoolValue(value=True)

    async def ReactivateUser(self, request: pb.ReactivateUserRequest, ctx: CallContext) -> common.BoolValue:
        await reactivate_user.handle(self._parts, ctx, reactivate_user.ReactivateUser(request.user_id))
        return common.BoolValue(value=True)

    async def RevokeSessions(self, request: pb.RevokeSessionsRequest, ctx: CallContext) -> common.BoolValue:
        command = revoke_sessions.RevokeSessions(request.user_id)
        await revoke_sessions.handle(self._parts, ctx, command)
        return common.BoolValue(value=True)

    async def DeleteUser(self, request: pb.DeleteUserRequest, ctx: CallContext) -> common.BoolValue:
        await delete_user.handle(self._parts, ctx, delete_user.DeleteUser(request.user_id, ctx.who.id))
        return common.BoolValue(value=True)

    async def _known(self, user_id: str) -> Account:
        account = await self._parts.accounts.get(user_id)
        if account is None:
            raise UserNotFound("no such account")
        return account

    async def _row(self, account: Account) -> pb.UserRow:
        used = await rows.last_uses(self._parts.activity, [account])
        return rows.row(account, used[account.user.id])

    async def _summaries(self, found: list[Account], total: int) -> pb.UserSummaries:
        activity = self._parts.activity
        used = await rows.last_uses(activity, found)
        short = [rows.summary(one, used[one.user.id], activity.is_active(used[one.user.id])) for one in found]
        return pb.UserSummaries(users=short, total=total)

    async def _granted(self) -> frozenset[str]:
        return (await self._parts.installations.get()).installation.granted

    async def _status_allowed(self) -> None:
        current = await self._parts.installations.get()
        if not current.installation.settings["ENABLE_USER_STATUS"]:
            raise Refusal("USER_STATUS_DISABLED")


def _question(request: pb.ListUsersRequest | pb.SearchUsersRequest) -> people.Question:
    return people.Question(request.query, request.order_by, request.direction, request.page)
