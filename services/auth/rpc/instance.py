"""parlance.auth.v1.Instance."""

from __future__ import annotations

import json

from parlance.auth.v1 import instance_pb2 as pb
from parlance.auth.v1.instance_settings_pb2 import InstanceSettings

from kernel.context import CallContext
from services.auth.commands import delete_user
from services.auth.commands.config import change_section
from services.auth.commands.instance import (
    accept_invite,
    create_account,
    create_invite,
    disable_invite,
    issue_sign_in_token,
    number_accounts,
    redeem_sign_in_token,
    update_account,
)
from services.auth.commands.noting import sign_in_noted
from services.auth.commands.parts import Parts
from services.auth.domain import instance, preferences
from services.auth.domain.refusals import (
    MultiUserModeOff,
    MultiUserModeOn,
    SimpleSsoOff,
    UsernameTaken,
)
from services.auth.queries import instance as queries
from services.auth.rpc import instance_rows as rows

_SECTION = "anythingllm"


class Instance:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def IsMultiUserMode(self, request: pb.InstanceModeRequest, ctx: CallContext) -> pb.InstanceMode:
        return pb.InstanceMode(is_multi_user=(await self._settings()).multi_user_mode)

    async def EnableMultiUser(
        self, request: pb.EnableMultiUserRequest, ctx: CallContext
    ) -> pb.InstanceResult:
        if (await self._settings()).multi_user_mode:
            raise MultiUserModeOn("multi-user mode is on")
        command = create_account.CreateAccount(request.username, request.password, instance.ADMIN)
        try:
            await create_account.handle(self._parts, ctx, command)
        except UsernameTaken:
            known = await self._parts.accounts.by_name(request.username)
            if known is None or known.user.role != "admin":
                raise
        await self._change({"multi_user_mode": True}, ctx)
        return pb.InstanceResult(success=True)

    async def ListUsers(self, request: pb.ListInstanceUsersRequest, ctx: CallContext) -> pb.InstanceUsers:
        await self._multi_user()
        await number_accounts.handle(self._parts, ctx)
        return pb.InstanceUsers(users=[rows.user(one) for one in await queries.everybody(self._parts)])

    async def CreateUser(
        self, request: pb.CreateInstanceUserRequest, ctx: CallContext
    ) -> pb.CreatedInstanceUser:
        await self._multi_user()
        command = create_account.CreateAccount(
            request.username,
            request.password,
            request.role if request.HasField("role") else instance.DEFAULT,
            request.daily_message_limit,
            request.bio,
        )
        user_id = await create_account.handle(self._parts, ctx, command)
        found = await queries.people(self._parts, (), (user_id,))
        return pb.CreatedInstanceUser(user=rows.user(found[0]))

    async def UpdateUser(self, request: pb.UpdateInstanceUserRequest, ctx: CallContext) -> pb.InstanceResult:
        await self._multi_user()
        account = await queries.by_number(self._parts, request.id)
        command = rows.update_of(account.user.id, request.form)
        await update_account.handle(self._parts, ctx, command)
        return pb.InstanceResult(success=True)

    async def DeleteUser(self, request: pb.DeleteInstanceUserRequest, ctx: CallContext) -> pb.InstanceResult:
        await self._multi_user()
        account = await queries.by_number(self._parts, request.id)
        await delete_user.handle(self._parts, ctx, delete_user.DeleteUser(account.user.id, ctx.who.id))
        return pb.InstanceResult(success=True)

    async def ListInvites(self, request: pb.ListInvitesRequest, ctx: CallContext) -> pb.Invites:
        await self._multi_user()
        return pb.Invites(invites=await self._invites())

    async def CreateInvite(self, request: pb.CreateInviteRequest, ctx: CallContext) -> pb.CreatedInvite:
        await self._multi_user()
        command = create_invite.CreateInvite(rows.workspaces_of(request.form), ctx.who.id)
        invite_id = await create_invite.handle(self._parts, ctx, command)
        return pb.CreatedInvite(invite=(await self._invites(invite_id))[0])

    async def DisableInvite(self, request: pb.DisableInviteRequest, ctx: CallContext) -> pb.InstanceResult:
        await self._multi_user()
        await disable_invite.handle(self._parts, ctx, disable_invite.DisableInvite(request.id))
        return pb.InstanceResult(success=True)

    async def GetInvite(self, request: pb.GetInviteRequest, ctx: CallContext) -> pb.InviteState:
        await self._multi_user()
        invite_id = await accept_invite.invite_of(self._parts, ctx, request.code)
        found = await queries.invites(self._parts, invite_id)
        return pb.InviteState(invite=pb.InviteSummary(code=request.code, status=found[0]["status"]))

    async def AcceptInvite(self, request: pb.AcceptInviteRequest, ctx: CallContext) -> pb.InstanceResult:
        await self._multi_user()
        command = accept_invite.AcceptInvite(request.code, request.form.username, request.form.password)
        await accept_invite.handle(self._parts, ctx, command)
        return pb.InstanceResult(success=True)

    async def SetPreferences(self, request: pb.SetPreferencesRequest, ctx: CallContext) -> pb.InstanceResult:
        await self._multi_user()
        wanted = preferences.read(rows.form_of(request.form))
        if wanted:
            await self._change(wanted, ctx)
        return pb.InstanceResult(success=True)

    async def GetPreferences(self, request: pb.GetPreferencesRequest, ctx: CallContext) -> pb.Preferences:
        await self._multi_user()
        settings = await self._settings()
        shown = {key: getattr(settings, key) for key in preferences.KEYS}
        return pb.Preferences(settings=json.dumps(shown, ensure_ascii=False).encode())

    async def ListNames(self, request: pb.ListInstanceUsersRequest, ctx: CallContext) -> pb.InstanceNames:
        await self._multi_user()
        await number_accounts.handle(self._parts, ctx)
        return pb.InstanceNames(users=[rows.name(one.user) for one in await queries.everybody(self._parts)])

    async def IssueAuthToken(self, request: pb.IssueAuthTokenRequest, ctx: CallContext) -> pb.AuthToken:
        await self._multi_user()
        if not (await self._settings()).simple_sso:
            raise SimpleSsoOff("simple SSO is off")
        account = await queries.by_number(self._parts, request.id)
        command = issue_sign_in_token.IssueSignInToken(account.user.id)
        token = await issue_sign_in_token.handle(self._parts, ctx, command)
        return pb.AuthToken(token=token, login_path=f"/sso/simple?token={token}")

    async def RedeemAuthToken(
        self, request: pb.RedeemAuthTokenRequest, ctx: CallContext
    ) -> pb.RedeemedAuthToken:
        if not (await self._settings()).simple_sso:
            raise SimpleSsoOff("simple SSO is off")
        command = redeem_sign_in_token.RedeemSignInToken(request.token)
        with sign_in_noted(self._parts, ctx, "sign_in_token"):
            registered = await redeem_sign_in_token.handle(self._parts, ctx, command)
        return pb.RedeemedAuthToken(
            user=rows.name(registered.user), valid=True, token=registered.session.token
        )

    async def OpenSimpleSso(self, request: pb.RedeemAuthTokenRequest, ctx: CallContext) -> pb.OpenedSimpleSso:
        redeemed = await self.RedeemAuthToken(request, ctx)
        return pb.OpenedSimpleSso(location="/", token=redeemed.token)

    async def _settings(self) -> InstanceSettings:
        return await self._parts.config.section(InstanceSettings)

    async def _multi_user(self) -> None:
        if not (await self._settings()).multi_user_mode:
            raise MultiUserModeOff("multi-user mode is off")

    async def _change(self, values: dict[str, object], ctx: CallContext) -> None:
        await change_section.handle(self._parts, ctx, change_section.ChangeSection(_SECTION, values))

    async def _invites(self, invite_id: str | None = None) -> list[pb.Invite]:
        found = await queries.invites(self._parts, invite_id)
        codes = await self._parts.invite_codes.readable([one["_id"] for one in found])
        about = {one[key] for one in found for key in ("created_by", "claimed_by") if one[key]}
        people = {one.user.id: one.user for one in await queries.people(self._parts, (), about)}
        return [rows.invite(one, codes.get(one["_id"], ""), people) for one in found]
