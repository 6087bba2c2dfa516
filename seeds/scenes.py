"""What the people of the newsroom do in the seed story, scene by scene."""

from datetime import date
from typing import Final

from claims.facts import OutcomeKind
from claims.models import Statement
from claims.states import LinkKind
from publishing.models import FactCheck
from publishing.states import Change
from seeds.filings import FILINGS, SAYS
from seeds.play import (
    Play,
    StoryFailed,
    decide,
    file,
    hand_in,
    newest_confirmed,
    publish,
    reopened_by,
)
from seeds.script import aug
from seeds.written import (
    AFTER_THE_EDIT,
    CONTEXT,
    NOT_KNOWN_TO_BE_FIRST,
    NOT_THE_FIRST,
    UNPROVEN,
)
from sources.models import Capture

PARTNER_PAGES: Final = {
    "S3": "https://daily-ledger.example/checks/signal",
    "S4": "https://daily-ledger.example/checks/first-signal",
}


# --- 12 August ------------------------------------------------------------------------------


def file_claims(play: Play) -> None:
    """Rita files what the first article says, and Carl looks at what else in it is suggested."""
    first = Capture.objects.filter(article__url__endswith="/zelenskyy-signal").earliest("number")
    found = Statement.objects.filter(capture=first)
    quoted = found.exclude(form="narration").count()
    play.beat(f"{quoted} statements proposed, {found.count() - quoted} events nobody is quoted for")
    for filing in FILINGS:
        file(play, first, filing)
    for saying, content in SAYS:
        claims = play.claims
        play.hands.link(claims[saying], claims[content], kind=LinkKind.SAYS, by="Rita")
    play.settle()
    told = [f"{code}  {claim.statement} ({claim.kind})" for code, claim in play.claims.items()]
    title = f"Rita files {len(told)} claims from it and has them tracked"
    play.beat(title, notes=told, decided=decide(play, first))


def ask_for_s3(play: Play) -> None:
    """Edna wants a verdict on whether Russia is ready."""
    play.hands.open_review(play.claims["S3"], words="Readers ask about it.", by="Edna")


# --- 13 August ------------------------------------------------------------------------------


def publish_s3(play: Play) -> None:
    """The first edition, while nobody but relays has been heard."""
    play.at(aug(13, 8))
    review = hand_in(play, "S3", UNPROVEN, by="Rita")
    publish(play, review, title="A signal from Moscow, at third hand", change=Change.FIRST)


def call_s3_back(play: Play) -> None:
    """The ministry's own word stands against an edition that knew of none."""
    play.beat(f"Edition 1 on S3 is called back. {reopened_by(play, 'S3').words}")


def record_the_virtual_meeting(play: Play) -> None:
    """An outcome may be recorded before its day is over."""
    words = "Trump, Zelenskyy and European leaders met by video on Wednesday 13 August."
    _outcome(play, "S5", OutcomeKind.CAME_TRUE, words=words)


def update_s3(play: Play) -> None:
    """The world changed after edition 1: its successor is an update."""
    play.at(aug(13, 15))
    publish(
        play,
        hand_in(play, "S3", CONTEXT, by="Carl"),
        title="A signal from Moscow, and a ministry that knows of none",
        change=Change.UPDATE,
        why="Russia's foreign ministry spoke for itself after our first edition.",
    )


def publish_s4(play: Play) -> None:
    """A claim of a first: no verdict before somebody has looked back and noted what was found."""
    play.at(aug(13, 15, 30))
    play.hands.open_review(play.claims["S4"], words="It is repeated as a first.", by="Edna")
    noted = "Our own archive holds nothing earlier. Older public records are still to be read."
    play.hands.note_look_back(play.claims["S4"], words=noted, by="Carl")
    play.beat(f"Carl notes a first look back for S4: {noted}")
    play.at(aug(13, 16))
    review = hand_in(play, "S4", NOT_KNOWN_TO_BE_FIRST, by="Carl")
    publish(play, review, title="Was it the first such signal?", change=Change.FIRST)


# --- 14 August ------------------------------------------------------------------------------


def search_older_records(play: Play) -> None:
    """What Carl left open is looked for."""
    play.at(aug(14, 9, 30))
    play.beat("Rita goes through older public records for S4, and has two of them read in")


