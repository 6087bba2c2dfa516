"""A speaker's page: how what they foretold came out, in counts, and what is in no record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import F, QuerySet

from claims.facts import OutcomeFacts, OutcomeKind, Status
from claims.models import Claim, Principal, Speaker
from claims.outcomes import outcomes_in_force
from claims.records import LEAST_FOR_A_SHARE, SpeakerRecord, by_year, record
from claims.states import Stage
from claims.wording import LABELS, OUTCOMES

MOST_OTHERS: Final = 20


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of theirs; `ended` is its outcome in words, "" while it is open."""

    claim: Claim
    label: str
    ended: str
    words: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker with a record, as the list of all of them shows it."""

    speaker: Speaker
    record: SpeakerRecord
    came_true: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """How many claims ended in which way in one year, in the order of `SpeakerPage.kinds`."""

    year: str
    counts: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage:
    """What `desk/speaker.html` draws."""

    speaker: Speaker
    aliases: Sequence[str]
    speaks_for: Speaker | None
    record: SpeakerRecord
    share: str
    kinds: Sequence[str]
    years: Sequence[YearRow]
    others: Sequence[ClaimRow]
    others_more: int


def speaker_rows(speakers: Sequence[Speaker], *, now: datetime) -> list[SpeakerRow]:
    """Speakers with their records; two queries."""
    theirs: dict[int | None, list[int]] = {speaker.pk: [] for speaker in speakers}
    filed = Claim.objects.on_records().filter(claimant__in=list(theirs))
    for pk, claimant in filed.values_list("pk", "claimant_id"):
        theirs[claimant].append(pk)
    ended = outcomes_in_force([pk for pks in theirs.values() for pk in pks], at=now)
    return [
        SpeakerRow(speaker, found, found.counts[OutcomeKind.CAME_TRUE])
        for speaker in speakers
        for found in [record(ended.get(pk) for pk in theirs[speaker.pk])]
    ]


def on_record(speaker: Speaker) -> "QuerySet[Claim]":
    """The claims on a speaker's record, the last ones first."""
    rows = Claim.objects.on_record_of(speaker)
    return rows.order_by(F("said_on").desc(nulls_last=True), "-pk")


def speaker_page(speaker: Speaker, *, now: datetime) -> SpeakerPage:
    """Everything but the rows of the record, which come in pages; eight queries."""
    ids = list(on_record(speaker).values_list("pk", flat=True))
    ended = outcomes_in_force(ids, at=now)
    found = record(ended.get(pk) for pk in ids)
    years = by_year(ended.values(), zone=settings.NEWSROOM_ZONE)
    kinds = [kind for kind in OutcomeKind if found.counts[kind]]
    rest = _others(speaker)
    count = rest.count()
    return SpeakerPage(
        speaker=speaker,
        aliases=list(speaker.aliases.order_by("pk").values_list("name", flat=True)),
        speaks_for=_speaks_for(speaker, now=now),
        record=found,
        share=share_words(found),
        kinds=[OUTCOMES[kind] for kind in kinds],
        years=[_year(year, years[year], kinds) for year in sorted(years, reverse=True)],
        others=rows_of(list(rest[:MOST_OTHERS]), now=now),
        others_more=max(count - MOST_OTHERS, 0),
    )


def rows_of(claims: Sequence[Claim], *, now: datetime) -> list[ClaimRow]:
    """Claims with how they ended; one query."""
    ended = outcomes_in_force([claim.pk for claim in claims], at=now)
    return [_row(claim, ended) for claim in claims]


def share_words(found: SpeakerRecord) -> str:
    """What the counts come to; no share of few."""
    if found.share is None:
        few = f"{found.judged} of them {'has' if found.judged == 1 else 'have'} been judged so far"
        return f"No share is given of fewer than {LEAST_FOR_A_SHARE}: {few}."
    came = found.counts[OutcomeKind.CAME_TRUE]
    return f"{came} of {found.judged} that were judged came true as said ({found.share:.0%})."


def _others(speaker: Speaker) -> "QuerySet[Claim]":
    """What they claim that is on no record: plans, positions, facts, sayings."""
    kept = Claim.objects.on_record_of(speaker).values("pk")
    rows = Claim.objects.unmerged().filter(claimant=speaker).exclude(pk__in=kept)
    return rows.exclude(stage=Stage.INBOX.value).newest_first()


def _row(claim: Claim, ended: Mapping[int, OutcomeFacts]) -> ClaimRow:
    outcome = ended.get(claim.pk)
    label = LABELS[Status(claim.status)]
    if outcome is None:
        return ClaimRow(claim, label, "", "", None)
    return ClaimRow(claim, label, OUTCOMES[outcome.kind], outcome.words, outcome.at)


def _year(year: int, found: SpeakerRecord, kinds: Sequence[OutcomeKind]) -> YearRow:
    return YearRow(str(year), [found.counts[kind] for kind in kinds])


def _speaks_for(speaker: Speaker, *, now: datetime) -> Speaker | None:
    rows = Principal.objects.filter(speaker=speaker, since__lte=now).select_related("principal")
    last = rows.order_by("since", "pk").last()
    return last.principal if last else None
