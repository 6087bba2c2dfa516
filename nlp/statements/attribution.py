"""Ties the words of a paragraph to their speakers: quotations and reported speech alike."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.sentences import split
from nlp.statements import cues, quotes
from nlp.statements.cues import Cue
from nlp.statements.quotes import Quotation
from nlp.statements.subjects import is_group
from nlp.statements.turns import Turns
from nlp.values import Form, Mention, Span

_BESIDE = re.compile(r"[^·“”\"«»„「」;.]{0,90}?(?::|,|\bthat|\bsay(?:ing|s)?|\bas)?\s*$")
_ONLY_PUNCTUATION = re.compile(r"[\s,.:;!?“”\"«»„「」‘’·…-]*")
_NO_CONTENT = re.compile(
    r"\s*(?:When\s+)?(?:Asked|Pressed|Speaking|Talking|Writing|Responding|According)\b"
)
_SETTING = re.compile(
    r"\s*(?:If|When|After|Before|While|As|In|On|At|Since|Although|Though|Despite|With|For|To|During|By)\b"
)
_SPLIT = re.compile(r",?\s*(?:and|but|while|whereas|although|though)\s*$|[,;]\s*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """Words with their speaker; offsets are in the whole text."""

    span: Span
    form: Form
    mention: Mention
    cue: str
    audience: str
    said_words: str
    sentence: Span


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


def sentences_of(text: str, paragraph: Span) -> tuple[Sentence, ...]:
    """The reporter's sentences of a paragraph; one that a quotation runs through stays whole."""
    quotations = quotes.find(text, paragraph)
    blotted = quotes.masked(text, paragraph, quotations)
    return tuple(
        _sentence(
            span, blotted[span.start - paragraph.start : span.end - paragraph.start], quotations
        )
        for span in _outer(text, paragraph, quotations)
    )


def _sentence(span: Span, masked: str, quotations: Sequence[Quotation]) -> Sentence:
    own = tuple(one for one in quotations if span.holds(one.outer))
    return Sentence(span, masked, own, cues.find(masked))


def _outer(text: str, paragraph: Span, quotations: Sequence[Quotation]) -> Iterator[Span]:
    inner = [span.moved(paragraph.start) for span in split(paragraph.of(text))]
    open_since: int | None = None
    for span in inner:
        start = span.start if open_since is None else open_since
        runs_on = any(one.outer.start < span.end < one.outer.end for one in quotations)
        open_since = start if runs_on else None
        if not runs_on:
            yield Span(start, span.end)
    if open_since is not None:
        yield Span(open_since, paragraph.end)


def drafts_of(
    text: str, sentence: Sentence, turns: Turns, holder: Mention | None
) -> tuple[Draft, ...]:
    """What the sentence attributes, in order; `holder` has the word if it only quotes."""
    work = _Work(text, sentence, turns, holder)
    work.go()
    return tuple(sorted(work.drafts, key=lambda one: one.span))


def continued(text: str, sentence: Sentence, first: Draft) -> Iterator[Draft]:
    """The open quotation of a paragraph, once the next one has told who speaks."""
    quotation = sentence.quotations[-1]
    for part in split(quotation.inner.of(text)):
        span = part.moved(quotation.inner.start)
        yield replace(first, span=span, sentence=sentence.span)


