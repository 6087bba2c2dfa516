"""The reporter's own sentences: quoted words blotted out, cues found, nothing yet attributed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.sentences import split
from nlp.statements import cues, quotes, thoughts
from nlp.statements.cues import Cue
from nlp.statements.quotes import Quotation
from nlp.values import Form, Mention, Span

_ENDS_QUOTED = re.compile(r"[!?…][’']?[”\"»’]$")
_STOPS_QUOTED = re.compile(r"\.[’']?[”\"»’]$")
_CUE_ONLY = re.compile(r"(?:[\w.’'-]+ ){1,4}?(?:said|says|added|asked|wrote)\.$")
_CUE_FIRST = re.compile(
    r"(?:[\w.’'-]+ ){1,6}?(?:said|says|asked|asks|shouted|cried|demanded|wrote|wondered"
    r"|tweeted|added|exclaimed|replied|told|yelled|joked|questioned|declared|insisted"
    r"|continued|argued|quipped|screamed|explained|responded|recalled|mused|pressed|demands"
    r"|writes)\b(?! that\b)"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who has the word, and where the text says so (nowhere if it only goes on)."""

    mention: Mention
    source: Span | None = None
    cue_at: Span | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Words with their speaker; offsets are in the whole text.

    `source` and `cue_at` are where the speaker and the cue stand, those of the words before if
    these only go on; `quotation` is the whole stretch between marks that the words are part of.
    """

    span: Span
    form: Form
    mention: Mention
    cue: str
    audience: str
    said_words: str
    sentence: Span
    source: Span | None = None
    cue_at: Span | None = None
    quotation: Span | None = None

    @property
    def voice(self) -> Voice:
        """Who speaks here, for the words that go on."""
        return Voice(self.mention, self.source, self.cue_at)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the reporter: its masked words and the quotations that stand in it."""

    span: Span
    masked: str
    quotations: tuple[Quotation, ...]
    found: tuple[Cue, ...]

    def inside(self, span: Span) -> Span:
        """A span of the text as one of this sentence."""
        return span.moved(-self.span.start)

    def outside(self, span: Span) -> Span:
        """A span of this sentence as one of the text."""
        return span.moved(self.span.start)


@dataclass(frozen=True, slots=True)
class Step:
    """What one sentence attributes; nothing for narration."""

    paragraph: Span
    sentence: Sentence
    drafts: tuple[Draft, ...]


def sentences_of(text: str, paragraph: Span, *, wide: bool = False) -> tuple[Sentence, ...]:
    """The reporter's sentences of a paragraph; one that a quotation runs through stays whole.

    `wide` takes thoughts and intentions for cues too ("plans to", "fear", "was told").
    """
    quotations = quotes.find(text, paragraph)
    blotted = quotes.masked(text, paragraph, quotations)
    return tuple(
        _sentence(
            span,
            blotted[span.start - paragraph.start : span.end - paragraph.start],
            quotations,
            wide=wide,
        )
        for span in _outer(text, paragraph, quotations)
    )


def _sentence(span: Span, masked: str, quotations: Sequence[Quotation], *, wide: bool) -> Sentence:
    own = tuple(one for one in quotations if span.holds(one.outer))
    return Sentence(span, masked, own, thoughts.find(masked) if wide else cues.find(masked))


def _outer(text: str, paragraph: Span, quotations: Sequence[Quotation]) -> Iterator[Span]:
    inner = _with_its_cue(text, [span.moved(paragraph.start) for span in split(paragraph.of(text))])
    open_since: int | None = None
    for span in inner:
        start = span.start if open_since is None else open_since
        runs_on = any(one.outer.start < span.end < one.outer.end for one in quotations)
        open_since = start if runs_on else None
        if not runs_on:
            yield Span(start, span.end)
    if open_since is not None:
        yield Span(open_since, paragraph.end)


def _with_its_cue(text: str, spans: Sequence[Span]) -> list[Span]:
    """ "“Why?” he asked" is one sentence, though a mark of its own ends the quotation."""
    found: list[Span] = []
    for span in spans:
        asked = bool(found) and _ENDS_QUOTED.search(text, found[-1].start, found[-1].end)
        stopped = bool(found) and _STOPS_QUOTED.search(text, found[-1].start, found[-1].end)
        joined = (asked and _CUE_FIRST.match(text, span.start, span.end)) or (
            stopped and _CUE_ONLY.match(text, span.start, span.end)
        )
        found.append(Span(found.pop().start, span.end) if joined else span)
    return found
