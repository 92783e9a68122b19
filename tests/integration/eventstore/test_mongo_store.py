"""The MongoDB event store passes the conformance suite, with either driver."""

from typing import Any

from kernel.testing.answer_contract import AnswerContract
from kernel.testing.store_contract import StoreContract


class TestMongoStore(StoreContract, AnswerContract):
    async def keep_raw(self, store: Any, document: dict[str, Any]) -> None:
        await store.commits.insert_one(document)

    async def raw(self, store: Any, stream: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            await store.commits.find({"stream": stream}).sort("version").to_list(None)
        )
        return found
