"""parlance.auth.v1.Audit."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from parlance.auth.v1 import audit_pb2 as pb
from parlance.common.v1 import common_pb2 as common

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from kernel.refusals import Act, Counted, Sum
from services.auth.adapters.refused import RefusedActs
from services.auth.commands.erasures import Erasures
from services.auth.commands.parts import Parts
from services.auth.domain.audit_events import AuditTrailRead
from services.auth.queries import audit, erasures
from services.auth.queries.audit_entries import Entries, Entry
from services.auth.queries.audit_watch import watch
from services.auth.rpc.audit_csv import HEADER, row

_CHUNK = 64 * 1024


class Audit:
    """See the proto."""

    def __init__(self, parts: Parts, entries: Entries, refused: RefusedActs, running: Erasures) -> None:
        self._parts = parts
        self._entries = entries
        self._refused = refused
        self._erasures = running

    async def List(self, request: pb.ListAuditRequest, ctx: CallContext) -> pb.AuditPage:
        filters, limit = filters_of(request), request.limit or audit.PAGE
        page = await audit.page(self._parts.store, self._entries, filters, request.cursor, limit)
        await self._note_reading(ctx, "list", _asked(request))
        reply = pb.AuditPage(entries=[to_message(entry) for entry in page.entries])
        if page.next:
            reply.next = page.next
        return reply

    async def Export(
        self, request: pb.ExportAuditRequest, ctx: CallContext
    ) -> AsyncIterator[common.Download]:
        filters = filters_of(request)
        filters.query()  # refused before the first byte
        await self._note_reading(ctx, "export", _asked(request))
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        yield common.Download(
            head=common.DownloadHead(
                filename=f"audit-{day}.csv", content_type="text/csv; charset=utf-8", attachment=True
            )
        )
        part = HEADER
        async for entry in audit.everything(self._parts.store, self._entries, filters):
            part += row(entry)
            if len(part) >= _CHUNK:
                yield common.Download(chunk=part.encode())
                part = ""
        yield common.Download(chunk=part.encode())

    async def Watch(self, request: pb.WatchAuditRequest, ctx: CallContext) -> AsyncIterator[pb.AuditEntry]:
        await self._note_reading(ctx, "watch", {})
        async for entry, cursor in watch(
            self._parts.store, self._entries, request.cursor, from_start=request.from_start
        ):
            message = to_message(entry)
            message.cursor = cursor
            yield message

    async def ListErasures(self, request: pb.ListErasuresRequest, ctx: CallContext) -> pb.Erasures:
        limit = request.limit or erasures.PAGE
        found = await erasures.erasures(self._parts.store, request.status, request.user_id, limit)
        return pb.Erasures(erasures=[_erasure(one) for one in found])

    async def RetryErasure(self, request: pb.RetryErasureRequest, ctx: CallContext) -> common.BoolValue:
        await self._erasures.retry(ctx, request.user_id)
        return common.BoolValue(value=True)

    async def Report(self, request: pb.ReportRequest, ctx: CallContext) -> common.Empty:
        counted = [
            Counted(
                Act(one.reason, one.method, one.user_id, one.credential, one.address),
                one.count,
                one.first_at,
                one.last_at,
            )
            for one in request.refused
        ]
        summed = None
        if request.HasField("sum"):
            told = request.sum
            summed = Sum(Counter(dict(told.counts)), told.first_at, told.last_at)
        if counted or summed is not None:
            await self._refused.record(ctx.who.session, counted, summed)
        return common.Empty()

    async def _note_reading(self, ctx: CallContext, how: str, filters: Mapping[str, Any]) -> None:
        event = AuditTrailRead(ctx.who.id, how, json.dumps(filters, ensure_ascii=False) if filters else "")

        async def work(tx: Transaction) -> None:
            await tx.append(f"audit-read-{uuid.uuid4()}", 0, [event])

        await self._parts.store.execute(ctx, work)


def filters_of(request: pb.ListAuditRequest | pb.ExportAuditRequest) -> audit.Filters:
    """Raises ValueInvalid."""
    return audit.Filters(
        actor=request.actor,
        target=request.target,
        category=request.category,
        event=request.event,
        outcome=request.outcome,
        address=request.address,
        since=audit.moment("from", request.since),
        until=audit.moment("to", request.until),
    )


def to_message(entry: Entry) -> pb.AuditEntry:
    """The entry as the contract has it."""
    message = pb.AuditEntry(
        id=entry.id,
        time=entry.time,
        actor=entry.actor,
        credential=entry.credential,
        category=entry.category,
        event=entry.event,
        outcome="failure" if entry.failed else "success",
        reason=entry.reason,
        service=entry.service,
        targets=entry.targets,
        details=json.dumps(entry.details, ensure_ascii=False).encode(),
        correlation_id=entry.correlation,
    )
    for name in ("actor_name", "actor_email", "address"):
        value = getattr(entry, name)
        if value is not None:
            setattr(message, name, value)
    return message


def _erasure(found: erasures.Found) -> pb.Erasure:
    message = pb.Erasure(
        user_id=found.user_id,
        status=found.status,
        asked_by=found.asked_by,
        started_at=found.started_at,
        waiting_for=found.waiting_for,
        removed=json.dumps(found.removed).encode(),
    )
    if found.completed_at is not None:
        message.completed_at = found.completed_at
    return message


def _asked(request: pb.ListAuditRequest | pb.ExportAuditRequest) -> dict[str, Any]:
    return {
        field.name: value for field, value in request.ListFields() if field.name not in ("cursor", "limit")
    }
