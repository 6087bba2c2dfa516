"""From which score on matching suggests and confirms: what people set, and whether it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.policy import Verb
from claims.calibrating import (
    UNKNOWN_LANGUAGE,
    Label,
    Measure,
    both_right,
    matched,
    objection_to_auto,
)
from claims.errors import Objection
from claims.labels import agreement_from, labels
from claims.models import AppearanceDecision, Threshold
from claims.states import Trigger
from claims.waiting import ask_recheck
from jobs.actions import record
from nlp.ranking import BY_HAND, SUGGEST_AT
from nlp.reranker import MODELS, Reranker


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds of one matcher in one language; None: the model's own, and no auto-confirm."""

    language: str
    matcher: str
    suggest: float | None = None
    auto: float | None = None


@dataclass(frozen=True, slots=True)
class Auto:
    """Where auto-confirm begins now, or None and why it is off."""

    at: float | None
    why: str = ""


def thresholds_in_force(language: str, *, matcher: str, at: datetime) -> Limits | None:
    """What people last set, or None: then matching goes by the model's own; one query."""
    row = Threshold.objects.in_force(language=language, matcher=matcher, at=at)
    return Limits(language, matcher, row.suggest, row.auto) if row else None


def suggest_by(language: str, *, at: datetime) -> Callable[[str], float | None]:
    """By matcher, from which score on people want passages suggested; None: as the model does."""

    def begins(matcher: str) -> float | None:
        limits = thresholds_in_force(language, matcher=matcher, at=at)
        return limits.suggest if limits else None

    return begins


def auto_in_force(language: str, *, matcher: str, now: datetime) -> Auto:
    """Whether anything may be confirmed automatically at `now`.

    What people set must also be carried by their decisions of the last days, measured again here:
    it stops by itself when they have grown too few, or when too many of them went against it.
    """
    limits = thresholds_in_force(language, matcher=matcher, at=now)
    if limits is None or limits.auto is None:
        return Auto(None, "nobody has turned it on for this language and matcher")
    found = agreement_from(limits.auto, language=language, matcher=matcher, now=now)
    if why := objection_to_auto(found.stances):
        return Auto(None, why)
    return Auto(limits.auto)


def own_suggest(language: str, matcher: str) -> float | None:
    """The threshold that a matcher brings along, or None if this installation lacks it."""
    name = matcher.rpartition("-")[0]
    if not (MODELS / f"{name}.json").is_file():
        return SUGGEST_AT if matcher == BY_HAND else None
    model = Reranker.load(name)
    if model.version != matcher:
        return None
    return model.thresholds.get(language, model.thresholds["en"]).suggest


@transaction.atomic
def set_thresholds(limits: Limits, *, by: User, now: datetime) -> Threshold:
    """From now on matching goes by these. Raises Objection.

    Auto-confirm is refused unless the decisions of the last 90 days carry it (rules, section 3).
    """
    known = labels(now=now, language=limits.language, matcher=limits.matcher)
    if objection := _objection(limits, known, by=by):
        raise Objection(objection)
    before = thresholds_in_force(limits.language, matcher=limits.matcher, at=now)
    shown = matched(one for one in known if one.score >= (limits.suggest or 0.0))
    sure = both_right(known, at=limits.auto) if limits.auto is not None else Measure(0, 0)
    row = Threshold.objects.create(
        language=limits.language,
        matcher=limits.matcher,
        suggest=limits.suggest,
        auto=limits.auto,
        labels=len(known),
        precision=shown.share if shown.total else None,
        auto_labels=sure.total,
        auto_floor=sure.floor if sure.total else None,
        set_by=by,
        since=now,
    )
    if (before.auto if before else None) != limits.auto:
        ask_recheck(_confirmed_alone(limits), why=Trigger.SETTINGS, now=now)
    subject = f"claims.threshold:{limits.language}"
    record(subject, "claims.thresholds_set", by=by, now=now, facts=_facts(row))
    return row


def _objection(limits: Limits, known: list[Label], *, by: User) -> str | None:
    if not by.may(Verb.SET_THRESHOLDS):
        return "An editor sets thresholds."
    given = [one for one in (limits.suggest, limits.auto) if one is not None]
    if any(not 0 <= one <= 1 for one in given):
        return "A threshold is a probability, from 0 to 1."
    if given != sorted(given):
        return "Auto-confirm cannot begin below the score from which passages are suggested."
    return _objection_to_auto(limits, known)


def _objection_to_auto(limits: Limits, known: list[Label]) -> str | None:
    if limits.auto is None:
        return None
    if limits.language == UNKNOWN_LANGUAGE:
        return "Auto-confirm is for one known language."
    why = objection_to_auto(both_right(known, at=limits.auto))
    return f"Auto-confirm stays off: {why}." if why else None


def _confirmed_alone(limits: Limits) -> list[int]:
    """The claims on which something was confirmed without a person by this matcher."""
    scored = Q(appearance__matcher=limits.matcher) | Q(appearance__engine=limits.matcher)
    rows = AppearanceDecision.objects.filter(scored, by=None)
    return list(rows.values_list("claim", flat=True).distinct())


def _facts(row: Threshold) -> dict[str, object]:
    return {
        "threshold": row.pk,
        "matcher": row.matcher,
        "suggest": row.suggest,
        "auto": row.auto,
        "labels": row.labels,
        "precision": row.precision,
        "auto_labels": row.auto_labels,
        "auto_floor": row.auto_floor,
    }
