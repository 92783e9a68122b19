"""Bulk requests: their operations one after the other, each answered for itself (RFC 7644 §3.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.auth.rpc.scim_failures import scim_error
from services.auth.rpc.scim_resources import Asking, Life, Shown
from services.auth.scim import bulk


class Bulk:
    """Runs bulk requests."""

    def __init__(self, users: Life, groups: Life) -> None:
        self._lives = {"users": users, "groups": groups}

    async def run(self, asking: Asking, body: Any) -> dict[str, Any]:
        """The BulkResponse. Raises ScimError for a request that is wrong as a whole."""
        request = bulk.read(body)
        made: dict[str, str] = {}
        answers: list[dict[str, Any]] = []
        failed = 0
        for operation in bulk.ordered(request.operations):
            if request.errors_allowed and failed >= request.errors_allowed:
                break
            answer, error = await self._one(asking, operation, made)
            failed += error
            answers.append(answer)
        return {"schemas": [bulk.RESPONSE], "Operations": answers}

    async def _one(
        self, asking: Asking, operation: bulk.Operation, made: dict[str, str]
    ) -> tuple[dict[str, Any], bool]:
        answer: dict[str, Any] = {"method": operation.method}
        if operation.bulk_id:
            answer["bulkId"] = operation.bulk_id
        life = self._lives[operation.kind]
        try:
            resource_id = bulk.resolved(operation.id, made)
            if resource_id:
                answer["location"] = f"{asking.base}{life.kind.endpoint}/{resource_id}"
            shown = await self._run(asking, life, operation, resource_id, made)
        except Exception as error:
            known = scim_error(error)
            if known is None:
                raise
            return {**answer, "status": str(known.status), "response": known.document()}, True
        if shown is None:
            return {**answer, "status": "204"}, False
        if operation.method == "POST":
            made[operation.bulk_id] = shown.resource["id"]
        status = "201" if operation.method == "POST" else "200"
        return {**answer, "location": shown.location, "version": shown.version, "status": status}, False

    async def _run(
        self, asking: Asking, life: Life, operation: bulk.Operation, resource_id: str, made: dict[str, str]
    ) -> Shown | None:
        asking = replace(asking, if_match=operation.version)
        if operation.method == "DELETE":
            await life.delete(asking, resource_id)
            return None
        data = bulk.resolved(operation.data, made)
        if operation.method == "POST":
            return await life.create(asking, data)
        if operation.method == "PUT":
            return await life.replace(asking, resource_id, data)
        return await life.patch(asking, resource_id, data)
