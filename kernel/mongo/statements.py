"""Write operations sent as plain commands inside a transaction.

The driver's bulk_write serves retries, batches and many options that a transaction does not need;
as plain commands a transaction of three writes takes about an eighth less client CPU
(`bench/driver_bench.py --paired`; figures in docs/adr/0002). The order of operations is kept. What
does not fit one command is left to bulk_write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo.errors import DocumentTooLarge, DuplicateKeyError, WriteError

MOST = 64
"""Operations up to which a single command is tried."""
_DUPLICATE_KEY = 11000

Statement = dict[str, Any]


async def write(database: Any, collection: str, ops: Sequence[Any], session: Any) -> None:
    """Apply pymongo operations in order, in the transaction of `session`.

    Raises DuplicateKeyError or WriteError for an operation the server refuses, BulkWriteError for one
    of very many.
    """
    if len(ops) > MOST:
        await database[collection].bulk_write(ops, session=session)
        return
    for start, end, command in commands(collection, ops):
        try:
            reply = await database.command(command, session=session)
        except DocumentTooLarge:
            if end - start == 1 or not session.in_transaction:
                raise
            await database[collection].bulk_write(ops[start:end], session=session)
            continue
        for fault in reply.get("writeErrors", ()):
            kind = DuplicateKeyError if fault["code"] == _DUPLICATE_KEY else WriteError
            raise kind(fault["errmsg"], fault["code"], fault)


def commands(collection: str, ops: Sequence[Any]) -> list[tuple[int, int, Statement]]:
    """(first op, end, command) for each run of operations of one kind."""
    batch = _Batch(collection)
    for op in ops:
        op._add_to_bulk(batch)
    return batch.runs


class _Batch:
    """Takes operations as the driver's own bulk object does."""

    def __init__(self, collection: str) -> None:
        self.runs: list[tuple[int, int, Statement]] = []
        self._collection = collection
        self._count = 0

    def add_insert(self, document: Any) -> bool:
        """InsertOne."""
        self._add("insert", "documents", document)
        return True

    def add_update(
        self,
        selector: Mapping[str, Any],
        update: Any,
        multi: bool = False,
        upsert: bool | None = None,
        collation: Any = None,
        array_filters: Any = None,
        hint: Any = None,
        sort: Any = None,
    ) -> None:
        """UpdateOne, UpdateMany."""
        if isinstance(update, Mapping) and not next(iter(update), "").startswith("$"):
            raise ValueError("an update consists of $ operators; use ReplaceOne for a whole document")
        statement = {"q": selector, "u": update, "multi": multi, "upsert": bool(upsert)}
        options = {"collation": collation, "arrayFilters": array_filters, "hint": hint, "sort": sort}
        self._add("update", "updates", statement | _given(options))

    def add_replace(
        self,
        selector: Mapping[str, Any],
        replacement: Mapping[str, Any],
        upsert: bool | None = None,
        collation: Any = None,
        hint: Any = None,
        sort: Any = None,
    ) -> None:
        """ReplaceOne."""
        if next(iter(replacement), "").startswith("$"):
            raise ValueError("a replacement has no $ operators; use UpdateOne for a change")
        statement = {"q": selector, "u": replacement, "multi": False, "upsert": bool(upsert)}
        options = {"collation": collation, "hint": hint, "sort": sort}
        self._add("update", "updates", statement | _given(options))

    def add_delete(
        self, selector: Mapping[str, Any], limit: int, collation: Any = None, hint: Any = None
    ) -> None:
        """DeleteOne, DeleteMany."""
        statement = {"q": selector, "limit": limit} | _given({"collation": collation, "hint": hint})
        self._add("delete", "deletes", statement)

    def _add(self, verb: str, key: str, statement: Any) -> None:
        self._count += 1
        if self.runs and verb in self.runs[-1][2]:
            start, _, command = self.runs[-1]
            command[key].append(statement)
            self.runs[-1] = (start, self._count, command)
        else:
            command = {verb: self._collection, key: [statement], "ordered": True}
            self.runs.append((self._count - 1, self._count, command))


def _given(options: Statement) -> Statement:
    return {name: value for name, value in options.items() if value is not None}
