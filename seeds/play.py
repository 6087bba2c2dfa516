"""Playing the seed story: the world outside publishes, the machine works, people act by hand."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from claims.models import Appearance, Claim, Statement, StatusCheck
from jobs import clock
from publishing.models import Edition, Reopening
from publishing.states import Change
from reviews.models import Review
from seeds.cast import Newsroom
from seeds.hands import Hands
from seeds.library import article
from seeds.press import Press
from seeds.script import Arrival, Call, Filing, Written
from sources.actions import look_again, poll_now
from sources.models import Article, Capture


class StoryFailed(Exception):
    """The story did not come out as written; the text says where."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happened, what it changed, and how long the machine took."""

    at: datetime
    title: str
    touched: tuple[str, ...]
    decided: str
    checks: tuple[StatusCheck, ...]
    seconds: float


@dataclass
class Play:
    """One performance: the newsroom, the outside world, and how the work gets done."""

    room: Newsroom
    press: Press
    hands: Hands
    settle: Callable[[], None]
    tell: Callable[[Beat], None]
    claims: dict[str, Claim] = field(default_factory=dict)
    told: int = 0

    def at(self, moment: datetime) -> None:
        """Put the desk clock on, and let pass what falls due by then."""
        clock.set_desk(moment)
        self.settle()

    def code_of(self, claim: Claim) -> str:
        """The story's own name of a claim."""
        return next(code for code, mine in self.claims.items() if mine.pk == claim.pk)

    def beat(
        self,
        title: str,
        *,
        touched: tuple[str, ...] = (),
        decided: str = "",
        seconds: float = 0.0,
    ) -> None:
        """Let the work end, and report what the re-checks since the last beat have changed."""
        self.settle()
        checks = StatusCheck.objects.filter(pk__gt=self.told).select_related("claim").order_by("pk")
        rows = tuple(checks)
        self.told = rows[-1].pk if rows else self.told
        self.tell(Beat(clock.desk_now(), title, touched, decided, rows, seconds))


def arrive(play: Play, arrival: Arrival) -> Capture:
    """An outlet publishes (or silently edits), the journey runs, Carl decides on the passages."""
    play.at(arrival.at)
    piece = article(arrival.article)
    play.press.publish(piece)
    url = f"{play.press.address}/{piece.path}"
    started = time.monotonic()
    if arrival.edit:
        look_again(Article.objects.get(url=url), due=clock.machine_now())
    else:
        poll_now(play.room.feeds[piece.outlet], due=clock.machine_now())
    play.settle()
    seconds = time.monotonic() - started
    capture = Capture.objects.filter(article__url=url).order_by("-number").first()
    if capture is None or (arrival.edit and capture.number == 1):
        raise StoryFailed(f"{piece.outlet}: {piece.title} did not arrive")
    touched = Appearance.objects.filter(capture=capture).order_by("claim").select_related("claim")
    codes = tuple(dict.fromkeys(play.code_of(one.claim) for one in touched))
    decided = decide(play, capture, arrival.calls)
    verb = "silently edits" if arrival.edit else "publishes"
    title = f"{piece.outlet} {verb}: {piece.title}"
    play.beat(title, touched=codes, decided=decided, seconds=seconds)
    return capture


def decide(play: Play, capture: Capture, calls: tuple[Call, ...]) -> str:
    """Carl decides on each passage that waits for a person; says how many of which."""
    waiting = list(Appearance.objects.filter(capture=capture).undecided().with_passage())
    for call in calls:
        passage = _passage_of(play, waiting, call)
        play.hands.confirm(passage, call, by="Carl")
        waiting.remove(passage)
    for passage in waiting:
        play.hands.dismiss(passage, by="Carl")
    words = [f"{len(calls)} confirmed"] if calls else []
    words += [f"{len(waiting)} dismissed"] if waiting else []
    return ", ".join(words)


def file(play: Play, capture: Capture, filing: Filing) -> None:
    """Rita files a claim from a statement of an article and has it tracked."""
    statement = _statement_of(capture, filing)
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
    play.beat(f"Edna publishes edition {edition.number}: {edition.rating} ({edition.change})")


def reopened_by(play: Play, code: str) -> Reopening:
    """The newest reopening of the claim's edition; StoryFailed if its review is not open."""
    looks = Reopening.objects.filter(edition__fact_check__claim=play.claims[code])
    last = looks.order_by("-pk").first()
    if last is None or not Review.objects.open().filter(pk=last.review_id).exists():
        raise StoryFailed(f"{code} should have been reopened and was not")
    return last


def confirmed_support(play: Play, code: str) -> Appearance:
    """The newest passage that a person confirmed as supporting the claim."""
    confirmed = play.claims[code].appearances.filter(decisions__stance="supports")
    passage = confirmed.order_by("-pk").first()
    if passage is None:
        raise StoryFailed(f"{code} has no confirmed passage to show what happened")
    return passage


def _passage_of(play: Play, waiting: list[Appearance], call: Call) -> Appearance:
    for passage in waiting:
        words = (passage.capture.body.text or "")[passage.start : passage.end]
        if passage.claim_id == play.claims[call.claim].pk and call.holds in words:
            return passage
    raise StoryFailed(f"no passage that holds “{call.holds}” was matched with {call.claim}")


def _statement_of(capture: Capture, filing: Filing) -> Statement:
    text = capture.body.text or ""
    for row in Statement.objects.filter(capture=capture).order_by("order"):
        if filing.founded_on in text[row.start : row.end]:
            return row
    raise StoryFailed(f"no statement that holds “{filing.founded_on}” was proposed")
