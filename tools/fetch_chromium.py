"""Put headless Chromium, in which what pages may call is tested, into this environment (see tools/debian.py).

    python -m tools.fetch_chromium

95 MB on Debian 12, into `<environment>/chromium`. A Chromium of the machine is not used: it may be another
browser under that name, or a snap that reads no file of ours.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.debian import ensure

TARGET = Path(sys.prefix) / "chromium"
PROGRAM = "usr/lib/chromium/chromium-headless-shell"


if __name__ == "__main__":
    raise SystemExit(ensure("chromium-headless-shell", PROGRAM, TARGET, "tests in a real browser"))
