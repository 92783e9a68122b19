"""What two versions of a text have different, as lines of a unified diff."""

from __future__ import annotations

import difflib

COMPARED = 2000
"""Lines of a text up to which lines are matched; a longer one is shown as replaced whole, because
matching takes time with the square of the lines."""


def unified(before: str, after: str, before_name: str, after_name: str) -> list[str]:
    """The diff, without line endings; empty for equal lines."""
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return []
    if max(len(old), len(new)) > COMPARED:
        head = [f"--- {before_name}", f"+++ {after_name}", f"@@ -1,{len(old)} +1,{len(new)} @@"]
        return [*head, *(f"-{line}" for line in old), *(f"+{line}" for line in new)]
    return list(difflib.unified_diff(old, new, before_name, after_name, lineterm=""))


def line_endings_only(before: str, after: str) -> bool:
    """Whether two different texts have the same lines."""
    return before != after and before.splitlines() == after.splitlines()
