"""parlance.auth.v1.Tokens."""

from __future__ import annotations

from parlance.auth.v1 import tokens_pb2 as pb

from kernel.context import CallContext
from services.auth.commands.parts import Parts
from services.auth.queries.exchange import exchange


class Tokens:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def Exchange(self, request: pb.ExchangeRequest, ctx: CallContext) -> pb.ExchangeReply:
        done = await exchange(self._parts, request.credential)
        claims = done.claims
        return pb.ExchangeReply(
            access_token=done.token,
            expires_at=claims.expires_at,
            caller=pb.CallerSummary(
                user_id=claims.user_id,
                role=claims.role,
                kind=claims.kind,
                session_id=claims.session,
                permissions=claims.permissions,
                user_version=claims.user_version,
                issued_at_ms=claims.issued_at_ms,
            ),
        )

    async def Keys(self, request: pb.KeysRequest, ctx: CallContext) -> pb.KeysReply:
        published = self._parts.signing_keys.published()
        return pb.KeysReply(keys=[pb.PublicKey(kid=key.kid, ed25519=key.raw) for key in published])
