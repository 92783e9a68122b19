"""parlance.auth.v1.Tokens."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from parlance.auth.v1 import tokens_pb2 as pb

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.identity.tokens import ALGORITHM
from kernel.refusals import Act
from services.auth.adapters.signing_keys import OVERLAP
from services.auth.commands.parts import Parts
from services.auth.queries.exchange import exchange, whose


class Tokens:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def Exchange(self, request: pb.ExchangeRequest, ctx: CallContext) -> pb.ExchangeReply:
        try:
            done = await exchange(self._parts, request.credential, request.address)
        except Refusal as refusal:
            who = await whose(self._parts, request.credential)
            self._parts.refusals.note(Act(refusal.reason, "", *who, request.address))
            raise
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
                groups=claims.groups,
                membership_version=claims.membership_version,
                rights_version=claims.rights_version,
                scopes=claims.scopes,
                provider=claims.provider,
                job_priority=claims.job_priority,
            ),
        )

    async def Keys(self, request: pb.KeysRequest, ctx: CallContext) -> pb.KeysReply:
        published = self._parts.signing_keys.published()
        return pb.KeysReply(keys=[pb.PublicKey(kid=key.kid, ed25519=key.raw) for key in published])

    async def JsonWebKeys(self, request: pb.JsonWebKeysRequest, ctx: CallContext) -> pb.JsonWebKeySet:
        keys = [
            pb.JsonWebKey(
                kty="OKP",
                crv="Ed25519",
                x=urlsafe_b64encode(key.raw).rstrip(b"=").decode(),
                kid=key.kid,
                use="sig",
                alg=ALGORITHM,
            )
            for key in self._parts.signing_keys.published()
        ]
        return pb.JsonWebKeySet(keys=keys, cache_control=f"public, max-age={OVERLAP // 2}")
