"""One pass over an article: paragraphs in, statements out, in the order of the text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from nlp.dates import resolve
from nlp.sentences import paragraphs
from nlp.statements import dues, kinds, proposed, relays
from nlp.statements.attribution import Draft, Sentence, continued, drafts_of, sentences_of
from nlp.statements.lexicon import CAPITALS
from nlp.statements.narration import announced
from nlp.statements.proposed import Setting
from nlp.statements.speakers import Cast
from nlp.statements.turns import Turns
from nlp.statements.verbs import DO
from nlp.values import Due, Form, Kind, Mention, Relay, Span, Statement


def read(text: str, *, published: date | None) -> tuple[Statement, ...]:
    """Who says what in a text, and the events it announces, in order.

    A relayed quotation gives two statements: the saying, by who is on the record, and what the
    one behind is said to have said (form nested). Without `published` weekdays stay words.
    Any text is fair; what is attributed to nobody is given to nobody.

    >>> found = read("It rained for days, said Ada Byron.", published=None)
    >>> [(one.speaker.name, one.quote) for one in found if one.speaker]
    [('Ada Byron', 'It rained for days')]
    """
    reader = _Reader(text, Cast.of(text), published)
    return relays.completed(tuple(reader.statements()))


@dataclass(frozen=True, slots=True)
class _Held:
    """Who had the word at the end of a paragraph, and whether the quotation was left open."""

    mention: Mention | None = None
    open: bool = False
    sole: bool = False


class _Reader:
    def __init__(self, text: str, cast: Cast, published: date | None) -> None:
        self.text, self.cast, self.published = text, cast, published
        self.turns = Turns(cast)
        self.held = _Held()
        self.said = ("", "")
        self.before = ""
        self.waiting: list[Sentence] = []

    def statements(self) -> Iterator[Statement]:
        for paragraph in paragraphs(self.text):
            self.said = ("", "")
            yield from self._paragraph(paragraph)

    def _paragraph(self, paragraph: Span) -> Iterator[Statement]:
        sentences = sentences_of(self.text, paragraph)
        holder = self._carried(sentences)
        speakers: list[Mention] = []
        for number, sentence in enumerate(sentences):
            drafts = drafts_of(self.text, sentence, self.turns, holder)
            if drafts and number == 0:
                yield from self._waited_for(drafts[0])
            yield from self._from(sentence, drafts)
            holder = drafts[-1].mention if drafts else None
            speakers += [draft.mention for draft in drafts]
            if not drafts:
                self._look_at(sentence)
        self._wait(sentences, spoken=bool(speakers))
        last = sentences[-1].quotations if sentences else ()
        self.held = _Held(
            mention=speakers[-1] if speakers else None,
            open=bool(last) and not last[-1].closed,
            sole=len({speaker.name for speaker in speakers}) == 1,
        )

    def _carried(self, sentences: tuple[Sentence, ...]) -> Mention | None:
        """Who still has the word: a quotation left open goes on, and so does a lone one."""
        closed = bool(sentences) and all(one.closed for one in sentences[-1].quotations)
        goes_on = self.held.open or (self.held.sole and len(sentences) == 1 and closed)
        return self.held.mention if goes_on else None

    def _wait(self, sentences: tuple[Sentence, ...], *, spoken: bool) -> None:
        """An open quotation without a speaker may get one from the paragraph that goes on."""
        last = sentences[-1:] if not spoken else ()
        self.waiting = [
            *(self.waiting if last else []),
            *(one for one in last if one.quotations and not one.quotations[-1].closed),
        ]

    def _waited_for(self, first: Draft) -> Iterator[Statement]:
        waiting, self.waiting = self.waiting, []
        for sentence in waiting if first.form is Form.DIRECT else []:
            for draft in continued(self.text, sentence, first):
                yield from self._finished(draft)

    def _look_at(self, sentence: Sentence) -> None:
        """A sentence about one person makes that person the next "he" or "she"."""
        start = " ".join(sentence.masked.split(" ")[:6])
        people = [*self.cast.people_in(start), *self.cast.newcomer(sentence.masked)]
        if len(people) == 1 and self._is_person(people[0], sentence.masked):
            self.turns.see(Mention(people[0], people[0], named=True, kind="person"))

    def _is_person(self, name: str, words: str) -> bool:
        known = name in self.cast.roles or name in self.cast.genders or name in self.turns.people
        return known or bool(self.cast.newcomer(words))

    def _from(self, sentence: Sentence, drafts: tuple[Draft, ...]) -> Iterator[Statement]:
        if not drafts and not sentence.found:
            yield from announced(self.text, sentence.span, published=self.published)
        for draft in drafts:
            yield from self._finished(draft)

    def _finished(self, draft: Draft) -> Iterator[Statement]:
        words = draft.span.of(self.text)
        relayed = relays.find(words, self.cast)
        chain = relays.chain(draft.mention, draft.audience, relayed)
        saying = self._statement(draft, words)
        if relayed and relayed.nested:
            yield replace(saying, chain=chain, kind=Kind.SAID, due=Due())
            yield self._nested(saying, relayed, relayed.nested.moved(draft.span.start), chain)
        else:
            kind = Kind.FACT if relayed else saying.kind
            yield replace(saying, chain=chain, kind=kind, due=Due() if relayed else saying.due)
        self.before = words

    def _statement(self, draft: Draft, words: str) -> Statement:
        side = self.cast.side(draft.mention.name)
        said = self._said(draft)
        kind = kinds.of(
            words, cue=draft.cue, form=draft.form, own_side=self._own(draft.mention, side)
        )
        setting = Setting(draft.mention, side, self.before if draft.form is Form.DIRECT else "")
        return Statement(
            span=draft.span,
            quote=words,
            proposed=self._proposed(draft, words, setting),
            kind=kind,
            form=draft.form,
            speaker=draft.mention,
            chain=(),
            cue=draft.cue,
            audience=draft.audience,
            said_on=self._day(said),
            said_words=said,
            due=dues.of(words, published=self.published) if kind in kinds.FORWARD else Due(),
            sentence=draft.sentence,
        )

    def _proposed(self, draft: Draft, words: str, setting: Setting) -> str:
        if draft.form is not Form.DIRECT and DO.match(words):
            return f"[{draft.mention.name}] {proposed.plain(words)}"
        return proposed.of(words, form=draft.form, setting=setting, cast=self.cast)

    def _nested(
        self,
        saying: Statement,
        relayed: relays.Relayed,
        span: Span,
        chain: tuple[Relay, ...],
    ) -> Statement:
        words = span.of(self.text)
        teller = relayed.voices[-1]
        side = self.cast.side(teller.name)
        kind = kinds.of(words, cue=relayed.cue, form=Form.NESTED, own_side=self._own(teller, side))
        setting = Setting(teller, side, "")
        return replace(
            saying,
            span=span,
            quote=words,
            proposed=proposed.of(words, form=Form.NESTED, setting=setting, cast=self.cast),
            kind=kind,
            form=Form.NESTED,
            speaker=teller,
            chain=chain,
            cue=relayed.cue,
            audience="",
            said_on=None,
            said_words="",
            due=dues.of(words, published=self.published) if kind in kinds.FORWARD else Due(),
        )

    def _own(self, mention: Mention, side: str) -> tuple[str, ...]:
        capitals = [city.title() for city, country in CAPITALS.items() if country == side]
        return (mention.name, side.removeprefix("the "), side, *capitals)

    def _said(self, draft: Draft) -> str:
        """When it was said; in one paragraph the same speaker goes on at the same time."""
        name, words = self.said
        said = draft.said_words or (words if draft.mention.name == name else "")
        self.said = (draft.mention.name, said)
        return said

    def _day(self, words: str) -> date | None:
        if not words or not self.published:
            return None
        return resolve(words, published=self.published, ahead=False)
