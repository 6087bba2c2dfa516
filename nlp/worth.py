"""How much a sentence is worth a check, by signs that a reader can see; points, no probability.

Rules with weights set by hand in steps of a quarter. Nothing is fitted and no text of a data set
is kept; CheckThat! 2019 (training part) served to choose which signs to keep.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from nlp.values import Kind, Statement


class Reason(StrEnum):
    """A sign for or against a check, as a person would name it."""

    NUMBER = "number"
    DATE = "date"
    COMPARES = "comparison"
    ABSOLUTE = "sweeping word"
    DEED = "past event"
    THEME = "public matter"
    NAMED = "named speaker"
    AHEAD = "prediction"
    NEW = "not tracked yet"
    QUESTION = "question"
    COURTESY = "courtesy"
    VIEW = "own view"
    SHORT = "few words"


@dataclass(frozen=True, slots=True)
class Worth:
    """Points, and the reasons with the points that each gave, heaviest first."""

    points: float
    reasons: tuple[tuple[Reason, float], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a statement beside its words.

    `likeness` is how close the nearest tracked claim comes, 0 to 1; None where nobody looked.
    """

    named_speaker: bool = False
    ahead: bool = False
    opinion: bool = False
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a transcript; `speaker` may be empty."""

    text: str
    speaker: str = ""


NOTHING_KNOWN: Final = Known()
_AHEAD: Final = frozenset({Kind.PREDICTION, Kind.PLAN, Kind.COMMITMENT})
NEW_BELOW: Final = 0.5  # the same claim in other words seldom has a lower cosine (nlp.ranking)


def _sign(reason: Reason, points: float, pattern: str) -> tuple[Reason, float, re.Pattern[str]]:
    return reason, points, re.compile(pattern, re.IGNORECASE)


_SIGNS: Final = (
    _sign(
        Reason.NUMBER,
        1.0,
        r"[$€£¥]\s?\d|\b(?:million|billion|trillion)s?\b|\b(?:dollars|euros|pounds)\b",
    ),
    _sign(
        Reason.NUMBER,
        1.5,
        r"%|\bper ?cent\b|\bpercentage\b",
    ),
    _sign(
        Reason.NUMBER,
        0.5,
        r"\b\d",
    ),
    _sign(
        Reason.NUMBER,
        0.75,
        r"\b\d{1,3}(?:,\d{3})+|\b(?:hundreds?|thousands?)\b|\b\d{3,}\b",
    ),
    _sign(
        Reason.NUMBER,
        0.5,
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|dozens?|half"
        r"|doubled?|tripled?|one in \w+)\b",
    ),
    _sign(
        Reason.DATE,
        0.5,
        r"\b(?:19|20)\d\d\b|\byears? ago\b|\blast (?:year|week|month)\b|\bin the (?:last"
        r"|past)\b|\bsince (?:19|20)\d\d\b",
    ),
    _sign(
        Reason.COMPARES,
        0.5,
        r"\b(?:more|less|fewer|higher|lower|larger|bigger|worse|better) than\b|\b(?:highest"
        r"|lowest|largest|biggest|worst|most|least|first|only|greatest|fastest|record"
        r"|historic)\b",
    ),
    _sign(
        Reason.ABSOLUTE,
        0.5,
        r"\b(?:never|ever|every|all|none|nobody|no one|always|not one|single)\b",
    ),
    _sign(
        Reason.DEED,
        0.5,
        r"\b\w{3,}ed\b|\b(?:was|were|had|did|took|gave|sent|paid|spent|lost|won|cut|rose|fell"
        r"|grew|went|brought|built|left|said|told|wrote)\b",
    ),
    _sign(
        Reason.THEME,
        1.0,
        r"\b(?:jobs?|tax(?:es)?|unemploy\w+|econom\w+|deficits?|debts?|trade|tariffs?|wages?"
        r"|incomes?|pensions?|budgets?|spending|manufactur\w+|factor(?:y|ies)|imports?"
        r"|exports?|crimes?|murders?|homicides?|police|prisons?|immigra\w+|borders?|illegal\w*"
        r"|refugees?|asylum|visas?|health ?care|insur\w+|hospitals?|vaccin\w+|drugs?|wars?"
        r"|nuclear|military|troops|terror\w*|vot(?:e|ed|es|ing)|elections?|parliament|senate"
        r"|congress|courts?|laws?|bills?|treat(?:y|ies)|emails?|guns?|weapons?|schools?"
        r"|education|energy|oil|coal|gas|climate|emissions|poverty|veterans|rents?|prices?"
        r"|inflation|sanctions?|ceasefire)\b",
    ),
    _sign(
        Reason.QUESTION,
        -2.0,
        r"\?[”\"»’)]?\s*$",
    ),
    _sign(
        Reason.COURTESY,
        -3.0,
        r"\b(?:thank|thanks|welcome|good evening|good morning|please|ladies and gentlemen"
        r"|congratulat\w+|applause|laughter|god bless|hello)\b|^\W*[(\[][^)\]]*[)\]]\W*$",
    ),
    _sign(
        Reason.VIEW,
        -0.5,
        r"\b(?:I think|I believe|I hope|I want|I[’']d like|I would like|let me|I mean|you know"
        r"|I[’']m going to|I will|we will|we[’']re going to|should|must|would|could)\b",
    ),
    _sign(
        Reason.VIEW,
        -0.5,
        r"\b(?:great|beautiful|wonderful|tremendous|amazing|incredible|love|proud|believe"
        r"|terrible|nice|fantastic|happy|excited|hono(?:u)?r)\b",
    ),
    _sign(
        Reason.VIEW,
        -0.5,
        r"(?-i:\bI\b)|\b(?:my|me)\b",
    ),
)
_FEW: Final = ((6, -1.5), (10, -0.5))
_WORDS_THAT_COUNT: Final = 40
# In a transcript a check-worthy sentence seldom stands alone, and who asks seldom claims.
_NEAR: Final = 3
_FROM_NEAR: Final = 0.2
_ASKS: Final = 0.12
_ASKED_AT_LEAST: Final = 3
_ASKER: Final = -2.0


def of(words: str, known: Known = NOTHING_KNOWN) -> Worth:
    """What speaks for and against checking some words.

    >>> words = "In the north unemployment fell by 4 percent last year."
    >>> [reason.value for reason, _ in of(words).reasons]
    ['number', 'public matter', 'date', 'past event']
    >>> of("Thank you all very much, good evening.").points < 0
    True
    """
    found = [(reason, points) for reason, points, sign in _SIGNS if sign.search(words)]
    found += _of_known(known)
    count = len(words.split())
    found += next(([(Reason.SHORT, points)] for most, points in _FEW if count < most), [])
    whole: dict[Reason, float] = {}
    for reason, points in found:
        whole[reason] = whole.get(reason, 0.0) + points
    total = sum(whole.values()) + min(count, _WORDS_THAT_COUNT) / _WORDS_THAT_COUNT
    return Worth(total, tuple(sorted(whole.items(), key=lambda one: -abs(one[1]))))


def _of_known(known: Known) -> list[tuple[Reason, float]]:
    facts = (
        (Reason.NAMED, 0.5, known.named_speaker),
        (Reason.AHEAD, 0.5, known.ahead),
        (Reason.VIEW, -1.0, known.opinion),
        (Reason.NEW, 0.5, known.likeness is not None and known.likeness < NEW_BELOW),
    )
    return [(reason, points) for reason, points, holds in facts if holds]


def of_statement(statement: Statement, *, likeness: float | None = None) -> Worth:
    """The worth of a statement, with what its reading tells; `likeness` as in Known."""
    named = bool(statement.speaker and statement.speaker.named)
    opinion = statement.kind is Kind.OPINION
    known = Known(named, statement.kind in _AHEAD, opinion, likeness)
    return of(statement.quote, known)


def in_transcript(lines: Sequence[Line]) -> list[float]:
    """Points of every sentence of one transcript, with those near it and who asks questions."""
    own = [of(line.text).points for line in lines]
    askers = _askers(lines)
    alone = [
        points + (_ASKER if line.speaker in askers else 0.0)
        for line, points in zip(lines, own, strict=True)
    ]
    return [points + _FROM_NEAR * _near(alone, at) for at, points in enumerate(alone)]


def _near(points: Sequence[float], at: int) -> float:
    """What the neighbours add: each by how near it stands, and never against."""
    around = (
        (away, side)
        for away in range(1, _NEAR + 1)
        for side in (at - away, at + away)
        if 0 <= side < len(points)
    )
    return sum(max(points[side], 0.0) / away for away, side in around)


def _askers(lines: Sequence[Line]) -> frozenset[str]:
    """Who mostly asks: a moderator's questions hold figures that nobody has claimed."""
    by_speaker = sorted((line.speaker, line.text.rstrip().endswith("?")) for line in lines)
    asked = {
        speaker: [question for _, question in own]
        for speaker, own in groupby(by_speaker, key=lambda one: one[0])
    }
    return frozenset(
        speaker
        for speaker, own in asked.items()
        if speaker and len(own) >= _ASKED_AT_LEAST and sum(own) > _ASKS * len(own)
    )
