"""The start-up check refuses deployments that can lose acknowledged writes."""

import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pymongo import MongoClient

from kernel.mongo import DRIVERS, Unreachable, UnsafeDeployment, connect
from kernel.mongo.check import check_write_concern
from kernel.testing.parts import Mongod, free_port, mongod_binary


@pytest.fixture
def standalone(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    command = [str(mongod_binary()), "--port", str(port), "--bind_ip", "127.0.0.1", "--nounixsocket"]
    command += ["--dbpath", str(tmp_path), "--logpath", str(tmp_path / "log")]
    with subprocess.Popen(command) as process:
        url = f"mongodb://127.0.0.1:{port}"
        with MongoClient(url, serverSelectionTimeoutMS=20_000) as client:
            client.admin.command("ping")
        yield url
        process.terminate()


async def test_a_standalone_mongod_is_refused(standalone: str) -> None:
    for driver in DRIVERS:
        with pytest.raises(UnsafeDeployment, match="--replSet") as refused:
            await connect(standalone, driver)
        assert refused.value.problem == "standalone"


async def test_weak_server_defaults_are_refused() -> None:
    with Mongod() as part:
        await (await connect(part.url)).close()
        with MongoClient(part.url) as client:
            client.admin.command(
                {"setDefaultRWConcern": 1, "defaultWriteConcern": {"w": 1}, "writeConcern": {"w": "majority"}}
            )
            with pytest.raises(UnsafeDeployment, match="setDefaultRWConcern"):
                await connect(part.url)
            client.admin.command({"setDefaultRWConcern": 1, "defaultWriteConcern": {"w": "majority"}})
            config = client.admin.command("replSetGetConfig")["config"]
            config |= {"version": config["version"] + 1, "writeConcernMajorityJournalDefault": False}
            client.admin.command({"replSetReconfig": config})
            with pytest.raises(UnsafeDeployment) as refused:
                await connect(part.url)
            assert refused.value.problem == "unjournaled majority"


@pytest.mark.parametrize("concern", [{}, {"w": 1}, {"w": "majority", "j": False}])
def test_anything_below_a_journaled_majority_is_weak(concern: dict[str, object]) -> None:
    with pytest.raises(UnsafeDeployment):
        check_write_concern({"defaultWriteConcern": concern} if concern else {})
    check_write_concern({"defaultWriteConcern": {"w": "majority", "wtimeout": 0}})


@pytest.mark.parametrize("driver", DRIVERS)
async def test_waiting_for_the_server_ends_and_is_seen(driver: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(Unreachable, match="within 1 s"):
        await connect(f"mongodb://127.0.0.1:{free_port()}", driver, wait=1.0)  # type: ignore[arg-type]
    assert "waiting for MongoDB" in caplog.text
