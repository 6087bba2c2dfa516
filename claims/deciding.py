"""What people decide of passages and outcomes; kept as labelled data, never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from accounts.models import User
from accounts.policy import Verb
from claims import ledger
from claims.dates import may_end
from claims.errors import Objection
from claims.facts import ClaimKind, OriginKind, OutcomeKind, Stance
from claims.models import (
    Appearance,
    AppearanceDecision,
    Claim,
    ConditionMet,
    Outcome,
    OutcomeSecond,
    Principal,
    Speaker,
    SpeakerAlias,
    Statement,
)
from claims.outcomes import needs_a_reason
from claims.passages import appearance
from claims.resting import followers, resting_on_speakers
from claims.states import Decided, Trigger
from claims.waiting import ask_recheck
from claims.world import group_of, last_words
from jobs.actions import record
from nlp.values import Span

LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a passage: the origin, its root, and who passed it on."""

    origin: OriginKind
    root: Speaker | None = None
    heard_directly: bool = False
    via: tuple[str, ...] = ()


@transaction.atomic
def confirm(  # noqa: PLR0913  (what a person answers on the match page)
    passage: Appearance,
    *,
    stance: Stance,
    voice: Voice,
    later: bool = False,
    note: str = "",
    by: User,
    now: datetime,
) -> AppearanceDecision:
    """A person says that the passage is about the claim, on which side, and on whose word."""
    if voice.origin == OriginKind.SPEAKER and voice.root is None:
        raise Objection("Name the speaker whose word it is, or choose another origin.")
    if voice.origin == OriginKind.UNNAMED and voice.root is None:
        raise Objection("Say whose unnamed sources they are.")
    return _decide(
        passage,
        AppearanceDecision(
            decided=Decided.CONFIRMED.value,
            stance=stance.value,
            later=later,
            origin=voice.origin.value,
            root=voice.root,
            heard_directly=voice.heard_directly,
            via=list(voice.via),
            note=note[:500],
        ),
        by=by,
        now=now,
    )


@transaction.atomic
def dismiss(passage: Appearance, *, note: str = "", by: User, now: datetime) -> AppearanceDecision:
    """A person says that the passage is not about the claim."""
    decision = AppearanceDecision(
        decided=Decided.DISMISSED.value, stance=passage.stance, note=note[:500]
    )
    return _decide(passage, decision, by=by, now=now)


@transaction.atomic
def quote(claim: Claim, statement: Statement, *, now: datetime) -> Appearance:
    """Make the sentence that a claim was filed from its first passage."""
    span = Span(statement.sentence_start, statement.sentence_end)
    row = appearance(
        statement.capture,
        span,
        claim,
        score=1.0,
        features={"filed_from": 1.0},
        statement=statement,
        now=now,
    )
    return kept(row)


def kept(row: Appearance) -> Appearance:
    """The passage as it is stored: the one that was found there already, else this one."""
    found, _ = Appearance.objects.get_or_create(
        claim_id=row.claim_id,
        capture=row.capture,
        start=row.start,
        end=row.end,
        defaults={
            field.name: getattr(row, field.name)
            for field in Appearance._meta.concrete_fields
            if field.name not in {"id", "claim", "capture", "start", "end"}
        },
    )
    return found


@transaction.atomic
def record_outcome(
    claim: Claim, *, kind: OutcomeKind, words: str, evidence: Appearance, by: User, now: datetime
) -> Outcome:
    """One person's word on how a claim about the future ended; it counts once seconded.

    The same word twice, before anybody answered it, is one: the row that is there is given back.
    """
    if not by.may(Verb.RECORD_OUTCOME):
        raise Objection("A checker records outcomes.")
    if not may_end(ClaimKind(claim.kind), condition=claim.condition):
        raise Objection("This claim does not look ahead, so it has no outcome.")
    if not words.strip():
        raise Objection("Say what happened, in one sentence.")
    if Claim.objects.select_for_update().get(pk=claim.pk).merged_into_id:
        raise Objection("It was merged: record the outcome on the claim that it went into.")
    if objection := _unfit_evidence(evidence, claim):
        raise Objection(objection)
    told = {"kind": kind.value, "words": words.strip(), "evidence": evidence, "by": by}
    if same := claim.outcomes.filter(seconds=None, **told).first():
        return same
    row = Outcome.objects.create(claim=claim, at=now, **told)
    facts = {"outcome": row.pk, "kind": kind.value, "evidence": evidence.pk}
    ledger.append(
        claim, "claims.outcome_recorded", by=by, now=now, facts=facts, texts={"words": row.words}
    )
    return row


