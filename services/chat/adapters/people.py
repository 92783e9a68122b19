"""What replies show of people, asked of the auth service and remembered for a few seconds."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import grpc.aio
from parlance.auth.v1 import directory_pb2 as pb
from parlance.auth.v1 import directory_pb2_grpc as stubs

from kernel.context import CallContext

_WITHIN = 5.0
_LIFE = 10.0
_REMEMBERED = 20_000
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of people by id, group, or of everybody; see Directory.Cards."""

    user_ids: Sequence[str] = ()
    group_ids: Sequence[str] = ()
    everybody: bool = False
    query: str = ""
    order_by: str = ""
    direction: str = ""
    page: int = 0


class People:
    """Cards of people. A name that changed shows after ten seconds at most."""

    def __init__(
        self,
        channel: grpc.aio.Channel,
        as_service: Callable[[CallContext], CallContext],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stub = stubs.DirectoryStub(channel)
        self._as_service = as_service
        self._clock = clock
        self._known: OrderedDict[str, tuple[pb.Card | None, float]] = OrderedDict()

    async def cards(self, ctx: CallContext, user_ids: Iterable[str]) -> Mapping[str, pb.Card]:
        """By id; unknown people have none."""
        wanted, now = set(user_ids), self._clock()
        missing = sorted(one for one in wanted if one not in self._known or self._known[one][1] < now)
        for start in range(0, len(missing), _AT_ONCE):
            part = missing[start : start + _AT_ONCE]
            found, _ = await self.listing(ctx, Listing(user_ids=part))
            by_id = {card.user_id: card for card in found}
            for one in part:
                self._keep(one, by_id.get(one), now + _LIFE)
        got = {one: known[0] for one in wanted if (known := self._known.get(one)) is not None}
        return {one: card for one, card in got.items() if card is not None}

    async def listing(self, ctx: CallContext, wanted: Listing) -> tuple[Sequence[pb.Card], int]:
        """Cards and how many there are in all. Raises AioRpcError."""
        service = self._as_service(ctx)
        request = pb.CardsRequest(
            user_ids=wanted.user_ids,
            group_ids=wanted.group_ids,
            everybody=wanted.everybody,
            query=wanted.query,
            order_by=wanted.order_by,
            direction=wanted.direction,
            page=wanted.page,
        )
        reply = await self._stub.Cards(request, metadata=service.outgoing(), timeout=ctx.remaining(_WITHIN))
        return list(reply.cards), reply.total

    def _keep(self, user_id: str, card: pb.Card | None, until: float) -> None:
        self._known.pop(user_id, None)
        self._known[user_id] = (card, until)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
