"""parlance.auth.v1.Directory."""

from __future__ import annotations

from parlance.auth.v1 import directory_pb2 as pb

from kernel.context import CallContext
from services.auth.commands.parts import Parts
from services.auth.domain import instance
from services.auth.queries import cards
from services.auth.queries import instance as queries
from services.auth.rpc import rows


class Directory:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def Find(self, request: pb.FindPeopleRequest, ctx: CallContext) -> pb.People:
        found = await queries.people(self._parts, request.numbers, request.user_ids)
        return pb.People(
            people=[
                pb.Person(
                    user_id=one.user.id,
                    number=one.user.number,
                    username=instance.shown_name(one.user),
                    role=instance.shown_role(one.user),
                )
                for one in found
            ]
        )

    async def Cards(self, request: pb.CardsRequest, ctx: CallContext) -> pb.CardList:
        wanted = cards.Wanted(
            request.user_ids,
            request.group_ids,
            request.everybody,
            request.query,
            request.order_by,
            request.direction,
            request.page,
        )
        found, total = await cards.find(self._parts, wanted)
        activity = self._parts.activity
        used = await rows.last_uses(activity, found)
        return pb.CardList(
            cards=[rows.card(one, activity.is_active(used[one.user.id])) for one in found], total=total
        )