@transaction.atomic
def second_outcome(
    outcome: Outcome, *, agreed: bool = True, words: str = "", by: User, now: datetime
) -> OutcomeSecond:
    """A second person agrees with an outcome, or somebody takes it back, for good."""
    if agreed and by.pk == outcome.by_id:
        raise Objection("You recorded this outcome, so somebody else must agree.")
    if not by.may(Verb.RECORD_OUTCOME):
        raise Objection("A checker agrees with outcomes.")
    # Who agrees and who takes it back wait for each other: what is taken back never counts again.
    claim = Claim.objects.select_for_update().get(pk=outcome.claim_id)
    if agreed and outcome.seconds.filter(agreed=False).exists():
        raise Objection("This outcome was taken back. If it is right after all, record it again.")
    if not agreed and not words.strip() and needs_a_reason(outcome, by=by):
        raise Objection("Say why it is taken back.")
    row, fresh = OutcomeSecond.objects.get_or_create(
        outcome=outcome, agreed=agreed, defaults={"words": words, "by": by, "at": now}
    )
    if not fresh:
        did = "agreed with" if agreed else "taken back"
        raise Objection(f"This outcome was {did} already.")
    ask_recheck([outcome.claim_id], why=Trigger.DECISION, now=now)
    facts = {"outcome": outcome.pk, "agreed": agreed}
    texts = {"words": words} if words.strip() else None
    ledger.append(claim, "claims.outcome_seconded", by=by, now=now, facts=facts, texts=texts)
    return row


@transaction.atomic
def meet_condition(claim: Claim, *, words: str, by: User, now: datetime) -> None:
    """A person records that the condition of a claim has come about; once. Raises Objection."""
    if not by.may(Verb.RECORD_OUTCOME):
        raise Objection("A checker records that a condition came about.")
    if claim.merged_into_id:
        raise Objection("It was merged: record that of the claim that it went into.")
    if not (claim.condition and may_end(ClaimKind(claim.kind), condition=claim.condition)):
        raise Objection("This claim has no condition that it waits for.")
    if not Claim.objects.filter(pk=claim.pk, condition_met_at=None).update(condition_met_at=now):
        raise Objection("That the condition came about is recorded already; the first day stays.")
    _tell_condition(claim, met=True, words=words, by=by, now=now)


@transaction.atomic
def take_back_condition(claim: Claim, *, words: str, by: User, now: datetime) -> None:
    """It was recorded in error that the condition came about: the claim waits again, and says why.

    Raises Objection.
    """
    if not by.may(Verb.RECORD_OUTCOME):
        raise Objection("A checker takes back that a condition came about.")
    if not words.strip():
        raise Objection("Say why the condition has not come about.")
    met = Claim.objects.filter(pk=claim.pk, condition_met_at__isnull=False)
    if not met.update(condition_met_at=None):
        raise Objection("Nobody has recorded that the condition came about.")
    _keep_day(claim)
    _tell_condition(claim, met=False, words=words, by=by, now=now)


def _keep_day(claim: Claim) -> None:
    """Versions without rows of conditions kept one day and the ledger: its row, before it goes."""
    event = claim.ledger.filter(kind="claims.condition_met").order_by("seq").last()
    if event and event.actor and not claim.conditions.exists():
        ConditionMet.objects.create(claim=claim, met=True, by=event.actor, at=event.at)


