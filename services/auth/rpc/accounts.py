"""parlance.auth.v1.Accounts."""

from __future__ import annotations

from collections import OrderedDict

from parlance.auth.v1 import account_settings_pb2
from parlance.auth.v1 import accounts_pb2 as pb
from parlance.common.v1 import common_pb2 as common

from kernel.context import CallContext
from kernel.errors import Refusal
from services.auth.adapters.accounts import Account
from services.auth.commands import (
    add_user,
    change_password,
    create_api_key,
    delete_api_key,
    set_timezone,
    sign_in,
    sign_out,
    sign_up,
    update_profile,
)
from services.auth.commands.config import change_section
from services.auth.commands.noting import sign_in_noted
from services.auth.commands.oauth import sign_out_there
from services.auth.commands.parts import Parts
from services.auth.domain.config import accounts
from services.auth.domain.permissions import as_json
from services.auth.domain.refusals import UserNotFound
from services.auth.domain.user import masked_api_key
from services.auth.queries.permissions import permissions_of
from services.auth.rpc import admin_config, rows

_REMEMBERED = 10_000


class Accounts:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._replies: OrderedDict[str, tuple[Account, frozenset[str], pb.SessionUser]] = OrderedDict()

    async def GetSession(self, request: pb.GetSessionRequest, ctx: CallContext) -> pb.SessionUser:
        """From memory when nothing changed since the last call of this session."""
        who, parts = ctx.who, self._parts
        account = await parts.accounts.get(who.id)
        if account is None:
            raise Refusal("SESSION_REVOKED")
        parts.activity.touch(who.id)
        known = self._replies.get(who.session)
        if known is not None and known[0] is account and known[1] == who.permissions:
            self._replies.move_to_end(who.session)
            # A status that expires is worded anew each time.
            if not account.user.status_expires_at:
                return known[2]
        session = await parts.sessions.started(who.session)
        if session is None or session.user_id != who.id:
            raise Refusal("SESSION_REVOKED")
        reply = rows.session_user(account, session, as_json(who.permissions))
        self._replies[who.session] = (account, who.permissions, reply)
        if len(self._replies) > _REMEMBERED:
            self._replies.popitem(last=False)
        return reply

    async def GetToken(self, request: pb.GetTokenRequest, ctx: CallContext) -> pb.SessionToken:
        session = await self._parts.sessions.started(ctx.who.session)
        if session is None or session.user_id != ctx.who.id:
            raise Refusal("SESSION_REVOKED")
        return pb.SessionToken(token=session.token, token_type=rows.BEARER, expires_at=session.expires_at)

    async def SignUp(self, request: pb.SignUpRequest, ctx: CallContext) -> pb.SignedIn:
        command = sign_up.SignUp(
            request.name,
            request.email,
            request.password,
            request.profile_image_url if request.HasField("profile_image_url") else None,
        )
        registered = await sign_up.handle(self._parts, ctx, command)
        return rows.signed_in(registered, await permissions_of(self._parts, registered.user.id))

    async def SignIn(self, request: pb.SignInRequest, ctx: CallContext) -> pb.SignedIn:
        command = sign_in.SignIn(request.email, request.password)
        with sign_in_noted(self._parts, ctx, "password", request.email):
            registered = await sign_in.handle(self._parts, ctx, command)
        return rows.signed_in(registered, await permissions_of(self._parts, registered.user.id))

    async def SignOut(self, request: pb.SignOutRequest, ctx: CallContext) -> pb.SignedOut:
        caller = ctx.caller
        if caller is not None and caller.kind == "session":
            await sign_out.handle(self._parts, ctx, sign_out.SignOut(caller.id, caller.session))
            there = await sign_out_there.handle(self._parts, caller.session)
            return pb.SignedOut(status=True, redirect_url=there or None)
        return pb.SignedOut(status=True)

    async def UpdateProfile(self, request: pb.UpdateProfileRequest, ctx: CallContext) -> pb.AccountBrief:
        command = update_profile.UpdateProfile(
            ctx.who.id,
            request.name,
            request.profile_image_url,
            request.bio,
            request.gender,
            request.date_of_birth,
        )
        return rows.brief(await update_profile.handle(self._parts, ctx, command))

    async def UpdateTimezone(self, request: pb.UpdateTimezoneRequest, ctx: CallContext) -> pb.TimezoneUpdated:
        command = set_timezone.SetTimezone(ctx.who.id, request.timezone)
        await set_timezone.handle(self._parts, ctx, command)
        return pb.TimezoneUpdated(status=True)

    async def UpdatePassword(self, request: pb.UpdatePasswordRequest, ctx: CallContext) -> common.BoolValue:
        command = change_password.ChangePassword(ctx.who.id, request.password, request.new_password)
        with sign_in_noted(self._parts, ctx, "password", user_id=ctx.who.id):
            await change_password.handle(self._parts, ctx, command)
        return common.BoolValue(value=True)

    async def CreateApiKey(self, request: pb.CreateApiKeyRequest, ctx: CallContext) -> pb.ApiKey:
        command = create_api_key.CreateApiKey(ctx.who.id)
        return pb.ApiKey(api_key=await create_api_key.handle(self._parts, ctx, command))

    async def GetApiKey(self, request: pb.GetApiKeyRequest, ctx: CallContext) -> pb.ApiKey:
        account = await self._parts.accounts.get(ctx.who.id)
        if account is None:
            raise Refusal("API_KEY_NOT_FOUND")
        return pb.ApiKey(api_key=masked_api_key(account.user))

    async def DeleteApiKey(self, request: pb.DeleteApiKeyRequest, ctx: CallContext) -> common.BoolValue:
        await delete_api_key.handle(self._parts, ctx, delete_api_key.DeleteApiKey(ctx.who.id))
        return common.BoolValue(value=True)

    async def AddUser(self, request: pb.AddUserRequest, ctx: CallContext) -> pb.AddedUser:
        command = add_user.AddUser(
            request.name,
            request.email,
            request.password,
            request.profile_image_url if request.HasField("profile_image_url") else None,
            request.role if request.HasField("role") else "pending",
        )
        registered = await add_user.handle(self._parts, ctx, command)
        user = registered.user
        return pb.AddedUser(
            id=user.id,
            name=user.name,
            role=user.role,
            email=user.email,
            profile_image_url=rows.image_path(user.id),
            token=registered.session.token,
            token_type=rows.BEARER,
        )

    async def GetAdminDetails(self, request: pb.GetAdminDetailsRequest, ctx: CallContext) -> pb.AdminDetails:
        """Nothing when administrators do not want to be shown."""
        installation = (await self._parts.installations.get()).installation
        if not installation.settings["SHOW_ADMIN_DETAILS"]:
            raise Refusal("ACTION_PROHIBITED")
        owner = await self._parts.accounts.get(installation.owner) if installation.owner else None
        reply = pb.AdminDetails()
        email = installation.settings["ADMIN_EMAIL"] or (owner.user.email if owner else None)
        if email:
            reply.email = email
        if owner is not None:
            reply.name = owner.user.name
        return reply

    async def FindAccount(self, request: pb.FindAccountRequest, ctx: CallContext) -> pb.FoundAccount:
        """The owner, without an address; nothing of an installation without one."""
        parts, email = self._parts, request.email.strip().lower()
        if email:
            found = await parts.accounts.by_email(email)
            if found is None:
                raise UserNotFound("no such account")
        else:
            owner = (await parts.installations.get()).installation.owner
            found = await parts.accounts.get(owner) if owner else None
            if found is None:
                return pb.FoundAccount()
        user = found.user
        return pb.FoundAccount(id=user.id, name=user.name, email=user.email, role=user.role)

    async def GetAdminConfig(self, request: pb.GetAdminConfigRequest, ctx: CallContext) -> pb.AdminConfig:
        current = await self._parts.installations.get()
        return admin_config.to_message(current.installation.settings)

    async def GetTokenConfig(self, request: pb.GetTokenConfigRequest, ctx: CallContext) -> pb.TokenConfig:
        settings = await self._parts.config.section(account_settings_pb2.AccountSettings)
        return pb.TokenConfig(jwt_expires_in=settings.jwt_expires_in)

    async def UpdateTokenConfig(self, request: pb.TokenConfig, ctx: CallContext) -> pb.TokenConfig:
        wanted = {"JWT_EXPIRES_IN": request.jwt_expires_in}
        changed = await change_section.handle(
            self._parts, ctx, change_section.ChangeSection(accounts.NAME, wanted)
        )
        return pb.TokenConfig(jwt_expires_in=changed.values["JWT_EXPIRES_IN"])

    async def UpdateAdminConfig(
        self, request: pb.UpdateAdminConfigRequest, ctx: CallContext
    ) -> pb.AdminConfig:
        defaults = self._parts.config.schema(accounts.NAME).defaults
        command = change_section.ChangeSection(accounts.NAME, admin_config.from_request(request, defaults))
        changed = await change_section.handle(self._parts, ctx, command)
        reply = admin_config.to_message(changed.values)
        reply.sessions_revoked = False
        return reply
