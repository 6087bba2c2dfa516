"""Playing the seed story: the world outside publishes, the machine works, people act by hand."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from claims.models import Appearance, Claim, Statement, StatusCheck
from jobs import clock
from publishing.models import Edition, Reopening
from publishing.states import Change
from reviews.models import Review
from seeds.cast import Newsroom
from seeds.hands import Hands
from seeds.library import SeedArticle, article
from seeds.script import Arrival, Call, Filing, Written
from seeds.worlds import World, url_in
from sources.models import Capture

# What was published longer ago than that has been found, and is no news.
OLD: Final = timedelta(days=30)


class StoryFailed(Exception):
    """The story did not come out as written; the text says where."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What the machine suggested in one article, by claim, and what became of it.

    What was neither confirmed nor dismissed has the words of a passage that was decided before.
    """

    suggested: Mapping[str, int]
    confirmed: tuple[str, ...]
    dismissed: int
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happened, what it changed, and how long the machine took."""

    at: datetime
    title: str
    notes: tuple[str, ...]
    decided: Decided | None
    checks: tuple[StatusCheck, ...]
    seconds: float


@dataclass
class Play:
    """One performance: the newsroom, the outside world, and how the work gets done."""

    room: Newsroom
    world: World
    hands: Hands
    settle: Callable[[], None]
    tell: Callable[[Beat], None]
    claims: dict[str, Claim] = field(default_factory=dict)
    calls: dict[str, tuple[Call, ...]] = field(default_factory=dict)
    met: set[tuple[str, Call]] = field(default_factory=set)
    told: int = 0

    def at(self, moment: datetime) -> None:
        """Put the desk clock on, never back, and let pass what falls due by then."""
        clock.set_desk(max(moment, clock.desk_now()))
        self.settle()

    def code_of(self, claim: Claim) -> str:
        """The story's own name of a claim."""
        return next(code for code, mine in self.claims.items() if mine.pk == claim.pk)

    def beat(
        self,
        title: str,
        *,
        notes: Sequence[str] = (),
        decided: Decided | None = None,
        seconds: float = 0.0,
    ) -> None:
        """Let the work end, and report what the re-checks since the last beat have changed."""
        self.settle()
        checks = StatusCheck.objects.filter(pk__gt=self.told).select_related("claim").order_by("pk")
        rows = tuple(checks)
        self.told = rows[-1].pk if rows else self.told
        self.tell(Beat(clock.desk_now(), title, tuple(notes), decided, rows, seconds))


def arrive(play: Play, arrival: Arrival) -> Capture:
    """An outlet publishes (or silently edits), the journey runs, Carl decides on the passages."""
    play.at(arrival.at)
    piece = article(arrival.article)
    started = time.monotonic()
    play.world.bring(piece, feed=play.room.feeds[piece.outlet], edit=arrival.edit)
    play.settle()
    seconds = time.monotonic() - started
    url = url_in(play.world, piece)
    capture = Capture.objects.filter(article__url=url).order_by("-number").first()
    if capture is None or (arrival.edit and capture.number == 1):
        raise StoryFailed(f"{piece.outlet}: {piece.title} did not arrive")
    play.calls[url] = play.calls.get(url, ()) + arrival.calls
    title = f"{piece.outlet} {_verb(arrival, piece)}: {piece.title}"
    decided = decide(play, capture) if play.claims else None
    play.beat(title, decided=decided, seconds=seconds)
    return capture


def decide(play: Play, capture: Capture) -> Decided:
    """Carl decides on every passage that waits for a person, there and elsewhere.

    StoryFailed if one that he should have met was not suggested.
    """
    confirmed, dismissed = [], 0
    waiting = Appearance.objects.undecided().once_per_passage().with_passage()
    for passage in waiting.order_by("pk"):
        call = _call_for(play, passage)
        if call:
            play.hands.confirm(passage, call, by="Carl")
            confirmed.append(call.claim)
        else:
            play.hands.dismiss(passage, by="Carl")
            dismissed += 1
    added = tuple(_add(play, url, call) for url, call in _unmet(play))
    return Decided(_suggested(play, capture), tuple(sorted(confirmed)), dismissed, added)


