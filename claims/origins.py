"""Who bears witness to a claim: we count origins, not articles (rules, section 2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from claims.facts import ClaimFacts, OriginKind, PassageFacts, Stance
from claims.finding import Origin, ReasonCode
from claims.sifting import sift
from claims.voices import (
    UNKNOWN_OWNER,
    Place,
    Voice,
    Witnesses,
    interested_in,
    side_of,
    speaks_for,
    unnamed_voice,
)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Every origin on either side, and the passages set aside, by why."""

    origins: tuple[Origin, ...]
    aside: Mapping[ReasonCode, tuple[PassageFacts, ...]]


def hear(facts: ClaimFacts, *, now: datetime) -> Hearing:
    """The origins that a person has confirmed, on both sides, whether they can count or not."""
    sifted = sift(facts.passages, now=now)
    witnesses = Witnesses(facts, sifted.stories, interested_in(facts))
    named, unnamed, silent = _split(sifted.by_person, witnesses)
    spoken = _last_words(_as_heard(named, _first_prints(sifted.printed, witnesses), witnesses))
    told, alone = _beside(unnamed, spoken)
    added, waiting = _additions(sifted.by_machine, witnesses, [*spoken, *told])
    groups = _by_place([*spoken, *told])
    extra = _by_place(added)
    origins = (_origin(voices, extra.get(place, []), witnesses) for place, voices in groups.items())
    aside = {
        **sifted.aside,
        ReasonCode.REPEATED: tuple(silent),
        ReasonCode.UNNAMED_ALONE: tuple(alone),
        ReasonCode.WAITING: (*sifted.aside[ReasonCode.WAITING], *waiting),
    }
    return Hearing(tuple(sorted(origins, key=_rank)), aside)


def _split(
    passages: Iterable[PassageFacts],
    witnesses: Witnesses,
) -> tuple[list[Voice], list[PassageFacts], list[PassageFacts]]:
    """Passages as named voices, those of unnamed sources, and those that are nobody's word."""
    named: list[Voice] = []
    unnamed: list[PassageFacts] = []
    silent: list[PassageFacts] = []
    for passage in passages:
        voice = witnesses.voice(passage)
        if voice is not None:
            named.append(voice)
        elif passage.origin is OriginKind.UNNAMED and side_of(passage) is not None:
            unnamed.append(passage)
        elif passage.stance is not Stance.UNCLEAR:
            silent.append(passage)
    return named, unnamed, silent


def _first_prints(
    printed: Iterable[PassageFacts], witnesses: Witnesses
) -> dict[tuple[Place, str], datetime]:
    """When each story first had a principal's word, also where an edit took that print away."""
    first: dict[tuple[Place, str], datetime] = {}
    for passage in printed:
        if (voice := witnesses.voice(passage)) is not None:
            word = (voice.place, witnesses.stories.of(passage))
            first[word] = min(voice.heard_at, first.get(word, voice.heard_at))
    return first


def _as_heard(
    named: list[Voice], first: Mapping[tuple[Place, str], datetime], witnesses: Witnesses
) -> list[Voice]:
    """Voices dated by the first print of their story, and called records where they count so."""
    told = [voice.heard_at for voice in named if not voice.record]
    dispute = min([witnesses.facts.tracked_at, *told])
    heard = (
        replace(voice, heard_at=first[voice.place, witnesses.stories.of(voice.passage)])
        for voice in named
    )
    return [
        replace(voice, record=witnesses.counts_as_record(voice, dispute=dispute)) for voice in heard
    ]


def _last_words(voices: list[Voice]) -> list[Voice]:
    """One voice for an origin heard directly twice: its latest. Records stay as they are."""
    latest: dict[str, tuple[datetime, bool]] = {}
    for voice in voices:
        if voice.directly and not voice.record:
            word = _word(voice)
            latest[voice.principal] = max(word, latest.get(voice.principal, word))
    return [
        voice
        for voice in voices
        if voice.record or not voice.directly or latest[voice.principal][1] is _word(voice)[1]
    ]


def _word(voice: Voice) -> tuple[datetime, bool]:
    # Of two words of one instant the denial is kept: it is the one that asks for a person.
    return voice.heard_at, voice.side is Stance.DENIES


def _beside(
    unnamed: Iterable[PassageFacts],
    spoken: Iterable[Voice],
) -> tuple[list[Voice], list[PassageFacts]]:
    """Unnamed sources that stand beside somebody named on their side, and those that do not."""
    named = {voice.place for voice in spoken if voice.record or voice.principal != UNKNOWN_OWNER}
    sides = {side for _, side in named}
    told: list[Voice] = []
    alone: list[PassageFacts] = []
    for passage in unnamed:
        side = side_of(passage)
        if side is None or side not in sides:
            alone.append(passage)
        else:
            told.append(unnamed_voice(passage, side, named))
    return told, alone


def _additions(
    passages: Iterable[PassageFacts],
    witnesses: Witnesses,
    known: list[Voice],
) -> tuple[list[Voice], list[PassageFacts]]:
    """What a machine confirmed: it adds to an origin and side that a person confirmed, or waits."""
    named, unnamed, silent = _split(passages, witnesses)
    told, alone = _beside(unnamed, known)
    places = {voice.place for voice in known}
    added = [voice for voice in [*named, *told] if voice.place in places]
    waiting = [voice.passage for voice in [*named, *told] if voice.place not in places]
    return added, [*waiting, *alone, *silent]


def _by_place(voices: Iterable[Voice]) -> dict[Place, list[Voice]]:
    groups: dict[Place, list[Voice]] = {}
    for voice in voices:
        groups.setdefault(voice.place, []).append(voice)
    return groups


def _origin(voices: list[Voice], added: list[Voice], witnesses: Witnesses) -> Origin:
    """One origin from a person's voices; what a machine added only lengthens its lists."""
    first = min(voices, key=lambda voice: (voice.passage.at, voice.passage.appearance_id))
    record = any(voice.record for voice in voices)
    directly = any(voice.directly for voice in voices)
    manner = "record" if record else "direct" if directly else "relayed"
    passages = [voice.passage for voice in (*voices, *added)]
    return Origin(
        key=f"{first.principal}|{first.side.value}|{manner}",
        principal=first.principal,
        name=first.name or first.principal,
        via=() if directly else first.passage.via,
        side=first.side,
        directly=directly,
        interested=speaks_for(first.principal) in witnesses.interested and not record,
        kind=OriginKind.RECORD if record else _kind(voices, directly=directly),
        passages=tuple(sorted({passage.appearance_id for passage in passages})),
        articles=_total((_article(row), row.more_articles) for row in passages),
        stories=_total((witnesses.stories.of(row), row.more_stories) for row in passages),
        since=first.passage.at,
    )


def _kind(voices: list[Voice], *, directly: bool) -> OriginKind:
    kinds = {voice.passage.origin for voice in voices if voice.directly is directly}
    for only in (OriginKind.FIRSTHAND, OriginKind.UNNAMED):
        if kinds == {only}:
            return only
    # A record that does not count as one is its maker's word.
    return OriginKind.SPEAKER


def _article(passage: PassageFacts) -> tuple[str, int]:
    if passage.article_id is None:
        return "passage", passage.appearance_id
    return "article", passage.article_id


def _total(counted: Iterable[tuple[object, int]]) -> int:
    """How many different ones there are, with those that each of them stands for."""
    more: dict[object, int] = {}
    for one, others in counted:
        more[one] = max(others, more.get(one, 0))
    return len(more) + sum(more.values())


def _rank(origin: Origin) -> tuple[bool, datetime, str]:
    return origin.side is Stance.DENIES, origin.since, origin.key
