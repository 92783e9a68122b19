"""The start-up check: refuses a MongoDB that can lose or hide acknowledged writes.

Refused: a standalone mongod (no transactions), a replica set with arbiters, a default write concern
weaker than majority, and `writeConcernMajorityJournalDefault: false` (majority would be acknowledged
before the journal). The account needs the role clusterMonitor where access control is on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pymongo.errors import OperationFailure

_UNAUTHORIZED = 13


class UnsafeDeployment(RuntimeError):
    """The server's set-up can lose acknowledged writes; `problem` is a stable short name."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"MongoDB refused at start-up ({problem}): {advice}")
        self.problem = problem


async def check_deployment(admin: Any) -> None:
    """Check the server behind an asynchronous `admin` database. Raises UnsafeDeployment."""
    hello = await admin.command("hello")
    sharded = hello.get("msg") == "isdbgrid"
    if not sharded and not hello.get("setName"):
        raise UnsafeDeployment(
            "standalone", "start mongod with --replSet and initiate it; one node is enough"
        )
    if hello.get("arbiters"):
        raise UnsafeDeployment("arbiter", "use data-bearing members only; arbiters weaken majority")
    defaults = await _ask(admin, {"getDefaultRWConcern": 1})
    check_write_concern(defaults)
    if not sharded:
        config = (await _ask(admin, {"replSetGetConfig": 1}))["config"]
        if not config.get("writeConcernMajorityJournalDefault", True):
            raise UnsafeDeployment(
                "unjournaled majority", "set writeConcernMajorityJournalDefault to true in the set's config"
            )


def check_write_concern(defaults: Mapping[str, Any]) -> None:
    """Check the reply of getDefaultRWConcern: the default must be majority and journaled."""
    concern = defaults.get("defaultWriteConcern") or {}
    if concern.get("w") != "majority" or concern.get("j") is False:
        raise UnsafeDeployment(
            "weak default write concern",
            f"set it to majority with setDefaultRWConcern; it is {dict(concern)}",
        )


async def _ask(admin: Any, command: dict[str, Any]) -> Mapping[str, Any]:
    try:
        reply: Mapping[str, Any] = await admin.command(command)
        return reply
    except OperationFailure as error:
        if error.code == _UNAUTHORIZED:
            raise UnsafeDeployment(
                "not allowed to look", f"grant the account clusterMonitor (needed for {next(iter(command))})"
            ) from error
        raise