class _Work:
    """One sentence being read: which cues are used up, and who spoke last in it."""

    def __init__(self, text: str, sentence: Sentence, turns: Turns, holder: Mention | None) -> None:
        self.text, self.sentence, self.turns = text, sentence, turns
        self.holder = holder
        self.owner: Mention | None = None
        self.used: set[Cue] = set()
        self.drafts: list[Draft] = []

    def go(self) -> None:
        """Quotations by the cue after them, then cue by cue, then what only goes on."""
        for quotation in self.sentence.quotations:
            if cue := self._right(self.sentence.inside(quotation.outer)):
                self._quoted(quotation, cue)
        reach = 0
        for cue in self.sentence.found:
            if cue not in self.used and cue.verb.start >= reach:
                reach = self._reported(cue)
        for quotation in self.sentence.quotations:
            self._goes_on(quotation)

    def _speaker(self, cue: Cue) -> Mention | None:
        if cue.subject is None:
            return self.owner or self._opening_name()
        mention = self.turns.who(cue.subject.of(self.sentence.masked))
        if mention:
            self.owner = mention
            self.turns.see(mention)
        return mention

    def _opening_name(self) -> Mention | None:
        start = re.match(r"(?:[A-Z][\w’'.-]*\s+){1,5}", self.sentence.masked)
        people = self.turns.cast.people_in(start.group()) if start else []
        return (
            Mention(people[0], people[0], named=True, kind="person") if len(people) == 1 else None
        )

    def _right(self, outer: Span) -> Cue | None:
        for cue in self.sentence.found:
            first = min(cue.verb.start, cue.subject.start if cue.subject else cue.verb.start)
            between = self.sentence.masked[outer.end : first] if first >= outer.end else None
            if between is not None and cue.subject and not between.strip(" ,"):
                return cue
        return None

    def _quoted(self, quotation: Quotation, cue: Cue) -> None:
        mention = self._speaker(cue)
        self.used.add(cue)
        if mention:
            self._add_quote(quotation, mention, cue)
            if following := self._left_quotation(cue):
                self._add_quote(following, mention, cue)
            if cue.content and not self._starts_quote(cue.content):
                self._indirect(cue, mention)

    def _starts_quote(self, content: Span) -> bool:
        return bool(_ONLY_PUNCTUATION.fullmatch(self.sentence.masked[content.start :]))

    def _add_quote(self, quotation: Quotation, mention: Mention, cue: Cue | None) -> None:
        words = quotation.inner.of(self.text)
        for part in split(words):
            self._add(part.moved(quotation.inner.start), Form.DIRECT, mention, cue)

    def _add(self, span: Span, form: Form, mention: Mention, cue: Cue | None) -> None:
        tidy = _tidied(self.text, span)
        if tidy and not any(tidy.meets(one.span) for one in self.drafts):
            said = cue.said_words if cue else ""
            audience = cue.audience if cue else ""
            words = cue.words if cue else ""
            self.drafts.append(
                Draft(tidy, form, mention, words, audience, said, self.sentence.span)
            )

    def _reported(self, cue: Cue) -> int:
        """Read one cue that no quotation precedes; gives where the next may start."""
        beside = self._left_quotation(cue)
        mention = self._speaker(cue)
        if mention is None:
            return cue.verb.end
        if beside:
            self.used.add(cue)
            self._add_quote(beside, mention, cue)
            return self.sentence.inside(beside.outer).end
        if cue.place == "after" and cue.content:
            return self._indirect(cue, mention)
        return self._before(cue, mention)

    def _left_quotation(self, cue: Cue) -> Quotation | None:
        """The quotation that a cue leads into with nothing of the reporter's own in between."""
        for quotation in self.sentence.quotations:
            outer = self.sentence.inside(quotation.outer)
            if outer.start < cue.verb.end:
                continue
            between = self.sentence.masked[cue.verb.end : outer.start]
            after = self.sentence.masked[outer.end :].strip(' .,!?”"')
            whole = quotation.inner.of(self.text)[:1].isupper() or not after
            leads = between.rstrip().endswith((":", ",")) or between.strip() in {"", "that"}
            return quotation if whole and leads and _BESIDE.fullmatch(between) else None
        return None

    def _indirect(self, cue: Cue, mention: Mention) -> int:
        content = cue.content
        if content is None:
            return cue.verb.end
        end = self._end_of(content)
        span = Span(self.sentence.span.start + content.start, self.sentence.span.start + end)
        holds_quote = any(span.holds(one.outer) for one in self.sentence.quotations)
        self._add(span, Form.MIXED if holds_quote else Form.INDIRECT, mention, cue)
        self.used.add(cue)
        return end

    def _end_of(self, content: Span) -> int:
        """Where a reported clause ends: at the next speaker, or with the sentence."""
        for cue in self.sentence.found:
            first = (
                cue.subject.start if cue.subject and cue.subject.start < cue.verb.start else None
            )
            first = cue.verb.start if cue.subject is None else first
            if first is None or first <= content.start + 8:
                continue
            joined = _SPLIT.search(self.sentence.masked[content.start : first])
            if joined:
                return content.start + joined.start()
        return content.end

    def _before(self, cue: Cue, mention: Mention) -> int:
        first = min(cue.verb.start, cue.subject.start if cue.subject else cue.verb.start)
        left = self.sentence.masked[:first]
        start = max((self.sentence.inside(one.span).end for one in self.drafts), default=0)
        words = left[start:].rstrip()
        described = words.rstrip(",").rfind(", ")
        if cue.subject and described > 0 and is_group(words[described + 2 :].rstrip(",")):
            words = words[: described + 1]  # "…, the governor, Ada Byron, said" describes her
        needs_comma = cue.words != "according to"
        if (needs_comma and not words.endswith(",")) or not _is_clause(words):
            return cue.verb.end
        span = Span(self.sentence.span.start + start, self.sentence.span.start + start + len(words))
        self._add(span, Form.INDIRECT, mention, cue)
        return len(self.sentence.masked)

    def _goes_on(self, quotation: Quotation) -> None:
        """A quotation without a cue of its own: the same speaker, if the sentence is only that."""
        if any(quotation.outer.meets(one.span) for one in self.drafts):
            return
        outer = self.sentence.inside(quotation.outer)
        opens = not self.sentence.masked[: outer.start].strip(" ,")
        holder = self.owner if self.drafts and not opens else self.holder
        alone = opens and not self.sentence.masked[outer.end :].strip(" .,!?…—–-")
        if alone and holder and not self.drafts:
            self._add_quote(quotation, holder, None)


def _is_clause(words: str) -> bool:
    """Whether words before a cue say something, and do not only set it ("Asked why, he said")."""
    if len(words.split()) < 4 or _NO_CONTENT.match(words):
        return False
    return "," in words.strip(", ") or not _SETTING.match(words)


def _tidied(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start] in " \t\n,;:":
        start += 1
    while end > start and text[end - 1] in " \t\n,;:":
        end -= 1
    return Span(start, end) if end - start > 1 else None
