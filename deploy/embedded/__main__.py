"""`python -m deploy.embedded up | down | status | logs [part] | run MODULE [ARG …]`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

from deploy.embedded import control, health, preflight
from deploy.embedded.layout import ROOT, Layout
from kernel.config import SettingsError

NEXT = """\
Parlance is ready.

  REST (both APIs)   {url}
  API reference      {url}/docs
  data               {data}
  logs               {logs}    (make logs)

What to try next:

  make demo                                   # the whole main job, step by step

  # 1. the first account becomes the administrator
  curl -s {url}/api/v1/auths/signup -H 'content-type: application/json' \\
       -d '{{"name":"Ada","email":"ada@example.org","password":"choose a long one"}}'
  export TOKEN=…                              # "token" of the answer
  # 2. upload a document
  curl -s '{url}/api/v1/files/?process_in_background=false' \\
       -H "authorization: Bearer $TOKEN" -F file=@report.pdf
  # 3. ask about it ("id" of the answer above); the answer streams and cites
  curl -sN {url}/api/chat/completions -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
       -d '{{"stream":true,"messages":[{{"role":"user","content":"What does it say?"}}],
            "files":[{{"type":"file","id":"…"}}]}}'
  # 4. a key for the AnythingLLM developer API
  make developer-key
"""


def up(layout: Layout) -> None:
    """Start what does not run yet, wait until all is ready, say where it is."""
    began = time.monotonic()
    layout.prepare()
    if control.connect(layout) is None:
        preflight.check(layout)
        print("starting Parlance", flush=True)
        control.start(layout)
    else:
        print("Parlance is already running", flush=True)
    health.initiate_replica_set(layout)
    health.wait(layout)
    print(f"  ready after {time.monotonic() - began:.1f} s\n")
    print(NEXT.format(url=layout.base_url, data=layout.data, logs=layout.logs))


def down(layout: Layout) -> None:
    """Stop everything this installation runs."""
    print("Parlance is stopped" if control.stop(layout) else "Parlance was not running")


def status(layout: Layout) -> None:
    """A line a part: state, process id, age, memory."""
    rows = control.states(layout)
    if not rows:
        raise SystemExit("Parlance is not running (make up)")
    for row in rows:
        age = row["now"] - row["start"] if row["statename"] == "RUNNING" else 0
        memory = row["memory"] / 1024**2
        print(f"{row['name']:<12} {row['statename']:<9} pid {row['pid']:<8} {age:>7} s {memory:>6.0f} MB")
    print(f"{'all':<12} {'':<9} {'':<12} {'':>9} {sum(r['memory'] for r in rows) / 1024**2:>6.0f} MB")


def logs(layout: Layout, part: str = "") -> None:
    """Follow one part's log, or all of them."""
    files = sorted(layout.logs.glob(f"{part or '*'}.log"))
    if not files:
        raise SystemExit(f"no log of {part or 'anything'} in {layout.logs}")
    os.execvp("tail", ["tail", "-n", "40", "-F", *map(str, files)])  # noqa: S606, S607


def run(layout: Layout, module: str, *arguments: str) -> None:
    """Run one of the project's programs with the environment the parts have."""
    environment = {**os.environ, **layout.environment()}
    command = [sys.executable, "-m", module, *arguments]
    raise SystemExit(subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode)


def main(argv: list[str]) -> None:
    """Entry point."""
    commands: dict[str, Callable[..., None]] = {
        "up": up,
        "down": down,
        "status": status,
        "logs": logs,
        "run": run,
    }
    if not argv or argv[0] not in commands:
        raise SystemExit(__doc__)
    try:
        commands[argv[0]](Layout.from_environment(), *argv[1:])
    except SettingsError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main(sys.argv[1:])
