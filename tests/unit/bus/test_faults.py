"""Which faults of a handler count against its event."""

from __future__ import annotations

import grpc
import pytest
from grpc.aio import AioRpcError, Metadata
from pymongo.errors import ConfigurationError, OperationFailure, WriteConcernError

from kernel.bus import faults
from kernel.errors import ClaimTaken, Refusal, VersionConflict


@pytest.mark.parametrize(
    ("error", "contended"),
    [
        (Refusal("CONFLICT"), True),
        (VersionConflict("account-1", 3), True),
        (Refusal("IDEMPOTENCY_IN_FLIGHT"), True),
        (AioRpcError(grpc.StatusCode.ABORTED, Metadata(), Metadata()), True),
        (OperationFailure("conflict", 112, {"errorLabels": ["TransientTransactionError"]}), True),
        (ClaimTaken("mail", "ada@example.org"), False),
        (Refusal("NOT_FOUND"), False),
    ],
)
def test_a_conflict_with_other_writers_is_told_from_a_refusal(error: Exception, contended: bool) -> None:
    assert faults.is_contended(error) is contended
    assert not faults.is_passing(error)


def test_a_primary_that_shuts_down_or_has_just_started_is_an_outage() -> None:
    details = {"code": 91, "errorLabels": ["RetryableWriteError"]}
    assert faults.is_passing(WriteConcernError("shutting down", 91, details))
    assert faults.is_passing(OperationFailure("gone", 251, {"errorLabels": ["TransientTransactionError"]}))
    assert faults.is_passing(ConfigurationError("Sessions are not supported by this MongoDB deployment"))
    assert not faults.is_passing(ConfigurationError("unknown option"))
    assert not faults.is_passing(WriteConcernError("unknown concern", 79, {"code": 79}))


def test_conflicts_pass_while_a_killed_writer_may_hold_on_and_count_after_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(faults.time, "monotonic", lambda: now)
    patience = faults.Patience()
    assert patience.covers(Refusal("CONFLICT"))
    now += faults.CONTENDED - 1
    assert patience.covers(Refusal("CONFLICT"))
    now += 2
    assert not patience.covers(Refusal("CONFLICT"))
    assert patience.covers(Refusal("UNAVAILABLE"))
    assert patience.covers(Refusal("CONFLICT")), "after something else they are counted anew"
