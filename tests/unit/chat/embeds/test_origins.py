"""Which pages may use an embed."""

from __future__ import annotations

from typing import Any

import pytest

from services.chat.domain.embeds.origins import MOST, check, page_of, read_origins
from services.chat.domain.embeds.refusals import EmbedRefused, OriginRefused


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, ()),
        ("", ()),
        (" , ", ()),
        ([], ()),
        ("bakery.example", ("https://bakery.example",)),
        ("Bakery.Example/shop?x=1", ("https://bakery.example",)),
        ("https://a.example,http://b.example:8080", ("https://a.example", "http://b.example:8080")),
        (["a.example", "https://a.example:443", "https://a.example/"], ("https://a.example",)),
        ("http://a.example:80", ("http://a.example",)),
        ("http://localhost:3000", ("http://localhost:3000",)),
        ("https://bäckerei.example", ("https://xn--bckerei-5wa.example",)),
        ("http://[::1]:3000", ("http://[::1]:3000",)),
        ("10.0.0.7:8443", ("https://10.0.0.7:8443",)),
    ],
)
def test_origins_are_read_as_browsers_send_them(given: Any, read: tuple[str, ...]) -> None:
    assert read_origins(given) == read


@pytest.mark.parametrize(
    "given",
    [
        "*",
        "https://*.example",
        "ftp://a.example",
        "javascript://a.example",
        "https://",
        "https://a.example:port",
        "https://a.example:99999",
        "https://kim@a.example",
        "https://a example",
        "https://[::1",
        "a" * 301,
        f"https://{'a' * 64}.example",
        7,
        {"a": 1},
        ["a.example", 7],
        [f"a{n}.example" for n in range(MOST + 1)],
    ],
)
def test_what_is_no_origin_is_refused_and_not_left_out(given: Any) -> None:
    """Left out, the list could become empty: open to everybody."""
    with pytest.raises(EmbedRefused):
        read_origins(given)


@pytest.mark.parametrize(
    "origin", ["", "null", "https://a.example.evil.example", "http://a.example", "HTTPS://A.EXAMPLE"]
)
def test_a_page_of_another_origin_is_refused(origin: str) -> None:
    check(("https://a.example",), "https://a.example")
    with pytest.raises(OriginRefused):
        check(("https://a.example",), origin)
    check((), origin)


def test_a_page_of_the_apis_own_origin_need_not_name_it() -> None:
    assert page_of("", "same-origin", "https://chat.example") == "https://chat.example"
    assert page_of("", "cross-site", "https://chat.example") == ""
    assert page_of("", "", "https://chat.example") == ""
    assert page_of("https://a.example", "same-origin", "https://chat.example") == "https://a.example"
