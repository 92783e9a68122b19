"""Personal fields are sealed per subject, bound to their place, and gone with the key."""

import asyncio
import base64
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from parlance.options.v1 import options_pb2
from parlance.testing.v1.events_pb2 import AccountOpened, MoneyMoved

from kernel.privacy import (
    KeyRing,
    MasterKeyMismatch,
    MemoryKeys,
    SubjectKeyMissing,
    load_master_key,
    open_message,
    seal_message,
)
from kernel.privacy.fields import SealedFieldBroken, compile_plan

MASTER = bytes(range(32))


def opened() -> Any:
    return AccountOpened(owner_id="anna", name="Anna", portrait=b"picture", tags=["t"])


class CountingKeys(MemoryKeys):
    reads = 0

    async def read(self, subjects: Any) -> Any:
        self.reads += 1
        await asyncio.sleep(0)
        return await super().read(subjects)


async def test_sealed_fields_look_as_promised_and_open_again() -> None:
    ring = KeyRing(MemoryKeys(), MASTER)
    message = opened()
    await seal_message(message, "e1", ring)
    assert message.name.startswith("enc:1:")
    assert len(base64.b64decode(message.name[6:])) == 12 + len("Anna") + 16
    assert b"picture" not in message.portrait
    assert (message.owner_id, list(message.tags)) == ("anna", ["t"])
    await open_message(message, "e1", KeyRing(ring._store, MASTER))
    assert message == opened()


async def test_a_key_at_hand_costs_no_query() -> None:
    keys = CountingKeys()
    ring = KeyRing(keys, MASTER)
    for n in range(5):
        message = opened()
        await seal_message(message, f"e{n}", ring)
        await open_message(message, f"e{n}", ring)
    await seal_message(MoneyMoved(cents=1), "e9", ring)
    assert keys.reads == 1


async def test_ciphertext_cannot_be_moved_or_changed() -> None:
    ring = KeyRing(MemoryKeys(), MASTER)
    sealed = opened()
    await seal_message(sealed, "e1", ring)
    with pytest.raises(SealedFieldBroken):
        await open_message(AccountOpened(owner_id="anna", name=sealed.name), "e2", ring)
    moved = AccountOpened(owner_id="anna", portrait=b"enc:1:" + base64.b64decode(sealed.name[6:]))
    with pytest.raises(SealedFieldBroken):
        await open_message(moved, "e1", ring)
    for broken in ("enc:1:AAAA", "enc:1:%%%", sealed.name[:-8] + "AAAAAAA="):
        with pytest.raises(SealedFieldBroken):
            await open_message(AccountOpened(owner_id="anna", name=broken), "e1", ring)


async def test_text_from_before_the_field_was_personal_is_read_as_it_stands() -> None:
    ring = KeyRing(MemoryKeys(), MASTER)
    message = opened()
    await open_message(message, "e1", ring)
    assert message == opened()


async def test_a_users_text_that_looks_sealed_is_sealed_and_opened_like_any_other() -> None:
    ring = KeyRing(MemoryKeys(), MASTER)
    message = AccountOpened(owner_id="anna", name="enc:1:AAAA")
    await seal_message(message, "e1", ring)
    await open_message(message, "e1", ring)
    assert message.name == "enc:1:AAAA"


async def test_forgetting_empties_the_fields_everywhere_and_for_good() -> None:
    keys = MemoryKeys()
    told: list[str] = []

    async def tell(subject: str) -> None:
        told.append(subject)
        other.drop(subject)

    ring, other = KeyRing(keys, MASTER, forgotten=tell), KeyRing(keys, MASTER)
    sealed = opened()
    await seal_message(sealed, "e1", ring)
    await open_message(AccountOpened.FromString(sealed.SerializeToString()), "e1", other)
    await ring.forget("anna")
    await ring.forget("anna")
    assert told == ["anna", "anna"]
    assert "key" not in keys.documents["anna"]
    for one in (ring, other, KeyRing(keys, MASTER)):
        message = AccountOpened.FromString(sealed.SerializeToString())
        await open_message(message, "e1", one)
        assert message == AccountOpened(owner_id="anna", tags=["t"])
        later = opened()
        await seal_message(later, "e2", one)
        assert later == AccountOpened(owner_id="anna", tags=["t"])


