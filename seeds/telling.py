"""The demo's words: each beat as it happens, and at the end a table that a stranger understands."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from textwrap import wrap
from typing import Final
from zoneinfo import ZoneInfo

from claims.finding import Reason, ReasonCode
from claims.models import Appearance, AppearanceDecision, Claim, StatusCheck
from claims.wording import sentence
from partners.models import Showing
from publishing.causes import listed
from publishing.models import Edition
from seeds.play import Beat, Decided
from seeds.table import DAYS, EDITIONS, EXPECTED, MOVES, REVIEWS

Write = Callable[[str], object]
Codes = Callable[[Claim], str]

WIDTH: Final = 112
# So many of a status's reasons are told; the rest are at the desk.
REASONS: Final = 2


def legend() -> list[str]:
    """What a stranger should know before the first beat."""
    return [
        "",
        "12 to 25 August 2025, UTC. The events are documented; the outlets and their articles are",
        "invented for this demo. After each article: the seconds from its publication to the last",
        "re-check; of which claims (S1 to S8) the machine suggests passages, which count once a",
        "person confirms them; which claims moved, and why.",
    ]


def telling(write: Write, codes: Codes) -> Callable[[Beat], None]:
    """A teller that writes beats as they come; `codes` names a claim as the story does."""

    def tell(beat: Beat) -> None:
        took = f"  ({beat.seconds:.1f} s)" if beat.seconds else ""
        lines = ["", *_wrapped(f"{_when(beat.at)}  {beat.title}{took}", by=0)]
        for note in beat.notes:
            lines += _wrapped(note, by=4)
        lines += _wrapped(suggested(beat.decided), by=4) if beat.decided else []
        for line in (*lines, *_changes(beat.checks, codes)):
            write(line)

    return tell


def suggested(decided: Decided) -> str:
    """What the machine suggested in an article, and what people made of it.

    >>> suggested(Decided({"S1": 2, "S3": 1}, ("S3",), 1))
    'suggested: S1 (2), S3; people confirm S3, dismiss 1; 1 has the words of one decided before'
    """
    parts = [f"{code} ({n})" if n > 1 else code for code, n in decided.suggested.items()]
    did = [f"confirm {listed(decided.confirmed)}"] if decided.confirmed else []
    did += [f"dismiss {decided.dismissed}"] if decided.dismissed else []
    left = sum(decided.suggested.values()) - len(decided.confirmed) - decided.dismissed
    told = [f"suggested: {', '.join(parts) or 'nothing'}"]
    did += [f"add {listed(decided.added)} themselves"] if decided.added else []
    told += [f"people {', '.join(did)}"] if did else []
    if left > 0:
        has = "has the words of one" if left == 1 else "have the words of some"
        told.append(f"{left} {has} decided before")
    return "; ".join(told)


def table(claims: Mapping[str, Claim]) -> list[str]:
    """Where each claim stood at the end of each day, from its checks."""
    lines = ["", "Where each claim stood at the end of the day, August 2025", ""]
    lines.append(_cells("    ", [str(day) for day in DAYS]))
    for code, claim in claims.items():
        lines.append(_cells(f"  {code}", [_status_on(claim, day) for day in DAYS]))
    return [*lines, "", *named(claims)]


def named(claims: Mapping[str, Claim]) -> list[str]:
    """What each code stands for."""
    return [f"  {code}  {claim.statement} ({claim.kind})" for code, claim in claims.items()]


def editions(code: str, claim: Claim) -> list[str]:
    """Every edition on a claim, why it was called back, and how that ended."""
    lines = ["", *_wrapped(f"Published on {code}, {claim.statement}:", by=0)]
    for edition in Edition.objects.filter(fact_check__claim=claim).order_by("number"):
        change = "" if edition.change == "first" else f", {edition.change}"
        as_of = _when(edition.as_of)
        lines.append(f"  edition {edition.number}{change}: {edition.rating}, as of {as_of}")
        for row in edition.reopenings.order_by("pk"):
            kept = getattr(row, "reaffirmation", None)
            ended = "It stands." if kept else "A new edition followed."
            lines += _wrapped(f"called back {_when(row.at)}: {row.words} {ended}", by=6)
    return lines


def people() -> list[str]:
    """How many decisions the machine's suggestions cost people, and what copies saved them."""
    rows = Appearance.objects.exclude(features__has_key="filed_from")
    decided = AppearanceDecision.objects.filter(appearance__in=rows)
    confirmed = decided.filter(decided="confirmed").count()
    dismissed = decided.filter(decided="dismissed").count()
    rest = rows.count() - confirmed - dismissed
    did = f"people confirmed {confirmed} and dismissed {dismissed}"
    return ["", f"Of {rows.count()} suggested passages {did}; {rest} had the words of one before."]


def partner(name: str, claims: Mapping[str, Claim], *, webhooks: int) -> str:
    """What the partner heard, and what it says that it shows."""
    shown = Showing.objects.filter(known="said").select_related("edition__fact_check")
    codes = {claim.pk: code for code, claim in claims.items()}
    said = {codes[row.edition.fact_check.claim_id]: row.edition.number for row in shown}
    words = listed([f"edition {number} on {code}" for code, number in sorted(said.items())])
    return f"{name} received {webhooks} signed webhooks, and says that it shows {words}."


def as_written() -> str:
    """What was compared with the story's table, and held."""
    moves = sum(map(len, MOVES.values()))
    made = sum(map(len, EDITIONS.values()))
    return (
        f"All as written: {len(EXPECTED)} claims on {len(DAYS)} days, {moves} changes of status, "
        f"{made} editions, {sum(REVIEWS.values())} reviews."
    )


def _changes(checks: tuple[StatusCheck, ...], codes: Codes) -> Iterator[str]:
    last = {codes(check.claim): check for check in checks}
    paths = {code: _path(check, checks) for code, check in sorted(last.items())}
    for code, path in paths.items():
        if len(path) > 1:
            yield f"    {code}  {_arrow().join(path)}"
            for reason in _told(last[code]):
                yield from _wrapped(sentence(reason), by=8)
    still = [code for code, path in paths.items() if len(path) == 1]
    if still:
        yield f"    re-checked, unchanged: {', '.join(still)}"


def _told(check: StatusCheck) -> list[Reason]:
    """Why it stands so; what would change that is told at the desk."""
    reasons = map(Reason.from_json, check.reasons)
    return [one for one in reasons if one.code is not ReasonCode.WOULD_CHANGE][:REASONS]


def _path(check: StatusCheck, checks: tuple[StatusCheck, ...]) -> list[str]:
    """The statuses that a claim went through in one beat."""
    mine = [one for one in checks if one.claim_id == check.claim_id]
    path = [mine[0].before, *(one.after for one in mine)]
    return [path[0]] + [after for before, after in pairwise(path) if after != before]


def _wrapped(words: str, *, by: int) -> list[str]:
    return wrap(words, WIDTH, initial_indent=" " * by, subsequent_indent=" " * (by + 4))


def _cells(head: str, cells: list[str]) -> str:
    return (head + "  " + "".join(f"{cell:<14}" for cell in cells)).rstrip()


def _arrow() -> str:
    return " → " if "utf" in (sys.stdout.encoding or "").lower() else " -> "


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
