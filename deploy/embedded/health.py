"""Wait until everything answers, saying what is still missing."""

from __future__ import annotations

import contextlib
import json
import time
import urllib.error
import urllib.request
from typing import Any

import pymongo
import pymongo.errors

from deploy.embedded.control import states
from deploy.embedded.layout import SERVICES, Layout


def initiate_replica_set(layout: Layout, timeout: float = 60) -> None:
    """Make the embedded mongod a one-node replica set; once, or again when its port changed."""
    if layout.external("MONGO_URL"):
        return
    member = f"127.0.0.1:{layout.mongo_port}"
    deadline = time.monotonic() + timeout
    with pymongo.MongoClient[dict[str, Any]](
        member, directConnection=True, serverSelectionTimeoutMS=500
    ) as client:
        while True:
            with contextlib.suppress(
                pymongo.errors.ServerSelectionTimeoutError, pymongo.errors.AutoReconnect
            ):
                if client.admin.command("ping"):
                    break
            if time.monotonic() > deadline:
                raise SystemExit(f"mongod does not answer; see {layout.logs / 'mongod.log'}")
            _fail_early(layout)
        try:
            config = client.admin.command("replSetGetConfig")["config"]
        except pymongo.errors.OperationFailure:
            client.admin.command(
                "replSetInitiate", {"_id": "parlance", "members": [{"_id": 0, "host": member}]}
            )
            return
        if config["members"][0]["host"] != member:
            config["members"][0]["host"] = member
            config["version"] += 1
            client.admin.command("replSetReconfig", config, force=True)


def missing(layout: Layout) -> dict[str, str]:
    """What is not ready yet and why, by part."""
    urls = {name: f"http://127.0.0.1:{layout.grpc_port(name) + 100}/ready" for name in SERVICES}
    urls["gateway"] = f"{layout.base_url}/ready"
    if layout.local_models():
        urls["models"] = f"http://127.0.0.1:{layout.local_models()[0]}/health"
    return {name: reason for name, url in urls.items() if (reason := _ask(url))}


def wait(layout: Layout, timeout: float = 180) -> None:
    """Block until every part is ready; print what is awaited when that changes."""
    deadline = time.monotonic() + timeout
    said = ""
    while waiting := missing(layout):
        line = ", ".join(sorted(waiting))
        if line != said:
            print(f"  waiting for {line}", flush=True)
            said = line
        if time.monotonic() > deadline:
            reasons = "\n".join(f"  {name}: {why}{last_error(layout, name)}" for name, why in waiting.items())
            raise SystemExit(f"not ready after {timeout:.0f} s; logs are in {layout.logs}\n{reasons}")
        _fail_early(layout)
        time.sleep(0.15)


def last_error(layout: Layout, name: str) -> str:
    """The last line of a part's log that reports an error, shortened to its end; "" when there is none."""
    log = layout.logs / f"{name}.log"
    lines = log.read_text(errors="replace").splitlines()[-50:] if log.exists() else []
    errors = [line for line in lines if '"level":"error"' in line or "Error" in line]
    return f"\n    {errors[-1][-300:]}" if errors else ""


def _fail_early(layout: Layout) -> None:
    fatal = [row["name"] for row in states(layout) if row["statename"] == "FATAL"]
    if fatal:
        raise SystemExit(f"{', '.join(fatal)} cannot run; see {layout.logs}/{fatal[0]}.log")


def _ask(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310 - built above, http only
            return "" if reply.status == 200 else f"HTTP {reply.status}"
    except urllib.error.HTTPError as error:
        body = error.read(500)
        try:
            return str(json.loads(body).get("missing") or body.decode())
        except (ValueError, AttributeError):
            return f"HTTP {error.code}"
    except OSError as error:
        return str(getattr(error, "reason", error))