def call_s4_back(play: Play) -> None:
    """What contradicts edition 1 was public before its as-of."""
    look = reopened_by(play, "S4")
    if not look.older_than_as_of:
        raise StoryFailed("S4's records of March count as newer than its edition")
    play.beat(f"Edition 1 on S4 is called back. {look.words}")


def correct_s4(play: Play) -> None:
    """What was there to be found is our own mistake: the next edition is a correction."""
    noted = "Two public records of March 2025 were found: a briefing and a readout."
    play.hands.note_look_back(play.claims["S4"], words=noted, by="Rita")
    play.beat(f"Rita notes the look back for S4: {noted}")
    play.at(aug(14, 12))
    publish(
        play,
        hand_in(play, "S4", NOT_THE_FIRST, by="Rita"),
        title="Not the first such signal",
        change=Change.CORRECTION,
        why="Two public records of March 2025 were there to be found; our first edition "
        "did not know them.",
    )
    _acknowledge(play, "S4")


# --- 15 and 16 August -----------------------------------------------------------------------


def end_friday_in_kyiv(play: Play) -> None:
    """The end of Friday in Kyiv is not yet the end of Friday in Alaska."""
    play.at(aug(15, 21, 30))
    play.beat("Friday ends in Kyiv; in Alaska it goes on")


def end_friday_in_alaska(play: Play) -> None:
    """The summit's day is over where it is held; two people say that it took place."""
    play.at(aug(16, 8, 1))
    play.beat("Friday has ended in Alaska: the summit's day has passed")
    words = "Both met there in person on Friday 15 August."
    _outcome(play, "S6", OutcomeKind.CAME_TRUE, words=words)


def let_s3_stand(play: Play) -> None:
    """A quoted report was reworded; the finding rests on others too."""
    called_back = reopened_by(play, "S3")
    if called_back.cause != "evidence_changed":
        raise StoryFailed(f"S3 was reopened by {called_back.cause}, not by the edit")
    play.beat(f"Edition 2 on S3 is called back. {called_back.words}")
    play.at(aug(16, 12))
    review = hand_in(play, "S3", AFTER_THE_EDIT, by="Rita")
    words = "One report was reworded; the others and the transcript stand."
    play.hands.let_stand(review, words=words, by="Edna")
    play.beat("Edition 2 on S3 was looked at again, and stands")


# --- 18 to 25 August ------------------------------------------------------------------------


def begin_the_week(play: Play) -> None:
    """The week from which on the plan can come true."""
    play.at(aug(18, 6))
    play.beat("Monday: the week has begun in which a three-way meeting was said to be possible")


def meet_the_condition(play: Play) -> None:
    """There was a next meeting: what was said of it can be judged now."""
    words = "Trump received Zelenskyy and European leaders in Washington on 18 August."
    play.hands.meet_condition(play.claims["S8"], words=words, by="Carl")
    play.beat(f"Carl records that the condition of S8 came about: {words}")


def record_the_next_meeting(play: Play) -> None:
    """The day after: Putin was not there."""
    play.at(aug(19, 9))
    words = "The next meeting after Alaska, in Washington on 18 August, was without Putin."
    _outcome(play, "S8", OutcomeKind.DID_NOT, words=words)


def look_again(play: Play) -> None:
    """The day that the newsroom set itself for the plan; Edna extends it."""
    play.at(aug(25, 6))
    play.beat("The day on which we said that we would look at S7 again")
    play.hands.look_again_on(play.claims["S7"], date(2025, 9, 8), by="Edna")
    play.beat("Edna extends it: we look again on 8 September")


def acknowledge_s3(play: Play) -> None:
    """The partner says which edition it shows."""
    _acknowledge(play, "S3")


def _outcome(play: Play, code: str, kind: OutcomeKind, *, words: str) -> None:
    claim, evidence = play.claims[code], newest_confirmed(play, code)
    play.hands.record_outcome(claim, kind, words=words, evidence=evidence, by="Carl")
    play.hands.agree(claim, by="Rita")
    play.beat(f"Carl records the outcome of {code}, Rita agrees: {words}")


def _acknowledge(play: Play, code: str) -> None:
    check = FactCheck.objects.get(claim=play.claims[code])
    play.hands.acknowledge(check, shows_edition=2, url=PARTNER_PAGES[code])
    play.beat(f"{play.room.partner} acknowledges: it shows edition 2 on {code}")
