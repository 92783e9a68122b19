"""Distinguished names as text (RFC 4514), read leniently: directories and administrators write them."""

from __future__ import annotations

from collections.abc import Iterator


def name_of(dn: str) -> str:
    """The value that begins a DN: `cn=Staff\\, all,ou=groups` -> `Staff, all`; another text as it is."""
    if not is_dn(dn):
        return dn.strip()
    first = next(_split(dn, ",;"), "")
    # Of a name of several parts (`cn=a+uid=b`) the first one counts.
    return _plain(next(_split(first, "+"), "").partition("=")[2])


def known_form(dn: str) -> str:
    """Equal for DNs that differ in case, in blanks around their signs, or in how they are escaped."""
    return ",".join("+".join(sorted(_part(part) for part in _split(step, "+"))) for step in _split(dn, ",;"))


def is_dn(text: str) -> bool:
    """Whether a text is a DN rather than a plain name."""
    return all("=" in step for step in _split(text, ",;"))


def _part(part: str) -> str:
    kind, _, value = part.partition("=")
    return f"{kind.strip().casefold()}={_escaped(' '.join(_plain(value).split()).casefold())}"


def _escaped(value: str) -> str:
    return "".join(f"\\{character}" if character in ',+;"\\<>#=' else character for character in value)


def _split(text: str, signs: str) -> Iterator[str]:
    """The parts between signs that are neither escaped nor quoted; always at least one."""
    start, quoted, at = 0, False, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == '"':
            quoted = not quoted
        elif text[at] in signs and not quoted:
            yield text[start:at]
            start = at + 1
        at += 1
    yield text[start:]


def _plain(value: str) -> str:
    """The value without quotes and escapes; `\\C3\\A9` are the bytes of a character in UTF-8."""
    text = value.strip(" ")
    if value.endswith("\\ ") or text.endswith("\\"):
        text = value.lstrip(" ")
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    found, at = bytearray(), 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            pair = text[at + 1 : at + 3]
            if len(pair) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in pair):
                found.append(int(pair, 16))
                at += 3
                continue
            at += 1
        found += text[at].encode("utf-8", "surrogatepass")
        at += 1
    return found.decode("utf-8", "replace")
