"""How far a text stands by its words: stated, possible, conditional, asked, demanded, intended."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from nlp.differences.reading import Reading, differs
from nlp.differences.scope import SCOPE, Cue, covering, cues, turned
from nlp.values import Difference, Span
from nlp.words import listed

_MODAL: Final = re.compile(
    r"\b(?:(?P<possible>(?-i:may)|might|could(?!n)|possibly|perhaps|maybe|(?<!un)likely"
    r"|potentially|apparently|probably|suggest(?:s|ed|ing)?\s+that"
    r"|(?:indicate[sd]?|indicating)\s+that|(?:appear|seem)(?:s|ed)?\s+to|considering)"
    r"|(?P<reported>reportedly|allegedly|supposedly|purportedly|claim(?:s|ed|ing)?\s+to"
    r"|said\s+to\s+be|believed\s+to|thought\s+to)"
    r"|(?P<own_word>(?:says|said|claims|claimed|insists|insisted|maintains)\s+(?:that\s+)?"
    r"(?:he|she|it|they)\b)"
    r"|(?P<conditional>would)"
    r"|(?P<demanded>must|should(?!n)|ought\s+to|ha(?:s|ve)\s+to|needs?\s+to|let[’']s"
    r"|urg(?:e|es|ed|ing)|call(?:s|ed|ing)?\s+(?:on|for)|demand(?:s|ed|ing)?)"
    r"|(?P<intended>(?:plans?|planned|planning|wants?|wanted|hope[sd]?|hoping|intend(?:s|ed|ing)?"
    r"|aim(?:s|ed|ing)?|threaten(?:s|ed|ing)?|tr(?:y|ies|ied|ying)|seek(?:s|ing)?|vow(?:s|ed)?"
    r"|promise[sd]?|propose[sd]?|proposing)\s+to))\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r"\b(?:if(?!\s+(?:any|not|only|ever|so)\b)|unless|provided\s+that|as\s+long\s+as|in\s+case"
    r"|on\s+condition)\b",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    r"(?:^|(?<=[.!?:;“\"]\s)|(?<=[“\"]))"
    r"(?:Is|Are|Was|Were|Will|Would|Can|Could|Do|Does|Did|Has|Have|Should)"
    r"(?!n[’']t)\b(?=[^.!?]*\?)"
)
_DETERMINERS: Final = listed("the a an your our my all this these that those it them him her every")
_NO_VERB: Final = re.compile(r"(?:s|ed|ing|ly|tion|men[t]|ness|ity)$")
# A hedge is a hedge: what is reported is no surer than what is possible.
_LIKE: Final = {"reported": "possible", "own_word": "possible"}
_SAYS: Final = re.compile(
    r"\b(?:say|says|said|told|tells|claim\w*|announc\w+|according|confirm\w*|insist\w*"
    r"|maintains)\b|[“\"]",
    re.IGNORECASE,
)
_IFS: Final = ("if", "unless", "provided", "long", "case", "condition")
STATED: Final = "stated"


_BEGINNINGS: Final = tuple(
    listed(
        "may might could poss perhaps likely potential apparent prob suggest indicate"
        " indicating appear seem consider reported alleg suppos purport claim said says insist"
        " maintain believed thought"
        " would must should ought has have need let urg call demand plan want hop intend aim threat"
        " tr seek vow promise propos"
    )
)


def modalities(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """The first word that one text states otherwise than the other: may, would if, must, is it."""
    ours, theirs = (claim, _cues(claim, passage)), (passage, _cues(passage, claim))
    if found := turned(ours, theirs, _sorts, nearest=True):
        yield differs("modality", (claim, found[0]), (passage, found[1]))
    elif found := turned(theirs, ours, _sorts, nearest=True):
        yield differs("modality", (claim, found[1]), (passage, found[0]))


def _cues(reading: Reading, other: Reading) -> list[Cue]:
    found = cues(reading, _MODAL) if reading.has(_BEGINNINGS) else ()
    modal = [cue for cue in found if _counts(reading, cue, other)]
    return list(chain(modal, _conditions(reading), _questions(reading), _orders(reading)))


def _counts(reading: Reading, cue: Cue, other: Reading) -> bool:
    """Whether the cue tells the texts apart.

    "Would" without an "if" is the past of "will" in what is reported; and who says a thing of
    himself is told apart from a plain statement, not from another report.
    """
    if cue.sort == "conditional":
        return bool(_CONDITION.search(reading.text))
    return cue.sort != "own_word" or not _SAYS.search(other.text)


def _conditions(reading: Reading) -> Iterator[Cue]:
    """What stands before an "if" holds only then."""
    for found in _CONDITION.finditer(reading.text) if reading.has(_IFS) else ():
        at = first = reading.first_at(found.start())
        while at > 0 and first - at < SCOPE and not reading.parted(at):
            at -= 1
        yield Cue(Span(*found.span()), "conditional", range(first - 1, at - 1, -1))


def _questions(reading: Reading) -> Iterator[Cue]:
    for found in _ASKED.finditer(reading.text) if "?" in reading.text else ():
        last = reading.first_at(reading.text.find("?", found.end()))
        yield Cue(Span(*found.span()), "asked", range(reading.first_at(found.end()), last))


def _orders(reading: Reading) -> Iterator[Cue]:
    """ "Release the hostages": a bare verb opens the sentence, and its object follows."""
    for at in range(len(reading.words) - 1):
        word, after = reading.words[at], reading.words[at + 1]
        if not word.stem or not word.capital or after.lower not in _DETERMINERS:
            continue
        if reading.opens(at) and not _NO_VERB.search(word.lower):
            yield Cue(word.span, "demanded", range(at, at + 1))


def _sorts(found: Sequence[Cue], places: Sequence[int]) -> set[str]:
    """How the word is meant at each of its places."""
    every: set[str] = set()
    for at in places:
        sorts = {_LIKE.get(cue.sort, cue.sort) for cue in covering(found, at)}
        every |= sorts or {STATED}
    return every
