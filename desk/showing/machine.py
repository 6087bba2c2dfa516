"""What the machine is worth here: where it may confirm alone, how often people agreed with it."""

from datetime import datetime

from claims.auto import waits_because
from claims.calibrating import FEW, WINDOW_DAYS, Measure, primary
from claims.labels import agreement
from claims.models import Appearance
from claims.thresholds import auto_in_force


def auto_words(passage: Appearance, *, decided: bool, now: datetime) -> str:
    """Where auto-confirm begins for a passage, or why it is off; and why this one waits."""
    language = primary(passage.capture.language)
    auto = auto_in_force(language, matcher=passage.scored_by, now=now)
    if auto.at is None:
        return f"auto-confirm is off ({auto.why}): a person confirms every match"
    begins = f"auto-confirm begins at {auto.at:.2f}"
    why = None if decided else waits_because(passage, auto=auto.at, now=now)
    return f"{begins}; a person decides, as {why}" if why else begins


def agreement_words(*, now: datetime) -> str:
    """How often people agreed with the machine, in the days that calibration measures."""
    found = agreement(now=now)
    matches, stances = found.matches, found.stances
    within = f"in the last {WINDOW_DAYS} days"
    if not matches.total:
        return f"Nobody has decided on a match {within}."
    if matches.total < FEW:
        counted = f"{matches.right} of {matches.total} matches"
        return f"People agreed with {counted} {within}: too few to measure the machine by."
    return (
        f"People agreed in {_percent(matches)} of {matches.total} matches {within},"
        f" with the stance too in {_percent(stances)}."
    )


def _percent(measure: Measure) -> str:
    return f"{100 * measure.share:.1f} %"
