"""Bodies of routes that take what browsers' forms send (MethodRule.lenient_body)."""

from __future__ import annotations

from urllib.parse import parse_qsl

import msgspec

from services.gateway.errors import Failure

FORM = b"application/x-www-form-urlencoded"
MOST_FIELDS = 1000


def as_json(body: bytes, content_type: bytes) -> bytes:
    """A form-encoded body as a JSON object of texts, nothing as `{}`, anything else as it is: the type
    of a JSON body does not matter. Raises Failure for a form with too many fields."""
    if not body or body.isspace():
        return b"{}"
    if content_type.partition(b";")[0].strip().lower() != FORM:
        return body
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Failure("INVALID_ARGUMENT", f"A form has at most {MOST_FIELDS} fields.") from None
    return msgspec.json.encode(dict(pairs))
