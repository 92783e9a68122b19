"""Variables: short texts of a person's own that prompts may name."""

from __future__ import annotations

import json
import re

from services.auth.domain import events as happened
from services.auth.domain.refusals import ValueInvalid
from services.auth.domain.user import User

MOST = 100
MAX_TEXT = 8 * 1024
MAX_WHOLE = 64 * 1024
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def replace(user: User, form: bytes) -> list[object]:
    """All variables from now on; null and nothing mean none. Raises ValueInvalid."""
    try:
        sent = json.loads(form or b"{}")
    except (ValueError, RecursionError):
        raise ValueInvalid("variables", "not JSON") from None
    if sent is None:
        sent = {}
    if not isinstance(sent, dict) or len(sent) > MOST:
        raise ValueInvalid("variables", f"an object of at most {MOST} texts is expected")
    for name, text in sent.items():
        if not _NAME.fullmatch(name):
            raise ValueInvalid("variables", "a name has 1 to 64 letters, digits, dashes or underscores")
        if not isinstance(text, str) or len(text) > MAX_TEXT:
            raise ValueInvalid("variables", f"a variable is a text of at most {MAX_TEXT // 1024} KiB")
    whole = json.dumps(sent, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
    if len(whole) > MAX_WHOLE:
        raise ValueInvalid("variables", f"more than {MAX_WHOLE // 1024} KiB")
    if not sent and not user.variables:
        return []
    return [happened.UserVariablesChanged(user.id, whole)] if whole != user.variables else []
