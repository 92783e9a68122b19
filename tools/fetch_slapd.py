"""Put OpenLDAP's slapd, which the directory tests run, into this environment (see tools/debian.py).

    python -m tools.fetch_slapd

2 MB on Debian 12, into `<environment>/slapd`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.debian import ensure

TARGET = Path(sys.prefix) / "slapd"


if __name__ == "__main__":
    raise SystemExit(ensure("slapd", "usr/sbin/slapd", TARGET, "tests against a real directory"))
