"""One pass over an article: paragraphs in, statements out, in the order of the text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nlp.dates import resolve
from nlp.statements import dues, kinds, proposed, relays
from nlp.statements.lexicon import CAPITALS
from nlp.statements.markup import blotted
from nlp.statements.narration import announced
from nlp.statements.proposed import Setting
from nlp.statements.sentences import Draft
from nlp.statements.speakers import Cast
from nlp.statements.verbs import DO
from nlp.statements.walk import steps
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
    clean = blotted(text)
    reader = _Reader(clean, Cast.of(clean), published)
    found = relays.completed(tuple(reader.statements()))
    return tuple(replace(one, quote=one.span.of(text)) for one in found) if clean != text else found


class _Reader:
    def __init__(self, clean: str, cast: Cast, published: date | None) -> None:
        self.clean, self.cast, self.published = clean, cast, published
        self.said = ("", "")
        self.before = ""
        self.paragraph: Span | None = None

    def statements(self) -> Iterator[Statement]:
        for step in steps(self.clean, self.cast):
            if step.paragraph != self.paragraph:
                self.paragraph, self.said = step.paragraph, ("", "")
            if not step.drafts and not step.sentence.found:
                yield from announced(self.clean, step.sentence.span, published=self.published)
            for draft in step.drafts:
                yield from self._finished(draft)

    def _finished(self, draft: Draft) -> Iterator[Statement]:
        words = draft.span.of(self.clean)
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
        words = span.of(self.clean)
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
        day = resolve(words, published=self.published, ahead=False)
        return day if day and day <= self.published else None  # nobody spoke after it was printed
