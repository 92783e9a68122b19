"""Hands refused acts to auth, which keeps them for the audit trail (see kernel.refusals)."""

from __future__ import annotations

from collections.abc import Sequence

import grpc.aio
from parlance.auth.v1 import audit_pb2
from parlance.common.v1 import common_pb2

from kernel.identity.service_credential import ServiceCredential
from kernel.refusals import Counted, Sink, Sum

_TIMEOUT = 5.0


def reporter(auth: grpc.aio.Channel, credential: ServiceCredential) -> Sink:
    """A sink that calls Audit/Report. Raises AioRpcError while auth is away."""
    report = auth.unary_unary(
        "/parlance.auth.v1.Audit/Report",
        audit_pb2.ReportRequest.SerializeToString,
        common_pb2.Empty.FromString,
    )
    metadata = (("authorization", credential.authorization),)

    async def send(counted: Sequence[Counted], summed: Sum | None) -> None:
        await report(to_message(counted, summed), metadata=metadata, timeout=_TIMEOUT)

    return send


def to_message(counted: Sequence[Counted], summed: Sum | None) -> audit_pb2.ReportRequest:
    """What is told. Names that were tried never leave the process."""
    request = audit_pb2.ReportRequest(
        refused=[
            audit_pb2.RefusedActs(
                user_id=one.act.user_id,
                credential=one.act.credential,
                method=one.act.method,
                reason=one.act.reason,
                address=one.act.address,
                count=one.count,
                first_at=one.first_at,
                last_at=one.last_at,
            )
            for one in counted
        ]
    )
    if summed is not None:
        request.sum.CopyFrom(
            audit_pb2.RefusedSum(counts=dict(summed.counts), first_at=summed.first_at, last_at=summed.last_at)
        )
    return request
