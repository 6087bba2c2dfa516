"""Leftovers of Markdown and HTML, blotted out so that they stand in nobody's name."""

import html
import re
from typing import Final

_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|td|section|article)\b", re.IGNORECASE
)
_LEFTOVER: Final = re.compile(
    r"(?P<tag></?[A-Za-z][^<>\n]{0,200}>)"
    r"|(?P<entity>&(?:#\d{2,6}|#x[0-9A-Fa-f]{2,5}|[A-Za-z]{2,8});)"
    r"|(?P<link>\]\([^()\s]{1,300}\))|(?P<open>\[(?=[^\[\]\n]{1,80}\]\())"
    r"|(?P<strong>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=[\w.,!?”\"])_{1,2}(?!\w))"
    r"|(?P<opens>(?<![\w.,!?…’'”\"-])(?:\x27\x27|``)(?=[\w$#@\[(‘'.…]))"
    r"|(?P<closes>(?<=[\w.,!?…’'%)\]-])(?:\x27\x27(?!')|´´))"
    r"|(?P<lead>^[ \t]{0,8}(?:>{1,4}|#{1,6}|[*+•-])(?=[ \t]))",
    re.MULTILINE,
)


def blotted(text: str) -> str:
    """The text with markup as blanks; every offset stays what it was.

    >>> blotted("**Ada** said &quot;no&quot;.")
    '  Ada   said      "no"     .'
    """
    return _LEFTOVER.sub(lambda found: _blank(text, found), text.replace("\u00a0", " "))


def _blank(text: str, found: re.Match[str]) -> str:
    words = found.group()
    if found.lastgroup in {"opens", "closes"}:  # ''so'' wrote typewriters, and some agencies do
        return ' "' if found.lastgroup == "opens" else '" '
    if found.lastgroup == "tag" and _BLOCK.match(words):
        return "\n" + " " * (len(words) - 1)
    if found.lastgroup != "entity":
        return " " * len(words)
    meant = html.unescape(words)
    if len(meant) != 1 or meant.isspace():
        return words if meant == words else " " * len(words)
    opens = text[found.end() : found.end() + 1].isalnum() and not (
        text[found.start() - 1 : found.start()].isalnum()
    )
    return meant.rjust(len(words)) if opens else meant.ljust(len(words))