async def test_a_key_read_while_it_was_being_forgotten_is_not_kept() -> None:
    keys = CountingKeys()
    ring = KeyRing(keys, MASTER)
    await seal_message(opened(), "e1", ring)
    ring = KeyRing(keys, MASTER)
    reading = asyncio.create_task(ring.fetch(["anna"]))
    await asyncio.sleep(0)
    ring.drop("anna")
    await reading
    assert ring.cached("anna") is None


async def test_cached_keys_are_bounded_in_number_and_age() -> None:
    ring = KeyRing(MemoryKeys(), MASTER, capacity=2)
    for subject in ("a", "b", "c"):
        await ring.get_or_create(subject)
    assert [ring.cached(s) is None for s in "abc"] == [True, False, False]
    stale = KeyRing(MemoryKeys(), MASTER, max_age=-1.0)
    await stale.get_or_create("a")
    assert stale.cached("a") is None


async def test_a_lost_key_database_is_an_error_not_an_empty_field() -> None:
    sealed = opened()
    await seal_message(sealed, "e1", KeyRing(MemoryKeys(), MASTER))
    with pytest.raises(SubjectKeyMissing, match="anna"):
        await open_message(sealed, "e1", KeyRing(MemoryKeys(), MASTER))


async def test_another_master_key_is_noticed_at_start_and_at_use() -> None:
    keys = MemoryKeys()
    ring = KeyRing(keys, MASTER)
    await ring.start()
    await ring.start()
    await ring.get_or_create("anna")
    wrong = KeyRing(keys, bytes(32))
    with pytest.raises(MasterKeyMismatch):
        await wrong.start()
    with pytest.raises(MasterKeyMismatch, match="anna"):
        await wrong.get_or_create("anna")


async def test_personal_data_without_a_subject_is_refused() -> None:
    with pytest.raises(ValueError, match="owner_id"):
        await seal_message(AccountOpened(name="Anna"), "e1", KeyRing(MemoryKeys(), MASTER))


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ([("a", "string", "personal")], "no field names their subject"),
        ([("a", "string", "subject"), ("b", "string", "subject")], "exactly one"),
        ([("a", "int64", "subject")], "exactly one"),
        ([("a", "string", "subject"), ("b", "int64", "personal")], "string or bytes"),
        ([("a", "string", "subject"), ("b", "repeated", "personal")], "repeated"),
        ([("a", "string", "both")], "names the key"),
    ],
)
def test_options_that_contradict_each_other_are_named(
    fields: list[tuple[str, str, str]], complaint: str
) -> None:
    file = descriptor_pb2.FileDescriptorProto(name=f"{id(fields)}.proto", package="odd", syntax="proto3")
    event = file.message_type.add(name="Odd")
    for number, (name, kind, rule) in enumerate(fields, 1):
        field = event.field.add(name=name, number=number, label=3 if kind == "repeated" else 1)
        field.type = {"int64": 3}.get(kind, 9)
        field.options.Extensions[options_pb2.field].subject = rule in ("subject", "both")
        field.options.Extensions[options_pb2.field].personal = rule in ("personal", "both")
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    made = message_factory.GetMessageClass(pool.FindMessageTypeByName("odd.Odd"))
    with pytest.raises(TypeError, match=complaint):
        compile_plan(made.DESCRIPTOR)


def test_a_master_key_is_made_once_readable_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "secrets" / "master.key"
    with pytest.raises(FileNotFoundError):
        load_master_key(file)
    made = load_master_key(file, create=True)
    assert len(made) == 32
    assert load_master_key(file, create=True) == load_master_key(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == ["master.key"]


def test_processes_that_start_together_agree_on_the_master_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "master.key"
    real = Path.exists
    first: list[bytes] = []

    def too_early(self: Path) -> bool:
        if self == file and not first:
            first.append(b"")
            first[0] = load_master_key(file, create=True)
            return False
        return real(self)

    monkeypatch.setattr(Path, "exists", too_early)
    assert load_master_key(file, create=True) == first[0]


def test_master_keys_come_raw_or_as_base64_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "k"
    file.write_bytes(MASTER)
    assert load_master_key(file) == MASTER
    assert load_master_key(value=base64.b64encode(MASTER).decode()) == MASTER
    for wrong in (b"short", base64.b64encode(b"short"), b"\xff" * 33):
        file.write_bytes(wrong)
        with pytest.raises(ValueError, match="32 bytes"):
            load_master_key(file)
