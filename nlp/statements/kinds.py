"""What sort of thing a statement says, by the words that such statements are made of."""

import re
from typing import Final

from nlp.values import Form, Kind

_BELIEF = re.compile(
    r"\b(?:I|we) (?:believe|think|hope|feel)\b|\bin my (?:view|opinion)\b", re.IGNORECASE
)
_WILL = re.compile(r"\b(?:will|won[’']t|shall)\b|\bgoing to\b|[’']ll\b")
_MAY = re.compile(r"\b(?:may|might|could|would|is likely|are likely|expected to)\b")
_PROMISE: Final = re.compile(
    r"\b(?:vow|pledge|promise|commit|guarantee|threaten|refuse)(?:s|d|ed|ten)?\b"
)
_POSITION = re.compile(
    r"\b(?:must|should|ought to|wants?|demands?|insists?|opposes?|rejects?|supports?|refus\w+"
    r"|(?:is|are|was|were|be) (?:\w+ )?(?:ready|willing|prepared|unwilling|determined"
    r"|committed|open)\b"
    r"|will not accept|will never accept|position)\b"
)
_PLAN = re.compile(
    r"\b(?:plan(?:s|ned)? (?:to|for)|planning|intends? to|hopes? to|aims? to|working (?:to|on)"
    r"|seeks? to|seeking to|prepar(?:es?|ing) to|scheduled|slated|due to|set to"
    r"|arrang\w+)\b"
)
_ANSWER = re.compile(
    r"(?:denie[ds]|dismisse[ds]|rejects|rejected|condemn(?:s|ed)|accuse[ds]|critici[sz]e[ds])\b"
)
_JUDGEMENT = re.compile(
    r"\b(?:important|great|terrible|wonderful|beautiful|amazing|disgrace\w*|shameful|unfair|sadly"
    r"|frankly|best|worst|brilliant|stupid|good|bad|exercise)\b"
)
# A condition before it ("if we leave, we will …") makes it a prediction, not a promise.
_OWN = re.compile(
    r"^(?:and |but |so )?(?:we|I)(?:[’']ll| will| won[’']t| shall| are going| am going)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r";|,?\s+because\s+")
# "She said she would resign": whoever speaks promises it; "would be glad" promises nothing.
_WOULD = re.compile(r"^(?:he|she|they|it) would (?:not |never )?(?!like|rather|be\b|have|\w+ly\b)")
FORWARD: Final = frozenset({Kind.PLAN, Kind.PREDICTION, Kind.COMMITMENT})


def of(words: str, *, cue: str, form: Form, own_side: tuple[str, ...]) -> Kind:
    """The kind of a statement; `own_side` are names for which its speaker can promise.

    >>> of("Kyiv will not withdraw", cue="said", form=Form.INDIRECT, own_side=("Kyiv",)).value
    'commitment'
    """
    if _PROMISE.search(cue) or _PROMISE.search(words[:30]):
        return Kind.COMMITMENT
    if _ANSWER.match(words):
        return Kind.SAID
    if form is Form.MIXED and "…" in cue:
        return Kind.OPINION
    if _PLAN.search(words):
        return Kind.PLAN
    if _POSITION.search(words):
        return Kind.POSITION
    return _looking_ahead(words, own_side) or _standing(words)


def _looking_ahead(words: str, own_side: tuple[str, ...]) -> Kind | None:
    if _WILL.search(words):
        own = _OWN.search(words) or _promises(words, own_side)
        return Kind.COMMITMENT if own else Kind.PREDICTION
    if _WOULD.search(words):
        return Kind.COMMITMENT
    if _MAY.search(words) and not _BELIEF.search(words):
        return Kind.PREDICTION
    return None


def _promises(words: str, own_side: tuple[str, ...]) -> bool:
    names = "|".join(re.escape(name) for name in own_side if name)
    pattern = rf"(?:the\s+)?(?:{names}|he|she|they)\s+(?:will|won[’']t|shall|is\s+going)\b"
    return bool(re.match(pattern, words, re.IGNORECASE))


def _standing(words: str) -> Kind:
    return Kind.OPINION if all(_is_judged(part) for part in _parts(words)) else Kind.FACT


def _parts(words: str) -> list[str]:
    """ "It is important, because nobody else has paid": the reason can be checked by itself."""
    return [part for part in _REASON.split(words) if len(part.split()) > 4] or [words]


def _is_judged(words: str) -> bool:
    return bool(_BELIEF.search(words) or _JUDGEMENT.search(words))
