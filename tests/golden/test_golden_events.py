"""Events that were ever stored still load, and mean what they meant."""

import shutil
from pathlib import Path

import pytest

from kernel.eventstore.codec import Registry, UnknownEvent
from kernel.testing import golden

REGISTRIES = golden.registries()
FILES = [(service, file) for service in REGISTRIES for file in golden.files(service)]


@pytest.mark.parametrize(("service", "file"), FILES, ids=[f"{s}-{f.stem}" for s, f in FILES])
async def test_a_stored_event_still_loads_with_its_meaning(service: str, file: Path) -> None:
    loaded, expected = await golden.load(REGISTRIES[service], file)
    assert loaded == expected


@pytest.mark.parametrize("service", REGISTRIES)
def test_every_event_type_has_a_golden_file(service: str) -> None:
    lacking = golden.missing(service, REGISTRIES[service])
    assert not lacking, f"write them with: python -m kernel.testing.golden {service}"


def test_files_belong_to_services_that_exist() -> None:
    folders = {folder.name for folder in golden.FOLDER.iterdir() if any(folder.glob("*.json"))}
    assert folders <= set(REGISTRIES)


async def test_the_writer_adds_what_is_missing_and_leaves_the_rest(tmp_path: Path) -> None:
    registry = REGISTRIES[golden.OWN]
    first = await golden.write(golden.OWN, registry, tmp_path)
    assert {f.name for f in first} == {"AccountOpened.v1.json", "MoneyMoved.v2.json", "AccountClosed.v1.json"}
    assert await golden.write(golden.OWN, registry, tmp_path) == []
    first[0].unlink()
    assert golden.missing(golden.OWN, registry, tmp_path) == [first[0].name.partition(".")[0]]
    assert await golden.write(golden.OWN, registry, tmp_path) == [first[0]]
    for file in golden.files(golden.OWN, tmp_path):
        loaded, expected = await golden.load(registry, file)
        assert loaded == expected


async def test_a_type_that_disappears_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "AccountClosed.v1.json"
    shutil.copy(golden.FOLDER / golden.OWN / "AccountClosed.v1.json", file)
    with pytest.raises(UnknownEvent):
        await golden.load(Registry([], []), file)
