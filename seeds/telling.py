"""The demo's words: each beat as it happens, and at the end a table that a stranger understands."""

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from claims.finding import Reason
from claims.models import Claim, StatusCheck
from claims.wording import sentence
from publishing.models import Edition
from seeds.play import Beat
from seeds.script import DAYS

Write = Callable[[str], object]


def telling(write: Write, codes: Callable[[Claim], str]) -> Callable[[Beat], None]:
    """A teller that writes beats as they come; `codes` names a claim as the story does."""

    def tell(beat: Beat) -> None:
        took = f"  ({beat.seconds:.1f} s)" if beat.seconds else ""
        write(f"\n{_when(beat.at)}  {beat.title}{took}")
        if beat.touched:
            decided = f"; people: {beat.decided}" if beat.decided else ""
            write(f"    touches {', '.join(beat.touched)}{decided}")
        for check in _last_of_each(beat.checks):
            for line in _change(check, beat.checks, codes):
                write(line)

    return tell


def table(claims: Mapping[str, Claim]) -> list[str]:
    """Where each claim stood at the end of each day, from its checks."""
    lines = ["", "Where each claim stood at the end of the day, August 2025", ""]
    lines.append("      " + "".join(f"{day:<14}" for day in DAYS))
    for code, claim in claims.items():
        lines.append(f"  {code}  " + "".join(f"{_status_on(claim, day):<14}" for day in DAYS))
    lines.append("")
    lines += [f"  {code}  {claim.statement} ({claim.kind})" for code, claim in claims.items()]
    return lines


def editions(claim: Claim) -> list[str]:
    """Every edition of a claim's fact-check, why it was called back, and how that ended."""
    lines = []
    for edition in Edition.objects.filter(fact_check__claim=claim).order_by("number"):
        change = "first" if edition.change == "first" else edition.change
        lines.append(f"  edition {edition.number} ({change}): {edition.rating}")
        for row in edition.reopenings.order_by("pk"):
            kept = getattr(row, "reaffirmation", None)
            ended = "stands" if kept else "followed by a new edition"
            lines.append(f"      called back {_when(row.at)}: {row.words} Then: {ended}.")
    return lines


def _last_of_each(checks: tuple[StatusCheck, ...]) -> list[StatusCheck]:
    return list({check.claim_id: check for check in checks}.values())


def _change(
    check: StatusCheck, checks: tuple[StatusCheck, ...], codes: Callable[[Claim], str]
) -> list[str]:
    mine = [one for one in checks if one.claim_id == check.claim_id]
    path = [mine[0].before, *(one.after for one in mine)]
    steps = [path[0]] + [after for before, after in pairwise(path) if after != before]
    if len(steps) == 1:
        return [f"    {codes(check.claim)}  re-checked, still {steps[0]}"]
    why = [sentence(Reason.from_json(row)) for row in check.reasons[:2]]
    arrow = " -> " if not _is_unicode() else " → "
    return [
        f"    {codes(check.claim)}  {arrow.join(steps)}",
        *(f"        {words}" for words in why),
    ]


def _is_unicode() -> bool:
    return "utf" in (sys.stdout.encoding or "").lower()


def _status_on(claim: Claim, day: int) -> str:
    midnight = datetime(2025, 8, day + 1, tzinfo=ZoneInfo("UTC"))
    last = claim.checks.filter(at__lt=midnight).order_by("at", "pk").last()
    if last is None:
        return "-"
    outcome = (last.facts.get("outcome") or {}).get("kind", "")
    return outcome.replace("_", " ") if outcome else last.after


def _when(moment: datetime) -> str:
    zone = ZoneInfo("UTC")
    return f"{moment.astimezone(zone):%a %d %b %H:%M}"
