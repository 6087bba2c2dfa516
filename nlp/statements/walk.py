"""Goes through a text once, paragraph by paragraph, and remembers who has the word."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from nlp.sentences import paragraphs
from nlp.statements.attribution import continued, drafts_of
from nlp.statements.sentences import Draft, Sentence, Step, Voice, sentences_of
from nlp.statements.speakers import Cast
from nlp.statements.subjects import opening
from nlp.statements.turns import Turns
from nlp.statements.unclaimed import about, label, signature
from nlp.statements.unclaimed import drafts as leftover
from nlp.values import Form, Mention, Span

# "View gallery" between two paragraphs of a quotation takes nobody's word away.
_LABEL_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class _Held:
    """Who had the word at the end of a paragraph, and whether the quotation was left open."""

    voice: Voice | None = None
    open: bool = False
    sole: bool = False


def steps(text: str, cast: Cast, *, wide: bool = False) -> Iterator[Step]:
    """The sentences of a text in order, each with its drafts; `wide` as in `sentences_of`."""
    walker = _Walker(text, cast, wide=wide)
    every = paragraphs(text)
    for paragraph, following in zip(every, (*every[1:], None), strict=False):
        yield from walker.paragraph(paragraph)
        if wide:
            yield from walker.unclaimed(following)


def _holder(drafts: tuple[Draft, ...]) -> Voice | None:
    """Who goes on in a quotation without a cue: the one last quoted, else the last who spoke."""
    quoted = [one for one in drafts if one.form is Form.DIRECT] or drafts
    return quoted[-1].voice if quoted else None


class _Walker:
    def __init__(self, text: str, cast: Cast, *, wide: bool) -> None:
        self.text, self.cast, self.wide = text, cast, wide
        self.turns = Turns(cast, unknown=wide)
        self.held = _Held()
        self.waiting: list[Sentence] = []
        self.read: list[Step] = []
        self.above: Span | None = None
        self.last: Voice | None = None

    def paragraph(self, paragraph: Span) -> Iterator[Step]:
        sentences = sentences_of(self.text, paragraph, wide=self.wide)
        holder = self._carried(sentences)
        self.read, self.last = [], self.held.voice
        voices: list[Voice] = []
        for number, sentence in enumerate(sentences):
            self._look_ahead(sentence)
            drafts = drafts_of(self.text, sentence, self.turns, holder)
            if drafts and number == 0:
                yield from self._waited_for(paragraph, drafts[0])
            self.read.append(Step(paragraph, sentence, drafts))
            yield self.read[-1]
            holder = _holder(drafts)
            voices += [draft.voice for draft in drafts]
            if not drafts:
                self._look_at(sentence)
        label_only = len(paragraph.of(self.text).split()) <= _LABEL_WORDS
        if not voices and label_only and not paragraph.of(self.text).endswith(":"):
            return
        self._wait(sentences, spoken=bool(voices))
        last = sentences[-1].quotations if sentences else ()
        announced = self._announced(sentences)
        self.held = _Held(
            voice=announced or (voices[-1] if voices else None),
            open=bool(announced) or (bool(last) and not last[-1].closed),
            sole=len({voice.mention.name for voice in voices}) == 1,
        )

    def unclaimed(self, following: Span | None) -> Iterator[Step]:
        """The quotations left over in the paragraph just read, with whoever is named beside it."""
        named = (following and signature(self.text, following)) or self.above
        named = named or (following and label(self.text, following))
        said = named.of(self.text) if named else ""
        voice = Voice(self.turns.cast.mention(said), named) if said else self.last
        for step in self.read:
            found = tuple(leftover(self.text, step, self.turns, voice))
            if found:
                yield replace(step, drafts=found)
            if not named:
                spoke = _holder((*step.drafts, *found)) or about(step.sentence, self.turns)
                voice = spoke and replace(spoke, cue_at=None)
        whole = self.read[0].paragraph if self.read else None
        self.above = whole and label(self.text, whole)

    def _announced(self, sentences: tuple[Sentence, ...]) -> Voice | None:
        """ "The mayor wrote:" at the end of a paragraph gives the next one its speaker."""
        last = sentences[-1] if sentences else None
        if not last or not last.masked.endswith(":"):
            return None
        if not last.found:
            return about(last, self.turns) if self.wide else None
        cue = last.found[-1]
        mention = self.turns.who(cue.subject.of(last.masked)) if cue.subject else None
        if not cue.subject or not mention:
            return None
        return Voice(mention, last.outside(cue.subject), last.outside(cue.verb))

    def _carried(self, sentences: tuple[Sentence, ...]) -> Voice | None:
        """Who still has the word: a quotation left open goes on, and so does a lone one."""
        if self.held.open:
            return self.held.voice
        closed = bool(sentences) and all(one.closed for one in sentences[-1].quotations)
        alone = self.held.voice if self.held.sole and len(sentences) == 1 and closed else None
        return alone and replace(alone, cue_at=None)  # by the same speaker, not in the same breath

    def _wait(self, sentences: tuple[Sentence, ...], *, spoken: bool) -> None:
        """An open quotation without a speaker may get one from the paragraph that goes on."""
        last = sentences[-1:] if not spoken else ()
        self.waiting = [
            *(self.waiting if last else []),
            *(one for one in last if one.quotations and not one.quotations[-1].closed),
        ]

    def _waited_for(self, paragraph: Span, first: Draft) -> Iterator[Step]:
        waiting, self.waiting = self.waiting, []
        for sentence in waiting if first.form is Form.DIRECT else []:
            yield Step(paragraph, sentence, tuple(continued(self.text, sentence, first)))

    def _look_at(self, sentence: Sentence) -> None:
        """A sentence about one person makes that person the next "he" or "she"."""
        start = " ".join(sentence.masked.split(" ")[:6])
        people = [*self.cast.people_in(start), *self.cast.newcomer(sentence.masked)]
        if len(people) == 1 and self._is_person(people[0], sentence.masked):
            self.turns.see(Mention(people[0], people[0], named=True, kind="person"))
        elif not people and (span := opening(sentence.masked)):
            self._look_for(span.of(sentence.masked))

    def _look_ahead(self, sentence: Sentence) -> None:
        """ "Max Weber was pleased, but he warned …": who opens a sentence is its first "he"."""
        span = opening(sentence.masked)
        people = self.cast.people_in(span.of(sentence.masked)) if span else []
        if len(people) == 1 and span and self.cast.mention(span.of(sentence.masked)).name in people:
            self.turns.see(Mention(people[0], people[0], named=True, kind="person"))

    def _look_for(self, words: str) -> None:
        """ "The captain hid his anger": who opens a sentence is in view, name or not."""
        described = self.cast.mention(words) if words.lower().startswith(("the ", "a ")) else None
        if described and described.kind == "person":
            self.turns.see(described)

    def _is_person(self, name: str, words: str) -> bool:
        known = name in self.cast.roles or name in self.cast.genders or self.turns.sees(name)
        return known or bool(self.cast.newcomer(words))
