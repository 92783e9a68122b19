"""Applies the writes of the chats view to a dict: enough of MongoDB for what the view uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pymongo import DeleteMany, InsertOne, ReplaceOne, UpdateOne

from kernel.eventstore.model import Write


class ViewInMemory:
    """Documents by id, in the order of ids."""

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, Any]] = {}

    def apply(self, writes: Iterable[Write]) -> None:
        for write in writes:
            self._one(write.op)

    def parts(self, chat_id: str) -> list[dict[str, Any]]:
        return [self.documents[key] for key in sorted(self.documents) if key.startswith(chat_id)]

    def _one(self, op: Any) -> None:
        match op:
            case InsertOne():
                document = dict(op._doc)
                assert document["_id"] not in self.documents, "a part was inserted twice"
                self.documents[document["_id"]] = document
            case ReplaceOne():
                self.documents[op._filter["_id"]] = dict(op._doc)
            case DeleteMany():
                for key in [key for key in self.documents if _selected(key, op._filter["_id"])]:
                    del self.documents[key]
            case UpdateOne():
                self._update(op)
            case _:
                raise AssertionError(f"unknown write {op}")

    def _update(self, op: Any) -> None:
        query = dict(op._filter)
        key = query.pop("_id")
        document = self.documents.get(key)
        if document is None:
            if not op._upsert:
                return
            document = self.documents[key] = {"_id": key, **op._doc.get("$setOnInsert", {})}
        if any(document.get(name) != value for name, value in query.items()):
            return
        if isinstance(op._doc, list):
            for step in op._doc:
                document.update({name: _evaluated(value, document) for name, value in step["$set"].items()})
            return
        for path, value in op._doc.get("$set", {}).items():
            _set(document, path, value)
        for path in op._doc.get("$unset", {}):
            _unset(document, path)
        for name, each in op._doc.get("$addToSet", {}).items():
            have = list(document.get(name, []))
            document[name] = have + [value for value in each["$each"] if value not in have]


def _selected(key: str, condition: Mapping[str, Any]) -> bool:
    if "$in" in condition:
        return key in condition["$in"]
    return bool(condition["$gte"] <= key < condition["$lt"])


def _evaluated(value: Any, document: Mapping[str, Any]) -> Any:
    match value:
        case {"$literal": literal}:
            return literal
        case {"$slice": [of, last]}:
            return _evaluated(of, document)[last:]
        case {"$concatArrays": arrays}:
            return [item for array in arrays for item in _evaluated(array, document)]
        case {"$ifNull": [found, otherwise]}:
            return document.get(found[1:], otherwise)
        case list():
            return [_evaluated(item, document) for item in value]
    if isinstance(value, str) and value.startswith("$"):
        return document[value[1:]]
    return value


def _set(document: dict[str, Any], path: str, value: Any) -> None:
    name, dot, rest = path.partition(".")
    if dot:
        document.setdefault(name, {})[rest] = value
    else:
        document[name] = value


def _unset(document: dict[str, Any], path: str) -> None:
    name, dot, rest = path.partition(".")
    if dot:
        document.get(name, {}).pop(rest, None)
    else:
        document.pop(name, None)
