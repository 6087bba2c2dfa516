"""Confirming passages without a person: off unless this newsroom's own decisions carry it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims import ledger
from claims.calibrating import primary
from claims.confirming import About, Case, Suggested, Terms, adds_to, names_one, objection
from claims.evidence import facts_of, speaker_key
from claims.models import (
    Appearance,
    AppearanceDecision,
    Claim,
    Speaker,
    SpeakerAlias,
    Threshold,
)
from claims.models.appearance import NOT_MATCHED
from claims.states import Decided, PartyRole, SpeakerKind, Trigger
from claims.thresholds import auto_in_force
from claims.waiting import ask_recheck
from claims.world import group_of, last_words
from sources.models import Capture


def confirm_by_machine(capture: Capture, *, now: datetime) -> list[AppearanceDecision]:
    """Confirm the passages of a version that only add to what people confirmed; desk time.

    Call it in the transaction that wrote the version's passages. Where auto-confirm is off, which
    is how it begins, this is one query and nothing is written.
    """
    language = primary(capture.language)
    if not Threshold.objects.as_of(now).filter(language=language, auto__isnull=False).exists():
        return []
    with transaction.atomic():
        return _confirm(_sure(list(_waiting(capture)), language, now=now), now=now)


def waits_because(passage: Appearance, *, auto: float, now: datetime) -> str | None:
    """Why a passage on which nobody has decided waits for a person, where auto-confirm is on."""
    case = _case(passage, auto=auto, now=now)
    return objection(case) if case else None


def _confirm(
    sure: Sequence[tuple[Appearance, float]], *, now: datetime
) -> list[AppearanceDecision]:
    # One lock per claim, in order, which people take too: nobody is overruled (`claims.deciding`).
    ids = {passage.claim_id for passage, _ in sure}
    list(Claim.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    made = (_confirmed(passage, auto=at, now=now) for passage, at in sure)
    return [decision for decision in made if decision]


def _waiting(capture: Capture) -> Iterable[Appearance]:
    rows = Appearance.objects.undecided().filter(capture=capture).with_passage().order_by("pk")
    matched = rows.exclude(features__has_any_keys=NOT_MATCHED)
    return matched.select_related(
        "claim__claimant", "claim__holder", "claim__alleged_source"
    ).prefetch_related("statement__relays__speaker")


def _sure(
    passages: Sequence[Appearance], language: str, *, now: datetime
) -> list[tuple[Appearance, float]]:
    """The passages whose score reaches auto-confirm, each with where it begins."""
    begins = {
        matcher: auto_in_force(language, matcher=matcher, now=now).at
        for matcher in {passage.scored_by for passage in passages}
    }
    return [
        (passage, at)
        for passage in passages
        if (at := begins[passage.scored_by]) is not None and passage.score >= at
    ]


def _confirmed(passage: Appearance, *, auto: float, now: datetime) -> AppearanceDecision | None:
    """Decide if no rule objects; the voice is that of the passage which a person confirmed."""
    if not Appearance.objects.undecided().filter(pk=passage.pk).exists():
        return None
    case = _case(passage, auto=auto, now=now)
    if case is None or objection(case) is not None:
        return None
    added = adds_to(case)
    return _write(passage, added.digest, now=now) if added else None


def _write(passage: Appearance, added_to: str, *, now: datetime) -> AppearanceDecision:
    group = group_of(passage.claim, at=now)
    known = AppearanceDecision.objects.filter(claim__in=group, digest=added_to, at__lte=now)
    told = known.order_by("at", "pk").select_related("root")
    voice = last_words(told, group)[added_to]
    row = AppearanceDecision.objects.create(
        appearance=passage,
        claim_id=passage.claim_id,
        digest=passage.digest,
        decided=Decided.CONFIRMED.value,
        stance=passage.stance,
        origin=voice.origin,
        root=voice.root,
        heard_directly=voice.heard_directly,
        via=voice.via,
        by=None,
        at=now,
    )
    ask_recheck([passage.claim_id], why=Trigger.NEW_PASSAGE, now=now)
    facts = {
        "appearance": passage.pk,
        "decision": row.pk,
        "decided": row.decided,
        "stance": row.stance,
        "adds_to": voice.pk,
        "score": passage.score,
        "matcher": passage.scored_by,
    }
    ledger.append(passage.claim, "claims.passage_auto_confirmed", by=None, now=now, facts=facts)
    return row


def _case(passage: Appearance, *, auto: float, now: datetime) -> Case | None:
    """All that the rules may rest on; None for a passage that is no longer among the facts."""
    facts = facts_of(passage.claim, at=now)
    row = next((one for one in facts.passages if one.appearance_id == passage.pk), None)
    if row is None:
        return None
    language = primary(passage.capture.language)
    relays = list(passage.statement.relays.all()) if passage.statement else []
    root = relays[0] if relays else None
    suggested = Suggested(
        passage=row,
        words=(passage.capture.body.text or "")[passage.start : passage.end],
        score=passage.score,
        language=language,
        differs=bool(passage.differences),
        attributed=bool(relays),
        root=speaker_key(root.speaker, at=now) if root and root.speaker else None,
        heard_directly=bool(root and root.heard_directly),
    )
    terms = Terms(auto=auto, language=language, days=settings.AUTO_CONFIRM_DAYS)
    return Case(suggested, facts, _about(passage.claim, now=now), terms, now)


def _about(claim: Claim, *, now: datetime) -> About:
    behind = (claim.claimant, claim.holder, claim.alleged_source)
    return About(
        language=primary(claim.language),
        published=claim.frozen_at is not None,
        names_a_person=_names_a_person(claim, now=now),
        said_by_a_person=any(one and one.kind == SpeakerKind.PERSON for one in behind),
    )


def _names_a_person(claim: Claim, *, now: datetime) -> bool:
    """Whether its subject is a person, or its statement names one whom we know."""
    person = SpeakerKind.PERSON.value
    parties = claim.parties.filter(role=PartyRole.SUBJECT.value, speaker__kind=person)
    if parties.filter(since__lte=now).exists():
        return True
    aliases = SpeakerAlias.objects.filter(speaker__kind=person, since__lte=now)
    known = [*Speaker.objects.filter(kind=person).values_list("name", flat=True)]
    return names_one(claim.statement, [*known, *aliases.values_list("name", flat=True)])
