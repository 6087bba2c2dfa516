"""Attributions as corpora of news mark them: what was said, by which words, where its source is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.statements.markup import blotted
from nlp.statements.sentences import Draft
from nlp.statements.sources import whole
from nlp.statements.speakers import Cast
from nlp.statements.walk import steps
from nlp.values import Form, Json, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One content with its cue and source; offsets are code points of the text, half-open.

    Unlike a statement it is one stretch per quotation, and thoughts and intentions count
    ("the company plans to …"), as in PolNeAR (Newell, Margolin and Ruths, LREC 2018): every word
    is in one content at most, and a quotation that goes on is one with what it goes on from.
    `cue` is empty where no word gives it to anybody, `source` where nobody is named.
    """

    content: Span
    cue: str
    source: Span | None
    speaker: str
    form: Form

    def to_json(self) -> dict[str, Json]:
        """As an object with [start, end] spans."""
        return {
            "content": self.content.to_json(),
            "cue": self.cue,
            "source": self.source.to_json() if self.source else None,
            "speaker": self.speaker,
        }


def attributions(text: str) -> tuple[Attribution, ...]:
    """Whose words and thoughts a text tells, in order; any text is fair.

    >>> [(one.speaker, one.content.of(text)) for text in ["“It rains. It pours,” Ada Byron said."]
    ...     for one in attributions(text)]
    [('Ada Byron', 'It rains. It pours')]
    """
    clean = blotted(text)
    drafts = [draft for step in steps(clean, Cast.of(clean), wide=True) for draft in step.drafts]
    found = (_attribution(clean, same) for same in _together(drafts))
    return tuple(_outermost(one for one in found if one))


def _together(drafts: Iterable[Draft]) -> Iterable[list[Draft]]:
    """Sentences of one quotation are one content, and so are its halves around the speaker."""
    wholes: dict[tuple[str, Span], list[Draft]] = {}
    for draft in drafts:
        wholes.setdefault(_whole(draft), []).append(draft)
    return wholes.values()


def _whole(draft: Draft) -> tuple[str, Span]:
    if draft.form is Form.DIRECT and draft.cue_at:
        return ("cue", draft.cue_at)
    return ("quotation", draft.quotation) if draft.quotation else ("words", draft.span)


def _outermost(found: Iterable[Attribution]) -> Iterator[Attribution]:
    """Every word belongs to one attribution at most: what is told inside of another is its."""
    reach = 0
    for one in sorted(found, key=lambda one: (one.content.start, -one.content.end)):
        if one.content.end > reach:
            reach = one.content.end
            yield one


def _attribution(text: str, same: list[Draft]) -> Attribution | None:
    """One content; None where nothing but its cue was said ("they criticised and left")."""
    first = next((one for one in same if one.cue), same[0])
    start, end = min(one.span.start for one in same), max(one.span.end for one in same)
    if first.cue_at and start == first.cue_at.start:  # "denied that": the verb is told as the cue
        start = _past_that(text, first.cue_at.end, end)
    if start >= end:
        return None
    source = first.source and whole(text, first.source, first.cue_at, Span(start, end))
    return Attribution(Span(start, end), first.cue, source, first.mention.name, first.form)


def _past_that(text: str, start: int, end: int) -> int:
    words = text[start:end]
    bare = words.lstrip()
    bare = bare.removeprefix("that ").lstrip()
    return end - len(bare) if bare else start