def _tell_condition(claim: Claim, *, met: bool, words: str, by: User, now: datetime) -> None:
    ConditionMet.objects.create(claim=claim, met=met, words=words.strip(), by=by, at=now)
    ask_recheck([claim.pk], why=Trigger.DECISION, now=now)
    kind = "claims.condition_met" if met else "claims.condition_taken_back"
    ledger.append(claim, kind, by=by, now=now, texts={"words": words})


@transaction.atomic
def add_speaker(
    name: str, *, kind: str, aliases: tuple[str, ...] = (), by: User | None, now: datetime
) -> Speaker:
    """Make a speaker known, with other names."""
    speaker = Speaker.objects.create(name=name, kind=kind)
    SpeakerAlias.objects.bulk_create(
        SpeakerAlias(speaker=speaker, name=alias, since=now, set_by=by) for alias in aliases
    )
    texts = {"name": name, "aliases": ", ".join(aliases)}
    record(f"claims.speaker:{speaker.pk}", "claims.speaker_added", by=by, now=now, texts=texts)
    return speaker


@transaction.atomic
def add_alias(speaker: Speaker, name: str, *, by: User | None, now: datetime) -> SpeakerAlias:
    """From now on the speaker is known by this name too. Raises Objection."""
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise Objection(f"Another name has from 1 to {LONGEST_NAME} characters.")
    row = SpeakerAlias.objects.create(speaker=speaker, name=words, since=now, set_by=by)
    ask_recheck(resting_on_speakers([speaker.pk]), why=Trigger.SETTINGS, now=now)
    told = {"alias": words}
    record(f"claims.speaker:{speaker.pk}", "claims.alias_added", by=by, now=now, texts=told)
    return row


@transaction.atomic
def set_principal(
    speaker: Speaker, *, principal: Speaker | None, by: User | None, now: datetime
) -> Principal:
    """From now on the speaker speaks for this principal (None: for himself again)."""
    row = Principal.objects.create(speaker=speaker, principal=principal, since=now, set_by=by)
    touched = resting_on_speakers(followers(speaker, at=now))
    ask_recheck(touched, why=Trigger.SETTINGS, now=now)
    facts = {"principal": principal.pk if principal else None}
    record(f"claims.speaker:{speaker.pk}", "claims.principal_set", by=by, now=now, facts=facts)
    return row


def _unfit_evidence(evidence: Appearance, claim: Claim) -> str | None:
    """Why a passage cannot show how a claim ended, or None."""
    group = group_of(claim)
    if evidence.claim_id not in group:
        return "That passage is not about this claim."
    decisions = AppearanceDecision.objects.filter(claim__in=group, digest=evidence.digest)
    last = last_words(decisions.order_by("at", "pk"), group).get(evidence.digest)
    if last is None or last.decided != Decided.CONFIRMED or last.by_id is None:
        return "Nobody has confirmed that passage yet. Decide on it first."
    return None


def _decide(
    passage: Appearance, decision: AppearanceDecision, *, by: User, now: datetime
) -> AppearanceDecision:
    if not by.may(Verb.DECIDE_MATCH):
        raise Objection("A checker decides on passages.")
    # Together with `claims.auto`: a machine never decides on what a person is deciding on.
    Claim.objects.select_for_update().get(pk=passage.claim_id)
    decision.appearance = passage
    decision.claim_id = passage.claim_id
    decision.digest = passage.digest
    decision.by = by
    decision.at = now
    decision.save(force_insert=True)
    ask_recheck([passage.claim_id], why=Trigger.DECISION, now=now)
    facts = {
        "appearance": passage.pk,
        "decision": decision.pk,
        "decided": decision.decided,
        "stance": decision.stance,
    }
    kind = f"claims.passage_{decision.decided}"
    ledger.append(passage.claim, kind, by=by, now=now, facts=facts, texts={"note": decision.note})
    return decision
