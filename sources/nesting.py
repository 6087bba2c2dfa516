"""How deep a document nests, counted before any parser sees it.

Size alone bounds nothing: 100,000 nested elements fit in 500 kB and cost a tree builder minutes.
"""

import re
from collections import Counter
from typing import Final, Literal, TypeAlias

Markup: TypeAlias = Literal["html", "xml"]

MAX_DEPTH: Final = 500

_TAG: Final = re.compile(rb"<(/?)([A-Za-z_][^\s<>/]{0,63})([^<>]*)")
_VOID: Final = frozenset(
    b"area base br col embed hr img input link meta param source track wbr".split()
)
# Elements that HTML closes by itself when the next one starts.
_SELF_ENDING: Final = frozenset(
    b"p li dt dd td th tr thead tbody tfoot option optgroup colgroup rp rt".split()
)


class TooDeep(ValueError):
    """More levels than any honest page or feed has."""


def check_depth(body: bytes, markup: Markup, *, limit: int = MAX_DEPTH) -> None:
    """Raise `TooDeep` past `limit` open elements; one pass, in time linear to the bytes.

    >>> check_depth(b"<p>" * 1000 + b"<br>" * 1000, "html")
    >>> check_depth(b"<div>" * 1000, "html")
    Traceback (most recent call last):
    sources.nesting.TooDeep: more than 500 elements inside one another
    """
    flat = _VOID | _SELF_ENDING if markup == "html" else _VOID
    opened: Counter[bytes] = Counter()
    depth = 0
    # UTF-16 text shows its tags once the zero bytes are gone.
    text = body.replace(b"\0", b"")
    for tag in _TAG.finditer(_without_cdata(text) if markup == "xml" else text):
        name = tag[2].lower()
        if name in flat or (markup == "xml" and tag[3].endswith(b"/")):
            continue
        if not tag[1]:
            depth += 1
            opened[name] += 1
        elif opened[name]:
            # A closing tag that matches nothing must not hide the depth.
            depth -= 1
            opened[name] -= 1
        if depth > limit:
            raise TooDeep(f"more than {limit} elements inside one another")


def _without_cdata(text: bytes) -> bytes:
    """A feed's quoted HTML is no part of its tree, and often leaves elements open."""
    first, *quoted = text.split(b"<![CDATA[")
    return first + b"".join(part.partition(b"]]>")[2] for part in quoted)