def file(play: Play, capture: Capture, filing: Filing) -> None:
    """Rita files a claim from a statement of an article and has it tracked."""
    statement = _statement_of(capture, filing.founded_on)
    play.claims[filing.code] = play.hands.file(filing, statement, by="Rita")


def hand_in(play: Play, code: str, written: Written, *, by: str) -> Review:
    """A checker takes the claim's open review and hands a verdict in, on all confirmed passages."""
    review = Review.objects.open().filter(claim=play.claims[code]).first()
    if review is None:
        raise StoryFailed(f"{code} should have an open review and has none")
    play.hands.hand_in(review, written, by=by)
    return Review.objects.get(pk=review.pk)


def publish(play: Play, review: Review, *, title: str, change: Change, why: str = "") -> None:
    """Edna signs a verdict off and publishes it."""
    play.hands.publish(review, title=title, change=change, why=why, by="Edna")
    edition = Edition.objects.get(review=review)
    what = f"edition {edition.number} on {play.code_of(review.claim)}"
    play.beat(f"Edna publishes {what}: {edition.rating} ({edition.change})")


def reopened_by(play: Play, code: str) -> Reopening:
    """The newest reopening of the claim's edition; StoryFailed if its review is not open."""
    looks = Reopening.objects.filter(edition__fact_check__claim=play.claims[code])
    last = looks.select_related("edition").order_by("-pk").first()
    if last is None or not Review.objects.open().filter(pk=last.review_id).exists():
        raise StoryFailed(f"{code} should have been reopened and was not")
    return last


def newest_confirmed(play: Play, code: str) -> Appearance:
    """The newest passage that a person confirmed on either side of the claim."""
    confirmed = play.claims[code].appearances.filter(
        decisions__decided="confirmed", decisions__stance__in=["supports", "denies"]
    )
    passage = confirmed.order_by("-pk").first()
    if passage is None:
        raise StoryFailed(f"{code} has no confirmed passage to show what happened")
    return passage


def _verb(arrival: Arrival, piece: SeedArticle) -> str:
    if arrival.edit:
        return "silently edits"
    old = arrival.at - piece.published > OLD
    return "has in its archive" if old else "publishes"


def _call_for(play: Play, passage: Appearance) -> Call | None:
    """What the script has Carl say of a passage; None: dismissed."""
    url = passage.capture.article.url
    words = (passage.capture.body.text or "")[passage.start : passage.end]
    for call in play.calls.get(url, ()):
        if play.claims[call.claim].pk == passage.claim_id and call.holds in words:
            play.met.add((url, call))
            return call
    return None


def _unmet(play: Play) -> list[tuple[str, Call]]:
    """What Carl should have met by now, and the machine did not suggest."""
    told = [(url, call) for url, calls in play.calls.items() for call in calls]
    return [each for each in told if each[1].claim in play.claims and each not in play.met]


def _add(play: Play, url: str, call: Call) -> str:
    """Carl adds what he read himself; StoryFailed where the machine should have suggested it."""
    if not call.by_hand:
        raise StoryFailed(f"“{call.holds}” was not suggested for {call.claim}: {url}")
    capture = Capture.objects.filter(article__url=url).latest("number")
    statement = _statement_of(capture, call.holds)
    play.hands.add(play.claims[call.claim], statement, call, by="Carl")
    play.met.add((url, call))
    return call.claim


def _suggested(play: Play, capture: Capture) -> dict[str, int]:
    """How many passages of a version the machine suggested, by claim."""
    found = Appearance.objects.filter(capture=capture).select_related("claim")
    own = [one.claim for one in found if "filed_from" not in one.features]
    return dict(sorted(Counter(play.code_of(claim) for claim in own).items()))


def _statement_of(capture: Capture, words: str) -> Statement:
    text = capture.body.text or ""
    for row in Statement.objects.filter(capture=capture).order_by("order"):
        if words in text[row.start : row.end]:
            return row
    raise StoryFailed(f"no statement that holds “{words}” was proposed")
