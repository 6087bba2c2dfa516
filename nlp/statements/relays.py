"""Second-hand speech: who is said to have said it before the voice on the record."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlp.statements import cues
from nlp.statements.lexicon import STATES
from nlp.statements.speakers import PRONOUNS, Cast, is_outlet
from nlp.values import Mention, Relay, Span, Statement

_CARRIED: Final = (
    r"(?:signals?|messages?|words?|assurances?|indications?|warnings?|offers?|proposals?|reports?"
    r"|promises?|letters?|notes?|information|intelligence)"
)
_WHO: Final = r"(?:Mr\.|Mrs\.|Ms\.|Dr\.|U\.S\.|U\.K\.|[^,;.“”\"()]){2,60}?"
_THAT: Final = r"(?:that|indicating(?:\s+that)?|saying(?:\s+that)?|suggesting(?:\s+that)?)"
_FROM = re.compile(rf"\b(?P<cue>{_CARRIED}\s+from)\s+(?P<who>{_WHO}),?\s+{_THAT}\s+")
_CARRIED_BY = re.compile(
    rf"\b{_CARRIED}\s+from\s+(?P<root>{_WHO}),?\s+(?:that\s+was\s+|which\s+was\s+)?(?P<cue>relayed|passed\s+on"
    rf"|conveyed|delivered|carried|brought)\s+by\s+(?P<who>{_WHO})"
    r"(?=[,;.]|\s+(?:was|is|were|that|had|has|to|and|as|on|in)\b|$)"
)
_SENT = re.compile(
    rf"\b(?P<root>[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*)*)\s+(?:has|have|had)?\s*(?:sent|passed\s+on|conveyed"
    rf"|delivered|relayed|given)\s+(?:[\w’'-]+\s+){{0,3}}?{_CARRIED}\b"
)
_STATE = re.compile(
    r"(?P<root>(?:The\s+|the\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3})\s+(?:(?:is|are|was|were|would\s+be)"
    rf"\s+(?:\w+\s+)?(?:{'|'.join(sorted(STATES))})|wants?|intends?|seeks?|is\s+seeking|would\s+accept"
    r"|hopes?|plans?|agrees?|agreed)\b"
)


@dataclass(frozen=True, slots=True)
class Relayed:
    """Voices behind a statement's words, root first; `nested` is what the last of them said.

    `nested` is counted in the words searched and is None where only the voices are told.
    """

    voices: tuple[Mention, ...]
    nested: Span | None = None
    cue: str = ""


def find(words: str, cast: Cast) -> Relayed | None:
    """The relay told inside the words of a statement, or None."""
    if carried := _CARRIED_BY.search(words):
        return Relayed((cast.mention(carried["root"]), cast.mention(carried["who"])))
    if said := _FROM.search(words):
        return _nested(words, said["who"], said.end(), said["cue"], cast)
    if cue := _inner_cue(words):
        subject, content = cue.subject, cue.content
        if subject and content:
            return _nested(words, subject.of(words), content.start, cue.words, cast)
    if sent := _SENT.search(words):
        return Relayed((cast.mention(sent["root"]),))
    return None


def _nested(words: str, who: str, start: int, cue: str, cast: Cast) -> Relayed | None:
    if start >= len(words):
        return None
    teller = cast.mention(who)
    root = _STATE.match(words, start)
    roots = (cast.mention(root["root"]),) if root else ()
    voices = (*(one for one in roots if one.name != teller.name), teller)
    return Relayed(voices, Span(start, len(words)), cue)


def _inner_cue(words: str) -> cues.Cue | None:
    for cue in cues.find(words):
        if cue.subject and cue.content and cue.place == "after":
            pronoun = cue.subject.of(words).lower() in PRONOUNS
            says = cue.content.start >= cue.verb.end and cue.words != "according to"
            if says and not pronoun and cue.subject.start < cue.verb.start:
                return cue
    return None


def chain(mention: Mention, audience: str, relayed: Relayed | None) -> tuple[Relay, ...]:
    """The voices behind one who speaks here, root first; the last one is on the record.

    A hidden source that speaks to a newsroom is on no record: the newsroom is.
    """
    behind = [_as_relay(voice, heard=False) for voice in relayed.voices] if relayed else []
    behind = [relay for relay in behind if relay.name != mention.name]
    if not mention.named and audience and is_outlet(audience):
        outlet = Relay(audience, audience, named=True, heard_directly=True)
        return (*behind, _as_relay(mention, heard=False), outlet)
    return (*behind, _as_relay(mention, heard=True))


def _as_relay(mention: Mention, *, heard: bool) -> Relay:
    return Relay(mention.name, mention.as_written, mention.named, heard)


def completed(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Give a statement about a relayed signal the carrier whom the same speaker names elsewhere.

    "Russia has sent a signal" by a speaker who, in the same text, had it from one envoy alone.
    """
    carriers: dict[tuple[str, str], dict[str, Relay]] = {}
    for one in statements:
        if len(one.chain) == 3:
            ends = (one.chain[0].name, one.chain[2].name)
            carriers.setdefault(ends, {})[one.chain[1].name] = one.chain[1]
    return tuple(_with_carrier(one, carriers) for one in statements)


def _with_carrier(one: Statement, carriers: dict[tuple[str, str], dict[str, Relay]]) -> Statement:
    if len(one.chain) != 2:
        return one
    between = list(carriers.get((one.chain[0].name, one.chain[1].name), {}).values())
    if len(between) != 1:
        return one
    return replace(one, chain=(one.chain[0], between[0], one.chain[1]))
