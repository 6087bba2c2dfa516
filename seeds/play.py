"""Playing the seed story: the world outside publishes, the newsroom acts through its actions."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from claims import actions as claim_actions
from claims import deciding
from claims.actions import Draft
from claims.deciding import Voice
from claims.facts import OutcomeKind
from claims.models import Appearance, Claim, Statement, StatusCheck
from jobs import clock
from publishing import actions as publishing_actions
from publishing.models import FactCheck, Reopening
from publishing.states import Change
from reviews import actions as review_actions
from reviews.actions import Finding
from reviews.models import Review
from reviews.states import Cause, Confidence, Ending
from seeds.cast import Newsroom
from seeds.library import article
from seeds.press import Press
from seeds.script import Arrival, Call, Filing
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
        self, title: str, *, touched: tuple[str, ...] = (), decided: str = "", seconds: float = 0.0
    ) -> None:
        """Report what the re-checks since the last beat have changed."""
        checks = StatusCheck.objects.filter(pk__gt=self.told).select_related("claim").order_by("pk")
        rows = tuple(checks)
        self.told = rows[-1].pk if rows else self.told
        self.tell(Beat(clock.desk_now(), title, touched, decided, rows, seconds))


def arrive(play: Play, arrival: Arrival) -> Capture:
    """An outlet publishes (or silently edits), the journey runs, people decide on the passages."""
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
    touched = Appearance.objects.filter(capture=capture).order_by("claim")
    codes = tuple(dict.fromkeys(play.code_of(one.claim) for one in touched.select_related("claim")))
    decided = decide(play, capture, arrival.calls)
    play.settle()
    verb = "silently edits" if arrival.edit else "publishes"
    title = f"{piece.outlet} {verb}: {piece.title}"
    play.beat(title, touched=codes, decided=decided, seconds=seconds)
    return capture


def decide(play: Play, capture: Capture, calls: tuple[Call, ...]) -> str:
    """Carl decides on each passage that waits for a person; says how many of which."""
    waiting = list(Appearance.objects.filter(capture=capture).undecided().with_passage())
    confirmed = 0
    for call in calls:
        passage = _passage_of(play, waiting, call)
        _confirm(play, passage, call)
        waiting.remove(passage)
        confirmed += 1
    for passage in waiting:
        note = "It names the same people and speaks of something else."
        deciding.dismiss(passage, note=note, by=play.room.people["Carl"], now=clock.desk_now())
    words = [f"{confirmed} confirmed"] if confirmed else []
    words += [f"{len(waiting)} dismissed"] if waiting else []
    return ", ".join(words)


def file(play: Play, capture: Capture, filing: Filing) -> Claim:
    """Rita files a claim from a statement of an article and has it tracked."""
    rita, now = play.room.people["Rita"], clock.desk_now()
    speakers = play.room.speakers
    statement = _statement_of(capture, filing)
    claim = claim_actions.file_claim(
        Draft(
            statement=filing.words,
            kind=filing.kind,
            claimant=speakers.get(filing.claimant),
            alleged_source=speakers.get(filing.alleged_source),
            holder=speakers.get(filing.holder),
            said_on=statement.said_on,
            due_on=filing.due_on,
            due_zones=(filing.due_zone,) if filing.due_zone else (),
            earliest=filing.earliest,
            look_again_on=filing.look_again_on,
            criterion=filing.criterion,
        ),
        by=rita,
        now=now,
        founded_on=statement,
    )
    play.claims[filing.code] = claim
    claim_actions.track(claim, by=rita, now=now)
    _confirm(play, deciding.quote(claim, statement, now=now), filing.call)
    return claim


def review(play: Play, code: str, *, rating: str, summary: str, reasoning: str, by: str) -> Review:
    """A checker takes the claim's open review and hands a verdict in, on all confirmed passages."""
    claim, person, now = play.claims[code], play.room.people[by], clock.desk_now()
    open_one = Review.objects.open().filter(claim=claim).first()
    if open_one is None:
        raise StoryFailed(f"{code} should have an open review and has none")
    review_actions.assign(open_one, reviewer=person, by=person, now=now)
    confirmed = Appearance.objects.filter(claim=claim, decisions__decided="confirmed")
    finding = Finding(
        rating=play.room.ratings[rating],
        confidence=Confidence.HIGH,
        summary=summary,
        reasoning=reasoning,
        as_of=now,
        evidence=list(confirmed.distinct().order_by("pk")),
    )
    review_actions.hand_in(open_one, finding=finding, by=person, now=now)
    return open_one


def publish(play: Play, looked: Review, *, title: str, change: Change, why: str = "") -> None:
    """Edna signs a verdict off and publishes it."""
    edna = play.room.people["Edna"]
    ending = Ending.FIRST if change == Change.FIRST else Ending(change.value)
    review_actions.sign_off(looked, ending=ending, by=edna, now=clock.desk_now())
    edition = publishing_actions.publish(
        looked, title=title, change=change, change_words=why, by=edna, now=clock.desk_now()
    )
    play.settle()
    play.beat(f"Edna publishes edition {edition.number}: {edition.rating} ({edition.change})")


def let_stand(play: Play, looked: Review, *, words: str) -> None:
    """Edna signs off that the edition stands."""
    edna = play.room.people["Edna"]
    review_actions.sign_off(looked, ending=Ending.STANDS, by=edna, now=clock.desk_now())
    publishing_actions.let_stand(looked, words=words, by=edna, now=clock.desk_now())
    play.settle()
    play.beat("The edition was looked at again, and stands")


def open_first_review(play: Play, code: str) -> None:
    """Edna puts a claim before a checker."""
    words = "A claim that readers ask about."
    review_actions.open_review(
        play.claims[code],
        cause=Cause.FIRST,
        words=words,
        by=play.room.people["Edna"],
        now=clock.desk_now(),
    )


def came_true(play: Play, code: str, *, words: str) -> None:
    """Carl records an outcome from a confirmed passage, Rita agrees."""
    claim, people = play.claims[code], play.room.people
    evidence = claim.appearances.filter(decisions__stance="supports").order_by("-pk").first()
    if evidence is None:
        raise StoryFailed(f"{code} has no confirmed passage to show what happened")
    outcome = deciding.record_outcome(
        claim,
        kind=OutcomeKind.CAME_TRUE,
        words=words,
        evidence=evidence,
        by=people["Carl"],
        now=clock.desk_now(),
    )
    deciding.second_outcome(outcome, by=people["Rita"], now=clock.desk_now())
    play.settle()
    play.beat(f"Carl and Rita record the outcome: {words}")


def reopened_by(play: Play, code: str) -> Reopening:
    """The newest reopening of the claim's edition; StoryFailed if its review is not open."""
    check = FactCheck.objects.get(claim=play.claims[code])
    last = Reopening.objects.filter(edition__fact_check=check).order_by("-pk").first()
    if last is None or not Review.objects.open().filter(pk=last.review_id).exists():
        raise StoryFailed(f"{code} should have been reopened and was not")
    return last


def _confirm(play: Play, passage: Appearance, call: Call) -> None:
    root = play.room.speakers[call.root] if call.root else None
    voice = Voice(call.origin, root=root, heard_directly=call.directly, via=call.via)
    deciding.confirm(
        passage,
        stance=call.stance,
        voice=voice,
        later=call.later,
        by=play.room.people["Carl"],
        now=clock.desk_now(),
    )


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
