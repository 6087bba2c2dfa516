"""Ties the words of a paragraph to their speakers: quotations and reported speech alike."""

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.sentences import split
from nlp.statements import unlisted
from nlp.statements.cues import Cue
from nlp.statements.notions import as_subject
from nlp.statements.quotes import Quotation
from nlp.statements.sentences import Draft, Sentence, Voice
from nlp.statements.subjects import is_group, opening
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
_CLAUSE_ENDS = re.compile(r"; |(?<=\w): [“\"](?=·+[”\"]$)")
_DESCRIBES = re.compile(r",\s(?:an?|the|who|whose|which)\b")
_GOES_ON = re.compile(r",\s(?!\w+ing\b|and\b|but\b)\w+(?:\s+\S+){1}")
_SPLIT = re.compile(r",?\s*(?:and|but|while|whereas|although|though)\s*$|[,;]\s*$")
# The comma before "noting that" may stand within the marks.
_SPLIT_QUOTED = re.compile(rf"{_SPLIT.pattern}|(?<=[”\"»])\s*$")


def drafts_of(
    text: str, sentence: Sentence, turns: Turns, holder: Voice | None
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
        yield replace(
            first,
            span=span,
            sentence=sentence.span,
            quotation=quotation.inner,
        )


_NOBODY = Mention("", "", named=False, kind="group")


class _Work:
    """One sentence being read: which cues are used up, and who spoke last in it."""

    def __init__(self, text: str, sentence: Sentence, turns: Turns, holder: Voice | None) -> None:
        self.text, self.sentence, self.turns = text, sentence, turns
        self.holder = holder
        self.owner: Mention | None = None
        self.owner_at: Span | None = None
        self.used: set[Cue] = set()
        self.drafts: list[Draft] = []

    def go(self) -> None:
        """Quotations by the cue after them, then cue by cue, then what only goes on."""
        for quotation in self.sentence.quotations:
            if cue := self._right(quotation):
                self._quoted(quotation, cue)
        reach = 0
        for cue in self.sentence.found:
            if cue not in self.used and (self.turns.unknown or cue.verb.start >= reach):
                reach = self._reported(cue)
        for quotation in self.sentence.quotations:
            self._goes_on(quotation)

    def _speaker(self, cue: Cue) -> Mention | None:
        if cue.voiceless:
            return _NOBODY
        if cue.subject is None:
            return self.owner or self._opening()
        mention = self.turns.who(as_subject(cue.subject.of(self.sentence.masked)))
        if mention:
            self.owner, self.owner_at = mention, self.sentence.outside(cue.subject)
            self.turns.see(mention)
        return mention

    def _opening(self) -> Mention | None:
        """Whom a cue without a subject belongs to: the phrase that opens the sentence."""
        span = opening(self.sentence.masked)
        mention = self.turns.who(span.of(self.sentence.masked)) if span else None
        if span and mention:
            self.owner, self.owner_at = mention, self.sentence.outside(span)
        return mention

    def _right(self, quotation: Quotation) -> Cue | None:
        outer = self.sentence.inside(quotation.outer)
        for cue in self.sentence.found:
            first = min(cue.verb.start, cue.subject.start if cue.subject else cue.verb.start)
            between = self.sentence.masked[outer.end : first] if first >= outer.end else None
            if between is not None and cue.subject and not between.strip(" ,"):
                return cue
        if not self.turns.unknown:
            return None
        return unlisted.after(self.sentence.masked, quotation.inner.of(self.text), outer.end)

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
            draft = self._draft(part.moved(quotation.inner.start), Form.DIRECT, mention, cue)
            self._keep(draft and replace(draft, quotation=quotation.inner))

    def _keep(self, draft: Draft | None) -> None:
        if draft and not any(self._clash(draft, one) for one in self.drafts):
            self.drafts.append(draft)

    def _clash(self, new: Draft, old: Draft) -> bool:
        """Two contents share no words, unless thoughts are told inside of what is said."""
        if not new.span.meets(old.span):
            return False
        quoted = Form.DIRECT in (new.form, old.form) or new.span == old.span
        inside = new.span.holds(old.span) or old.span.holds(new.span)
        return quoted or not inside or not self.turns.unknown

    def _draft(self, span: Span, form: Form, mention: Mention, cue: Cue | None) -> Draft | None:
        tidy = _tidied(self.text, span)
        if tidy is None:
            return None
        draft = Draft(tidy, form, mention, "", "", "", self.sentence.span)
        if cue is None:
            return draft
        return replace(
            draft,
            cue=cue.words,
            audience=cue.audience,
            said_words=cue.said_words,
            source=self._source(cue),
            cue_at=self.sentence.outside(cue.verb),
        )

    def _source(self, cue: Cue) -> Span | None:
        if cue.voiceless:
            return None
        return self.sentence.outside(cue.subject) if cue.subject else self.owner_at

    def _reported(self, cue: Cue) -> int:
        """Read one cue that no quotation precedes; gives where the next may start."""
        beside = self._left_quotation(cue)
        mention = self._speaker(cue) or (_NOBODY if beside and self.turns.unknown else None)
        if mention is None:
            return cue.verb.end
        if beside:
            self.used.add(cue)
            self._lead_in(cue, mention, self.sentence.inside(beside.outer).start)
            self._add_quote(beside, mention, cue)
            return self.sentence.inside(beside.outer).end
        if cue.place == "after" and cue.content:
            return self._indirect(cue, mention)
        if cue.subject is None:
            return cue.verb.end
        around = self._around(cue, mention) if self.turns.unknown else None
        return around or self._before(cue, mention)

    def _lead_in(self, cue: Cue, mention: Mention, end: int) -> None:
        """ "Warned that nobody knew: “…”" says the same twice, once in the reporter's words."""
        words = self.sentence.masked[cue.content.start : end] if cue.content else ""
        if cue.content and words.rstrip().endswith(":") and len(words.split()) > 2:
            span = self.sentence.outside(Span(cue.content.start, cue.content.start + len(words)))
            self._keep(self._draft(span, Form.INDIRECT, mention, cue))

    def _left_quotation(self, cue: Cue) -> Quotation | None:
        """The quotation that a cue leads into with nothing of the reporter's own in between."""
        for quotation in self.sentence.quotations:
            outer = self.sentence.inside(quotation.outer)
            if outer.start < cue.verb.end:
                continue
            if any(cue.verb.end < one.verb.start < outer.start for one in self.sentence.found):
                return None
            between = self.sentence.masked[cue.verb.end : outer.start]
            after = self.sentence.masked[outer.end :].strip(' .,!?”"')
            whole = quotation.inner.of(self.text)[:1].isupper() or not (after and cue.content)
            if cue.content and _tells(self.sentence.masked[cue.content.start : outer.start]):
                return None
            leads = between.rstrip().endswith((":", ",")) or between.strip() in {"", "that"}
            leads = leads or (cue.words.endswith(("told", "tells")) and len(between.split()) <= 6)
            return quotation if whole and leads and _BESIDE.fullmatch(between) else None
        return None

    def _indirect(self, cue: Cue, mention: Mention) -> int:
        content = cue.content
        if content is None:
            return cue.verb.end
        end = self._end_of(content)
        span = Span(self.sentence.span.start + content.start, self.sentence.span.start + end)
        holds_quote = any(span.holds(one.outer) for one in self.sentence.quotations)
        self._keep(self._draft(span, Form.MIXED if holds_quote else Form.INDIRECT, mention, cue))
        self.used.add(cue)
        return end

    def _end_of(self, content: Span) -> int:
        """Where a reported clause ends: at the next speaker, or with the sentence."""
        for cue in self.sentence.found:
            first = cue.verb.start
            if cue.subject and cue.subject.start >= content.start:
                first = min(first, cue.subject.start)
            if first <= content.start + 8:
                continue
            split = _SPLIT_QUOTED if cue.words.endswith("ing") else _SPLIT
            joined = split.search(self.sentence.masked[content.start : first])
            if joined and joined.start():
                return content.start + joined.start()
        clause = _CLAUSE_ENDS.search(self.sentence.masked, content.start + 1)
        return clause.start() if clause else content.end

    def _around(self, cue: Cue, mention: Mention) -> int | None:
        """ "The pier, she said, had moved": the words stand on both sides."""
        subject = cue.subject or cue.verb
        first, last = min(cue.verb.start, subject.start), max(cue.verb.end, subject.end)
        left, rest = self.sentence.masked[:first].rstrip(), self.sentence.masked[last:]
        start = max((self.sentence.inside(one.span).end for one in self.drafts), default=0)
        described = cue.words != "according to" or _DESCRIBES.match(rest)
        both = left.endswith(",") and _GOES_ON.match(rest) and start < first
        if not both or (described and subject.start > cue.verb.start):
            return None
        span = self.sentence.outside(Span(start, len(self.sentence.masked)))
        self._keep(self._draft(span, Form.INDIRECT, mention, cue))
        return len(self.sentence.masked)

    def _before(self, cue: Cue, mention: Mention) -> int:
        first = min(cue.verb.start, cue.subject.start if cue.subject else cue.verb.start)
        left = self.sentence.masked[:first]
        start = max((self.sentence.inside(one.span).end for one in self._outermost()), default=0)
        words = left[start:].rstrip()
        described = words.rstrip(",").rfind(", ")
        if cue.subject and described > 0 and is_group(words[described + 2 :].rstrip(",")):
            words = words[: described + 1]  # "…, the governor, Ada Byron, said" describes her
        needs_comma = cue.words != "according to"
        if (needs_comma and not words.endswith(",")) or not _is_clause(words):
            return cue.verb.end
        span = Span(self.sentence.span.start + start, self.sentence.span.start + start + len(words))
        self._keep(self._draft(span, Form.INDIRECT, mention, cue))
        return len(self.sentence.masked)

    def _outermost(self) -> list[Draft]:
        """What was said before in the sentence; thoughts may lie inside of what comes now."""
        return [one for one in self.drafts if one.form is Form.DIRECT or not self.turns.unknown]

    def _goes_on(self, quotation: Quotation) -> None:
        """A quotation without a cue of its own: the same speaker, if the sentence is only that."""
        if any(quotation.outer.meets(one.span) for one in self.drafts):
            return
        outer = self.sentence.inside(quotation.outer)
        opens = not self.sentence.masked[: outer.start].strip(" ,")
        alone = opens and not self.sentence.masked[outer.end :].strip(" .,!?…—–-")
        if alone and self.holder and not self.drafts:
            self._add_quote(quotation, self.holder.mention, None)
            self.drafts = [
                replace(one, source=self.holder.source, cue_at=self.holder.cue_at)
                for one in self.drafts
            ]


def _tells(words: str) -> bool:
    """Whether the reporter's own words already tell what was said, before a quotation in it."""
    return len(words.split()) > 3 and not words.rstrip().endswith(":")


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
