"""Said here, unsaid there: negation by what it bears on, two of them counted as none."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp.differences.reading import Reading, differs
from nlp.differences.scope import Cue, covering, cues, turned
from nlp.values import Difference
from nlp.words import listed

# What looks like a negation and is none ("not only", "no doubt") is kept out, after NegEx
# (Chapman et al., 2001), which calls them pseudo-negations.
NEGATION: Final = re.compile(
    r"\b(?:no\s+longer|far\s+from|anything\s+but|stop(?:s|ped)?\s+short\s+of"
    r"|(?<!or\s)(?<!if\s)not(?!\s+(?:only|just|merely|simply|least|to\s+mention|unlike|until|a\s+day"
    r"\s+too\s+soon)\b)"
    r"|no(?!\s+(?:doubt|question|wonder|matter|later|fewer|less|more\s+than|\d)|[,.!]|-)"
    r"|never|nobody|no[\s-]one|nowhere|nothing(?!\s+(?:but|short))|none|neither"
    r"|(?<!neither\s)nor\s+(?:did|does|do|is|was|will|has|have)"
    r"|without(?!\s+(?:a\s+)?(?:doubt|question))|cannot"
    r"|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|den(?:y|ies|ied|ying)|declin(?:e|es|ed|ing)\s+to"
    r"|unwilling|unready|unable|impossible|fail(?:s|ed|ing)?\s+to|rul(?:es|ed|ing)\s+out"
    r"|(?:false|untrue|a\s+lie|a\s+hoax|a\s+myth)\s+that"
    r"|dismiss(?:es|ed|ing)?(?=\s+(?:\w+\s+){0,3}that\b))\b|\b\w+n[’']t\b(?!\s+(?:only|just)\b)",
    re.IGNORECASE,
)


_BEGINNINGS: Final = tuple(
    listed(
        "no ne without cannot refus reject den declin un impossible fail rul false lie hoax myth"
        " dismiss far anything stop"
    )
)


def negations(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """The first words that one text negates and the other does not."""
    ours, theirs = (claim, _cues(claim)), (passage, _cues(passage))
    if found := turned(ours, theirs, _parities):
        yield differs("negation", (claim, found[0]), (passage, found[1]))
    elif found := turned(theirs, ours, _parities):
        yield differs("negation", (claim, found[1]), (passage, found[0]))


def _cues(reading: Reading) -> tuple[Cue, ...]:
    short = "n't" in reading.text or "n’t" in reading.text
    return cues(reading, NEGATION) if short or reading.has(_BEGINNINGS) else ()


def _parities(found: Sequence[Cue], places: Sequence[int]) -> set[str]:
    """Two negations of one word make none."""
    return {"odd" if len(covering(found, at)) % 2 else "even" for at in places}
