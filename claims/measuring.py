"""Matching measured for people to read: by language and matcher, and what would be changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.calibrating import (
    WINDOW_DAYS,
    Label,
    Measure,
    Proposal,
    auto,
    both_right,
    calibration,
    gap,
    matched,
    objection_to_auto,
    reliability,
    suggest,
)
from claims.confirming import audited
from claims.drawing import lines
from claims.labels import labels
from claims.models import Threshold
from claims.thresholds import Limits, own_suggest

_KEY = "  [--] 95 % interval   * share that people called right   x what the scores said"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decisions to measure, and for which precision of suggestions."""

    language: str
    matcher: str
    days: int
    precision: float
    auto: str | None = None  # on, off, or as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The scores of one matcher in one language: what people made of them, what is proposed."""

    language: str
    matcher: str
    labels: Sequence[Label]
    held: Threshold | None
    own: float | None
    suggest: Proposal
    auto: Proposal
    auto_to: float | None  # what auto-confirm would be set to

    @property
    def title(self) -> str:
        """As the plots are called."""
        return f"{self.language}, {self.matcher}"

    @property
    def now(self) -> Limits:
        """What is set."""
        held = self.held
        return Limits(self.language, self.matcher, *((held.suggest, held.auto) if held else ()))

    @property
    def proposed(self) -> Limits:
        """What would be set: a threshold that falls short of nothing stays where it is."""
        held = self.now.suggest
        begins = held if self.suggest.at is None else self.suggest.at
        return Limits(self.language, self.matcher, begins, self.auto_to)


def groups_of(asked: Asked, *, now: datetime) -> list[Group]:
    """All that was decided on or is set, by language and matcher; the most decided first."""
    recent = labels(now=now, language=asked.language, matcher=asked.matcher)
    found = recent
    if asked.days != WINDOW_DAYS:
        found = labels(now=now, days=asked.days, language=asked.language, matcher=asked.matcher)
    held = {(row.language, row.matcher): row for row in _held(asked, now=now)}
    keys = {(one.language, one.matcher) for one in found} | set(held)
    groups = [_group(asked, key, _of(found, key), _of(recent, key), held.get(key)) for key in keys]
    return sorted(groups, key=lambda group: (-len(group.labels), group.title))


def changes(groups: Iterable[Group]) -> list[Limits]:
    """What differs from what is set."""
    return [group.proposed for group in groups if group.proposed != group.now]


def as_lines(groups: Sequence[Group], *, days: int) -> list[str]:
    """What `manage.py calibrate` prints."""
    if not groups:
        return [f"Nobody has decided on a passage in the last {days} days: nothing to measure."]
    return [line for group in groups for line in (*_lines(group, days=days), "")][:-1]


def _held(asked: Asked, *, now: datetime) -> Iterator[Threshold]:
    """The last row of each language and matcher, as far as asked for."""
    last: dict[tuple[str, str], Threshold] = {}
    for row in Threshold.objects.as_of(now).order_by("since", "pk"):
        if asked.language in {"", row.language} and asked.matcher in {"", row.matcher}:
            last[row.language, row.matcher] = row
    yield from last.values()


def _of(found: Iterable[Label], key: tuple[str, str]) -> list[Label]:
    return [one for one in found if (one.language, one.matcher) == key]


def _group(
    asked: Asked,
    key: tuple[str, str],
    found: Sequence[Label],
    recent: Sequence[Label],
    held: Threshold | None,
) -> Group:
    language, matcher = key
    own = own_suggest(language, matcher)
    now_at = held.suggest if held and held.suggest is not None else own
    begins = suggest(found, wanted=asked.precision, now_at=now_at)
    from_ = now_at if begins.at is None else begins.at
    sure = auto(recent, from_=from_, language=language)
    return Group(
        language=language,
        matcher=matcher,
        labels=found,
        held=held,
        own=own,
        suggest=begins,
        auto=sure,
        auto_to=_auto_to(asked.auto, held.auto if held else None, sure, recent),
    )


def _auto_to(
    wished: str | None, at: float | None, sure: Proposal, recent: Sequence[Label]
) -> float | None:
    """Off stays off until somebody asks for it; on stays where it is while it is carried there."""
    if wished == "off" or (at is None and wished != "on"):
        return None
    still = at is not None and sure.at is not None and at >= sure.at
    if still and objection_to_auto(both_right(recent, at=at or 0.0)) is None:
        return at
    return sure.at


def _lines(group: Group, *, days: int) -> Iterator[str]:
    count = len(group.labels)
    yield f"{group.title}: {count} decisions by people in the last {days} days"
    if count:
        bins = reliability(group.labels)
        yield from (f"  {line}" for line in lines(bins))
        yield _KEY
        yield f"  Scores and shares lie {gap(bins):.2f} apart on average."
        yield from _table(group.labels)
    yield f"  Suggest from: {_moved(_begins(group), group.proposed.suggest)}: {group.suggest.why}."
    yield f"  Auto-confirm: {_told_auto(group)}."
    yield from _audit(group)


def _told_auto(group: Group) -> str:
    before, after, sure = group.now.auto, group.auto_to, group.auto
    if before is None and after is None:
        if sure.at is None:
            return f"off: {sure.why}"
        return f"off; it could begin at {sure.at:.4f} ({sure.why}): --auto on"
    if after is None:
        return f"from {before:.4f} → off: {'as you ask' if sure.at else sure.why}"
    return f"from {_moved('off' if before is None else f'{before:.4f}', after)}: {sure.why}"


def _table(found: Sequence[Label]) -> Iterator[str]:
    """What thresholds at round scores would have given."""
    curve, every = calibration(found), matched(found)
    yield "  from   shown  right   95 %  of all right  and stance  one just there"
    for tenth in range(10):
        at = tenth / 10
        rows = [one for one in found if one.score >= at]
        measure = matched(rows)
        if tenth < 9 and all(one.score >= (tenth + 1) / 10 for one in rows):
            continue  # nothing lies between here and the next line
        just = curve.at(at) or 0.0
        yield (
            f"  {at:.1f} {measure.total:>8} {_part(measure.share)} {_span(measure)}"
            f" {_part(measure.right / (every.right or 1)):>13}"
            f" {_part(both_right(rows, at=at).share):>11} {_part(just):>15}"
        )


def _audit(group: Group) -> Iterator[str]:
    """How those came out that were left for people although the machine was sure."""
    held = group.held
    if held is None or held.auto is None:
        return
    left = [one for one in group.labels if audited(one.digest) and one.at > held.since]
    seen = both_right(left, at=held.auto)
    yield f"  Audited since {held.since:%d %b %Y}: {seen.total}, of which {seen.right} right."


def _begins(group: Group) -> str:
    if group.now.suggest is not None:
        return f"{group.now.suggest:.4f}"
    return "the model's own" if group.own is None else f"{group.own:.4f} (the model's own)"


def _moved(before: str, after: float | None) -> str:
    same = after is None or before == f"{after:.4f}"
    return before if same else f"{before} → {after:.4f}"


def _part(share: float) -> str:
    return f"{share:.0%}".replace("%", " %").rjust(6)


def _span(measure: Measure) -> str:
    low, high = measure.interval
    return f"{low * 100:.0f}-{high * 100:.0f}".rjust(6)
