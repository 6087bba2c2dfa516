"""What is asked of the claim index: a sentence, with what stands around it where that is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

# How many sentences before one still say what it is about (by dev of CheckThat! 2B: 3 to 4).
NEAR: Final = 4

_LINK = re.compile(r"https?:\S+|\bpic\.twitter\.com/\S+|\bt\.co/\S+", re.IGNORECASE)
_TAIL = re.compile(r"\s*[—–]\s*(?P<name>[^—–]{1,80}?)\s*\((?P<handle>@\w+)\)(?P<day>[^()]{0,30})$")
_TAG = re.compile(r"(?<!\w)[#@](\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\D)(?=\d{2,})|_")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or post; `before` has the nearest sentence last, `on` is when it was said."""

    text: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    speaker: str = ""
    on: date | None = None
    language: str = "en"


def in_order(
    texts: Sequence[str], *, on: date | None = None, language: str = "en"
) -> tuple[Passage, ...]:
    """The sentences of one text, each with those near it."""
    return tuple(
        Passage(
            text,
            tuple(texts[max(0, at - NEAR) : at]),
            tuple(texts[at + 1 : at + 1 + NEAR]),
            on=on,
            language=language,
        )
        for at, text in enumerate(texts)
    )


def posted(text: str) -> Passage:
    """A post from a network without its links, hashtags and names split, its signature told apart.

    >>> posted("Look! #SaveTheBees https://t.co/x — Ann Lee (@annlee) May 4, 2020").text
    'Look! Save The Bees'
    >>> posted("No, @KofiAnnan never said it.").text
    'No, Kofi Annan never said it.'
    >>> posted("Look! — Ann Lee (@annlee) May 4, 2020").speaker
    'Ann Lee annlee'
    """
    words = _SPACE.sub(" ", _LINK.sub(" ", text)).strip()
    signed = _TAIL.search(words)
    if signed:
        words = words[: signed.start()]
    speaker = f"{signed['name']} {_HUMP.sub(' ', signed['handle'][1:])}" if signed else ""
    plain = _TAG.sub(lambda found: _HUMP.sub(" ", found[1]), words)
    return Passage(_SPACE.sub(" ", plain).strip() or words, speaker=speaker)
