"""The seed story from its first article to its last day, in the order in which it happened."""

from datetime import date

from claims.facts import OutcomeKind
from claims.models import Claim, Statement
from publishing.models import FactCheck
from publishing.states import Change
from seeds.play import (
    Play,
    StoryFailed,
    arrive,
    confirmed_support,
    file,
    hand_in,
    publish,
    reopened_by,
)
from seeds.script import (
    AFTER_THE_EDIT,
    BRIEFING,
    CONTEXT,
    COPY,
    EDIT,
    EUROPEAN,
    EXPECTED,
    FILINGS,
    FIRST,
    MINISTRY,
    RELAYED,
    SUMMIT,
    TRANSCRIPT,
    UNPROVEN,
    aug,
)

PARTNER_PAGE = "https://daily-ledger.example/checks/signal"


def play_out(play: Play) -> None:
    """Twelve to twenty-five August 2025; raises StoryFailed where it does not come out."""
    for day, act in (
        (12, _tuesday),
        (13, _wednesday),
        (14, _thursday),
        (15, _friday),
        (16, _saturday),
        (18, _monday),
        (25, _a_week_later),
    ):
        act(play)
        check_day(play, day)


def check_day(play: Play, day: int) -> None:
    """Each claim stands at the end of a day where the table says."""
    for code, row in EXPECTED.items():
        status = Claim.objects.values_list("status", flat=True).get(pk=play.claims[code].pk)
        if status != row[day]:
            raise StoryFailed(f"{code} is {status} on {day} August; the table says {row[day]}")


def _tuesday(play: Play) -> None:
    first = arrive(play, FIRST)
    found = Statement.objects.filter(capture=first)
    quoted = found.exclude(form="narration").count()
    play.beat(f"{quoted} statements proposed, {found.count() - quoted} events nobody is quoted for")
    for filing in FILINGS:
        file(play, first, filing)
    play.beat("Rita files four claims from it and has them tracked")
    arrive(play, COPY)
    arrive(play, BRIEFING)
    words = "Readers ask about it."
    play.hands.open_review(play.claims["S3"], words=words, by="Edna")


def _wednesday(play: Play) -> None:
    arrive(play, EUROPEAN)
    play.at(aug(13, 8))
    first = hand_in(play, "S3", UNPROVEN, by="Rita")
    publish(play, first, title="A signal from Moscow, at third hand", change=Change.FIRST)
    arrive(play, MINISTRY)
    play.beat(f"Edition 1 is called back. {reopened_by(play, 'S3').words}")
    play.at(aug(13, 15))
    publish(
        play,
        hand_in(play, "S3", CONTEXT, by="Carl"),
        title="A signal from Moscow, and a ministry that knows of none",
        change=Change.UPDATE,
        why="Russia's foreign ministry spoke for itself after our first edition.",
    )


def _thursday(play: Play) -> None:
    arrive(play, TRANSCRIPT)


def _friday(play: Play) -> None:
    # The end of Friday in Kyiv is not yet the end of Friday in Alaska.
    play.at(aug(15, 21, 30))
    play.beat("Friday ends in Kyiv; in Alaska it goes on")


def _saturday(play: Play) -> None:
    arrive(play, SUMMIT)
    play.at(aug(16, 8, 1))
    play.beat("Friday has ended in Alaska: the summit's day has passed")
    words = "Both met there in person on Friday 15 August."
    evidence = confirmed_support(play, "S6")
    play.hands.record_outcome(
        play.claims["S6"], OutcomeKind.CAME_TRUE, words=words, evidence=evidence, by="Carl"
    )
    play.hands.agree(play.claims["S6"], by="Rita")
    play.beat(f"Carl records the outcome, Rita agrees: {words}")
    arrive(play, EDIT)
    called_back = reopened_by(play, "S3")
    if called_back.cause != "evidence_changed":
        raise StoryFailed(f"S3 was reopened by {called_back.cause}, not by the edit")
    play.beat(f"Edition 2 is called back. {called_back.words}")
    play.at(aug(16, 12))
    third = hand_in(play, "S3", AFTER_THE_EDIT, by="Rita")
    words = "One report was reworded; the others and the transcript stand."
    play.hands.let_stand(third, words=words, by="Edna")
    play.beat("Edition 2 was looked at again, and stands")
    arrive(play, RELAYED)


def _monday(play: Play) -> None:
    play.at(aug(18, 6))
    play.beat("Monday: the week has begun in which a three-way meeting was said to be possible")


def _a_week_later(play: Play) -> None:
    play.at(aug(25, 6))
    play.beat("The day on which we said that we would look again")
    play.hands.look_again_on(play.claims["S7"], date(2025, 9, 8), by="Edna")
    play.beat("Edna extends it: we look again on 8 September")
    check = FactCheck.objects.get(claim=play.claims["S3"])
    play.hands.acknowledge(check, shows_edition=2, url=PARTNER_PAGE)
    play.beat(f"{play.room.partner} acknowledges: it shows edition 2")
