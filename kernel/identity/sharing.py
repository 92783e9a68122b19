"""With whom a plain user may share: permission keys, and the groups that are open to sharing.

Only what is new in an access list is asked about: what stands may stay, and may always be taken away.
For a kind of thing with the permission keys `sharing.<kind>` and `sharing.public_<kind>`:

* everybody (`user:*`) needs `sharing.public_<kind>`;
* a user needs `sharing.<kind>` and `access_grants.allow_users`;
* a group needs `sharing.<kind>` and `access_grants.allow_groups`, and must be one its administrator has
  opened to everybody, or to members and the caller is one (auth: Groups/FindShareable).

A key that does not exist for a kind is not asked for. Administrators may share with anybody. Whether
the caller may change the access list at all is another question (kernel.identity.grants.can).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import grpc.aio
from parlance.auth.v1 import groups_pb2

from kernel.context import CallContext, Caller
from kernel.errors import Refusal
from kernel.identity.grants import Grant
from kernel.identity.permissions import ALL

_KEYS = frozenset(ALL)
_TIMEOUT = 5.0


def needed(kind: str, grant: Grant) -> list[str]:
    """The permission keys a plain user needs to share a thing of a kind (`knowledge`) so."""
    if grant.is_public:
        keys = [f"sharing.public_{kind}"]
    else:
        keys = [f"sharing.{kind}", f"access_grants.allow_{grant.principal_type}s"]
    return [key for key in keys if key in _KEYS]


def added(before: Iterable[Grant], after: Iterable[Grant]) -> list[Grant]:
    """What a list has more than the one before it."""
    known = {(one.principal_type, one.principal_id, one.permission) for one in before}
    return [one for one in after if (one.principal_type, one.principal_id, one.permission) not in known]


def check_permissions(caller: Caller, kind: str, fresh: Sequence[Grant]) -> None:
    """Raises Refusal AUDIENCE_PROHIBITED when a permission key is missing for one of some new grants."""
    for grant in fresh:
        for key in needed(kind, grant):
            if not caller.may(key):
                raise Refusal("AUDIENCE_PROHIBITED", details={"permission": key})


class Sharing:
    """Checks new grants; asks auth about groups only when some are named."""

    def __init__(self, auth: grpc.aio.Channel) -> None:
        self._find = auth.unary_unary(
            "/parlance.auth.v1.Groups/FindShareable",
            groups_pb2.FindShareableRequest.SerializeToString,
            groups_pb2.FindShareableReply.FromString,
        )

    async def check(
        self, ctx: CallContext, kind: str, before: Iterable[Grant], after: Iterable[Grant]
    ) -> None:
        """Whether the caller may turn one access list into the other. Raises Refusal AUDIENCE_PROHIBITED."""
        caller, fresh = ctx.who, added(before, after)
        if caller.is_admin or not fresh:
            return
        check_permissions(caller, kind, fresh)
        named = {one.principal_id for one in fresh if one.principal_type == "group"}
        if not named:
            return
        reply = await self._find(
            groups_pb2.FindShareableRequest(group_ids=sorted(named)),
            metadata=ctx.outgoing(),
            timeout=ctx.remaining(_TIMEOUT),
        )
        if not named <= set(reply.group_ids):
            raise Refusal("AUDIENCE_PROHIBITED", details={"permission": "groups"})
