"""parlance.auth.v1.OAuth."""

from __future__ import annotations

import logging
from urllib.parse import quote

from parlance.auth.v1 import oauth_pb2 as pb
from parlance.common.v1 import common_pb2 as common

from kernel.context import CallContext
from kernel.errors import Refusal
from services.auth.adapters.oauth.provider_sessions import ProviderSession
from services.auth.commands.config import change_section
from services.auth.commands.noting import sign_in_noted
from services.auth.commands.oauth import backchannel_logout, begin_sign_in, finish_sign_in
from services.auth.commands.parts import Parts
from services.auth.domain.oauth.failures import PersonRefused, SignInFailed
from services.auth.domain.oauth.settings import SECTION
from services.auth.domain.refusals import Refused, TooManyTries
from services.auth.rpc import oauth_config

PAGE = "/auth"
"""The sign-in page; it shows `error` and takes a session over from the cookie."""
_log = logging.getLogger(__name__)


class OAuth:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def BeginSignIn(self, request: pb.BeginSignInRequest, ctx: CallContext) -> pb.BegunSignIn:
        command = begin_sign_in.BeginSignIn(request.provider, request.origin)
        try:
            begun = await begin_sign_in.handle(self._parts, command)
        except SignInFailed as failed:
            return pb.BegunSignIn(location=_failed(request.provider, failed))
        return pb.BegunSignIn(location=begun.location, attempt=begun.attempt)

    async def FinishSignIn(self, request: pb.FinishSignInRequest, ctx: CallContext) -> pb.FinishedSignIn:
        command = finish_sign_in.FinishSignIn(
            provider=request.provider,
            state=request.state,
            code=request.code,
            issuer=request.iss,
            error=request.error,
            attempt=request.attempt,
        )
        try:
            with sign_in_noted(self._parts, ctx, f"oidc:{request.provider}"):
                registered = await finish_sign_in.counted(self._parts, ctx, command)
        except Refused as refused:
            return pb.FinishedSignIn(location=_failed(request.provider, refused), attempt="")
        return pb.FinishedSignIn(location=PAGE, attempt="", token=registered.session.token)

    async def BackchannelLogout(
        self, request: pb.BackchannelLogoutRequest, ctx: CallContext
    ) -> pb.BackchannelLoggedOut:
        command = backchannel_logout.BackchannelLogout(request.provider, request.logout_token)
        ended = await backchannel_logout.handle(self._parts, ctx, command)
        _log.info("sign-out at %s ended %d sessions", request.provider or "a provider", ended)
        return pb.BackchannelLoggedOut()

    async def ListProviders(self, request: pb.ListProvidersRequest, ctx: CallContext) -> pb.Providers:
        return pb.Providers(providers=(await self._parts.oauth.providers.now()).offered())

    async def ListSessions(
        self, request: pb.ListProviderSessionsRequest, ctx: CallContext
    ) -> pb.ProviderSessions:
        account = await self._parts.accounts.get(request.user_id)
        if account is None:
            raise Refusal("NOT_FOUND")
        kept = await self._parts.oauth.sessions.of_user(request.user_id)
        ids = [one.id for one in kept]
        counting = await self._parts.sessions.open_among(ids, request.user_id, account.epoch)
        open_ones = [_row(one) for one in kept if one.id in counting]
        if not open_ones:
            raise Refusal("NOT_FOUND")
        return pb.ProviderSessions(sessions=open_ones)

    async def DropSessions(
        self, request: pb.DropProviderSessionsRequest, ctx: CallContext
    ) -> common.BoolValue:
        await self._parts.oauth.sessions.drop_of(ctx.who.id, request.provider)
        return common.BoolValue(value=True)

    async def GetConfig(self, request: pb.GetOAuthConfigRequest, ctx: CallContext) -> pb.OAuthConfig:
        return oauth_config.to_message(await self._parts.config.current(SECTION))

    async def UpdateConfig(self, request: pb.UpdateOAuthConfigRequest, ctx: CallContext) -> pb.OAuthConfig:
        now = await self._parts.config.fresh(SECTION)
        values = oauth_config.from_request(request, now)
        command = change_section.ChangeSection(SECTION, values, expected=now.version)
        return oauth_config.to_message(await change_section.handle(self._parts, ctx, command))


def _failed(provider: str, refused: Refused) -> str:
    """Where the browser goes when a sign-in came to nothing; the operator finds why in the log."""
    if isinstance(refused, SignInFailed):
        shown, cause = refused.shown, refused.cause
    elif isinstance(refused, TooManyTries):
        shown, cause = "Too many tries. Wait a little.", str(refused)
    else:
        shown, cause = PersonRefused.shown, f"{refused.reason}: {refused}"
    _log.warning("a sign-in with %s failed: %s", provider, cause)
    return f"{PAGE}?error={quote(shown)}"


def _row(one: ProviderSession) -> pb.ProviderSession:
    return pb.ProviderSession(
        id=one.id,
        user_id=one.user_id,
        provider=one.provider,
        token=pb.ProviderToken(
            token_type=one.token_type,
            scope=one.scope,
            has_access_token="access_token" in one.has,
            has_refresh_token="refresh_token" in one.has,
            has_id_token="id_token" in one.has,
        ),
        expires_at=one.expires_at,
        created_at=one.created_at,
        updated_at=one.created_at,
    )
