"""Sentences with exact offsets: pysbd, wrapped so that no input breaks it or makes it slow."""

import re
import warnings
from collections.abc import Iterator
from typing import Final

from nlp.values import Span

with warnings.catch_warnings():
    # pysbd 0.3.4 writes patterns without r''; the warning comes once, when it is compiled.
    warnings.simplefilter("ignore")
    from pysbd import Segmenter

# pysbd's time grows with the square of the text (16,000 characters: 0.4 s; 2,000: 12 ms).
LONGEST_PARAGRAPH: Final = 1_200

# No space before the break, or a page of blanks takes its square of time.
_BREAK = re.compile(r"(?:\r\n?|[\n\u2028\u2029\x0b\x0c])\s*")
_INNER_END = re.compile(r"[.!?…][)\]]?[”\"’»」]?\s+(?=[“„«「\"‘(\[]?[A-Z0-9À-ÞА-Я])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'‘-])(?:[A-Z]|[A-Z]\.[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt"
    r"|Maj|Capt|Cmdr|Adm|Rep|Reps|Sen|Sens|Gov|Rev|Hon|Pres|St|Sr|Jr|No|vs|etc|approx|dept|est|Inc|Ltd"
    r"|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mt|Ft|pp?|e\.g|i\.e)$"
)
_SEGMENTER = Segmenter(language="en", clean=False)
# An end that leaves no doubt: a common word or a figure before it, a new start after it.
_SURE_END = re.compile(
    r"(?:(?<=[a-z]{3})|(?<=[a-z]{2}[”\"’»)%])|(?<=\d\d)|(?<=\d%))[.!?](?![.!?])[”\"’»)]?\s+"
    r"(?=[“„«\"‘(\[]?[A-ZÀ-ÞА-Я])"
)
_MAYBE_END = re.compile(
    r"[.!?…。！？;:]\s*[.!?…)\]]|[.!?…][)\]”\"’»」]*\s+|[…。！？]|\.[A-Za-z]|\w\)"
)
_SHORTENED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Maj|Capt|Cmdr|Adm|Reps?|Sens?|Gov|Rev|Hon|Pres|St|Sr|Jr|No|Nos"
    r"|vs|etc|approx|dept|est|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mt|Ft|Ave|Blvd"
    r"|Rd|pp?|al|ext|fig|min|max|hrs?|sec|lbs?|oz|ft|Ala|Ariz|Ark|Calif|Cal|Colo|Conn|Del|Fla|Ga|Ill|Ind"
    r"|Kan|Kans|Ken|Ky|La|Mass|Md|Me|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn|Tenn|Tex|Va|Vt|Wash"
    r"|Wis|Wyo|Alta|Assn|Atty|Bros|Brig|Comdr|Cpl|Det|Dist|Esq|Exec|Hosp|Insp|Messrs|Op|Ord|Pfc|Ph|Pvt"
    r"|Sens|Supt|Surg|Univ|Msgr|viz|bros|cf|def|gal|mo|rev)\.\s"
)
_ENDS_INSIDE = re.compile(r"[.!?…。！？]\W*\s\S|[。！？]\S")


def split(text: str) -> tuple[Span, ...]:
    """Sentences in order, without the space around them; none crosses a paragraph.

    >>> text = "The U.S. said so. Mr. Lee agreed."
    >>> [span.of(text) for span in split(text)]
    ['The U.S. said so.', 'Mr. Lee agreed.']
    """
    return tuple(
        sentence
        for paragraph in paragraphs(text)
        for piece in _pieces(text, paragraph)
        for sentence in _sentences(text, piece)
    )


def paragraphs(text: str) -> tuple[Span, ...]:
    """Runs of text between line breaks; a break before a lower-case word is only a wrapped line."""
    found: list[Span] = []
    start = 0
    for gap in _BREAK.finditer(text):
        if gap.start() > start and not _wraps(text, gap):
            found.append(Span(start, gap.start()))
        if not _wraps(text, gap) or gap.start() <= start:
            start = gap.end()
    found.extend(_trimmed(text, start, len(text)))
    return tuple(trimmed for span in found for trimmed in _trimmed(text, span.start, span.end))


def _wraps(text: str, gap: re.Match[str]) -> bool:
    once = len(gap.group().strip(" \t\r")) <= 1
    return once and (text[gap.end() : gap.end() + 1].islower())


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    while paragraph.end - start > LONGEST_PARAGRAPH:
        cut = _cut(text, start, start + LONGEST_PARAGRAPH)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, paragraph.end)


def _cut(text: str, start: int, limit: int) -> int:
    for mark in (". ", " "):
        at = text.rfind(mark, start + 1, limit)
        if at > start:
            return at + len(mark)
    return limit


def _sentences(text: str, piece: Span) -> Iterator[Span]:
    words = re.sub(r"\s", " ", piece.of(text))  # pysbd takes a wrapped line for an end
    if not _ENDS_INSIDE.search(words):
        yield piece
        return
    if all(_SURE_END.match(words, end.start()) for end in _MAYBE_END.finditer(words)) and (
        not _SHORTENED.search(words)
    ):
        yield from _inside_quotes(text, piece.start, piece.end)
        return
    at = 0
    for sentence in _SEGMENTER.segment(words):
        bare = sentence.strip()
        found = words.find(bare, at) if bare else -1
        if found < 0:  # pysbd changed the words: keep the rest whole rather than guess an offset
            continue
        yield from _inside_quotes(text, _stretch(piece, at, found), piece.start + found + len(bare))
        at = found + len(bare)
    yield from _trimmed(text, piece.start + at, piece.end)


def _stretch(piece: Span, at: int, found: int) -> int:
    """Where a sentence starts; words that pysbd lost before it are kept with it."""
    return piece.start + min(at, found)


def _inside_quotes(text: str, start: int, end: int) -> Iterator[Span]:
    """Pysbd keeps a whole quotation together; its sentences are told apart here."""
    begin = start
    for stop in _INNER_END.finditer(text, start, end):
        if stop.group()[0] == "." and _ABBREVIATION.search(text[begin : stop.start()][-12:]):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
