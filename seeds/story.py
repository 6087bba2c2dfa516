"""The seed story from its first article to its last day, in the order in which it happened."""

from datetime import date

from claims import actions as claim_actions
from claims.models import Claim, Statement
from jobs import clock
from publishing.models import FactCheck
from publishing.states import Change
from seeds.play import (
    Play,
    StoryFailed,
    arrive,
    came_true,
    file,
    let_stand,
    open_first_review,
    publish,
    reopened_by,
    review,
)
from seeds.script import (
    BRIEFING,
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
    aug,
)


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
    play.settle()
    play.beat("Rita files four claims from it and has them tracked")
    arrive(play, COPY)
    arrive(play, BRIEFING)
    open_first_review(play, "S3")


def _wednesday(play: Play) -> None:
    arrive(play, EUROPEAN)
    play.at(aug(13, 8))
    first = review(
        play,
        "S3",
        rating="Unproven",
        summary="One signal, passed on by others, is all there is so far.",
        reasoning="Every account goes back to one call. Russia itself has not been heard on it.",
        by="Rita",
    )
    publish(play, first, title="A signal from Moscow, at third hand", change=Change.FIRST)
    arrive(play, MINISTRY)
    called_back = reopened_by(play, "S3")
    play.beat(f"Edition 1 is called back: {called_back.words}")
    play.at(aug(13, 15))
    second = review(
        play,
        "S3",
        rating="Missing context",
        summary="A signal was passed on; Russia's own ministry says that nothing has changed.",
        reasoning="What was relayed from the call stands against the holder's own word, heard "
        "directly on 13 August: the position is unchanged since June 2024.",
        by="Carl",
    )
    why = "Russia's foreign ministry spoke for itself after our first edition."
    publish(
        play,
        second,
        title="A signal from Moscow, and a ministry that knows of none",
        change=Change.UPDATE,
        why=why,
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
    came_true(play, "S6", words="Both met there in person on Friday 15 August.")
    arrive(play, EDIT)
    called_back = reopened_by(play, "S3")
    if called_back.cause != "evidence_changed":
        raise StoryFailed(f"S3 was reopened by {called_back.cause}, not by the edit")
    play.beat(f"Edition 2 is called back: {called_back.words}")
    play.at(aug(16, 12))
    third = review(
        play,
        "S3",
        rating="Missing context",
        summary="The edited report takes nothing away: other accounts of the call remain.",
        reasoning="Two other outlets and a transcript still carry what was relayed, and the "
        "ministry's word is unchanged.",
        by="Rita",
    )
    let_stand(play, third, words="One report was reworded; the others and the transcript stand.")
    arrive(play, RELAYED)


def _monday(play: Play) -> None:
    play.at(aug(18, 6))
    play.beat("Monday: the week has begun in which a three-way meeting was said to be possible")


def _a_week_later(play: Play) -> None:
    play.at(aug(25, 6))
    play.beat("The day on which we said that we would look again")
    claim = Claim.objects.get(pk=play.claims["S7"].pk)
    claim_actions.edit(
        claim,
        {"look_again_on": date(2025, 9, 8)},
        version=claim.version,
        by=play.room.people["Edna"],
        now=clock.desk_now(),
    )
    play.settle()
    play.beat("Edna extends it: we look again on 8 September")


def address_of(play: Play, code: str) -> FactCheck:
    """Where the claim's fact-check stands."""
    return FactCheck.objects.get(claim=play.claims[code])
