"""Depth is counted before any parser runs."""

import pytest

from sources.nesting import Markup, TooDeep, check_depth


@pytest.mark.parametrize(
    ("body", "markup"),
    [
        (b"<div>" * 100_000, "html"),
        (b'<div a="<">' * 1_000, "html"),
        (b"<div></x>" * 1_000, "html"),
        ("<div>".encode("utf-16-le") * 1_000, "html"),
        (b"<a>" * 1_000, "xml"),
        (b"<p>" * 1_000, "xml"),
    ],
)
def test_deep_nesting_is_seen_through_its_disguises(body: bytes, markup: Markup) -> None:
    with pytest.raises(TooDeep):
        check_depth(body, markup)


@pytest.mark.parametrize(
    ("body", "markup"),
    [
        (b"<div>x</div>" * 10_000, "html"),
        (b"<p>x<br><li>y<td>z" * 10_000, "html"),
        (b"<a/>" * 10_000, "xml"),
        (b"<item><![CDATA[<div><b>cut off]]></item>" * 10_000, "xml"),
        (b"1 < 2 and 3 <4" * 10_000, "html"),
    ],
)
def test_long_is_not_deep(body: bytes, markup: Markup) -> None:
    check_depth(body, markup)
