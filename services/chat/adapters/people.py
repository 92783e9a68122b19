"""Who people are: from the service's own view of them; what that does not hold is asked of auth."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import grpc.aio
from parlance.auth.v1 import directory_pb2 as pb
from parlance.auth.v1 import directory_pb2_grpc as stubs

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from kernel.people import Person, known

_WITHIN = 5.0
_LIFE = 10.0
_REMEMBERED = 20_000
_AT_ONCE = 5_000
_log = logging.getLogger("parlance.chat.people")


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
    """The one way to somebody's name in this service."""

    def __init__(
        self,
        store: EventStore,
        channel: grpc.aio.Channel,
        as_service: Callable[[CallContext], CallContext],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._stub = stubs.DirectoryStub(channel)
        self._as_service = as_service
        self._clock = clock
        self._told: OrderedDict[str, tuple[Person | None, float]] = OrderedDict()

    async def named(self, ctx: CallContext, user_ids: Iterable[str]) -> Mapping[str, Person]:
        """People by id; who is gone is left out. Who registered a moment ago is asked of auth, and left out
        when auth cannot be asked."""
        wanted = {one for one in user_ids if one}
        found = dict(await known(self._store, wanted))
        missing = wanted - found.keys()
        if missing:
            found |= await self._asked(ctx, missing)
        return found

    async def present(self, ctx: CallContext, user_ids: Sequence[str]) -> Mapping[str, pb.Card]:
        """With their status and whether they are active, as of now. Raises AioRpcError."""
        found, _ = await self.listing(ctx, Listing(user_ids=user_ids)) if user_ids else ([], 0)
        return {card.user_id: card for card in found}

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

    async def _asked(self, ctx: CallContext, user_ids: set[str]) -> dict[str, Person]:
        now = self._clock()
        unknown = sorted(one for one in user_ids if one not in self._told or self._told[one][1] < now)
        try:
            for start in range(0, len(unknown), _AT_ONCE):
                part = unknown[start : start + _AT_ONCE]
                cards = await self.present(ctx, part)
                for one in part:
                    card = cards.get(one)
                    person = None if card is None else Person(one, card.name, card.email, card.role)
                    self._keep(one, person, now + _LIFE)
        except grpc.aio.AioRpcError as error:
            _log.warning("names of %d people are left out: %s", len(unknown), error.code())
        got = ((one, self._told[one][0]) for one in user_ids if one in self._told)
        return {one: person for one, person in got if person is not None}

    def _keep(self, user_id: str, person: Person | None, until: float) -> None:
        self._told.pop(user_id, None)
        self._told[user_id] = (person, until)
        while len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
