"""A real browser for tests: headless Chromium, which opens a page and tells what the page said.

No driver: a page of the test reports by posting to the server it came from. Each page has a fresh profile,
and the browser ends with its block, or with its owner.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from kernel.testing.parts import PartFailed, die_with_owner

PROGRAM = "usr/lib/chromium/chromium-headless-shell"
REPORT = "/report"
_PATIENCE = 120.0
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-port=0",
)  # fmt: skip


class Chromium:
    """The browser that `python -m tools.fetch_chromium` fetched. Raises PartFailed, saying what to do."""

    def __init__(self) -> None:
        self._root = Path(sys.prefix) / "chromium"
        if not (self._root / PROGRAM).exists():
            raise PartFailed("chromium is missing: run `make test` or `python -m tools.fetch_chromium`")

    def report(self, site: Site, path: str) -> Any:
        """Open a page and wait for what it posts to REPORT, as JSON. Raises PartFailed when nothing comes."""
        with tempfile.TemporaryDirectory(prefix="parlance-chromium-", ignore_cleanup_errors=True) as name:
            log = Path(name) / "log"
            with self._running(site.origin + path, Path(name), log):
                try:
                    return site.reports.get(timeout=_PATIENCE)
                except queue.Empty:
                    tail = log.read_text(errors="replace").splitlines()[-20:]
                    raise PartFailed("the page reported nothing:\n" + "\n".join(tail)) from None

    @contextmanager
    def _running(self, url: str, folder: Path, log: Path) -> Iterator[None]:
        libraries = [
            *self._root.glob("usr/lib/*-linux-gnu"),
            *self._root.glob("usr/lib/*-linux-gnu/pulseaudio"),
        ]
        places = {"LD_LIBRARY_PATH": os.pathsep.join(map(str, libraries)), "HOME": str(folder)}
        command = [str(self._root / PROGRAM), *_FLAGS, f"--user-data-dir={folder / 'profile'}", url]
        with log.open("wb") as out:
            process = subprocess.Popen(  # noqa: S603 - the command is our own
                command,
                env={**os.environ, **places},
                stdout=out,
                stderr=out,
                preexec_fn=partial(die_with_owner, os.getpid()),
            )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Site:
    """A web site of a test, at an origin of its own: its pages, and what they reported."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.reports: queue.Queue[Any] = queue.Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answering, self))
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Answering(BaseHTTPRequestHandler):
    """Pages by path; reports into the queue."""

    def __init__(self, site: Site, *args: Any) -> None:
        self._site = site
        super().__init__(*args)

    def do_GET(self) -> None:
        """A page, or 404."""
        page = self._site.pages.get(self.path)
        self._answer(404 if page is None else 200, (page or "").encode())

    def do_POST(self) -> None:
        """A report."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self._answer(200, b"")
        if self.path == REPORT:
            self._site.reports.put(json.loads(body))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
