"""`seeds/story.py` played straight in: table, editions, copies, another order, and its variant."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from claims.asof import claim_as_of
from claims.facts import OutcomeKind
from claims.finding import Reason
from claims.outcomes import record_of
from claims.wording import sentence
from partners.models import Delivery
from publishing.errors import NotReady
from publishing.models import Edition, Reopening
from publishing.states import Change
from reviews.models import Review
from seeds import arrivals, verdict
from seeds.play import Play, StoryFailed, hand_in, publish, reopened_by
from seeds.script import Arrival, aug
from seeds.story import STORY, Scene, check_day, perform, play_out
from seeds.table import EXPECTED
from seeds.written import CONTEXT, UNPROVEN
from tests.seeds.quick import Order, copies, new_play, reordered, statuses

pytestmark = pytest.mark.django_db
TITLE = "A signal from Moscow"


def test_the_seed_story_comes_out_as_its_table_says() -> None:
    play = new_play()

    play_out(play)

    assert verdict.differences(play.claims, play.room) == []
    assert verdict.unheard(play.claims, play.room, []) != []  # nothing went over a wire
    _reasons_say_what_moved_each_claim(play)
    _a_day_ends_where_the_event_is(play)
    _the_silent_edit_is_looked_at_and_moves_nothing(play)
    _only_what_somebody_was_heard_predicting_enters_a_record(play)
    _a_linked_claim_is_looked_at_and_keeps_its_own_status(play)
    _at_noon_of_the_13th_nothing_of_s4_was_published(play)
    _every_re_check_replays_the_same()


def _reasons_say_what_moved_each_claim(play: Play) -> None:
    assert _reasons(play, "S2", 13)[0].endswith("unnamed sources (European leaders) (1 article).")
    contradicted = _reasons(play, "S4", 14)
    assert contradicted[0].startswith("Two independent origins deny it: Russia, on record")
    assert contradicted[1].startswith("Only its own origin supports it: Volodymyr Zelenskyy")
    assert "It can come true from today." in _reasons(play, "S7", 18)
    assert any("denies it: Sergey Lavrov" in line for line in _reasons(play, "S7", 25))
    assert _reasons(play, "S8", 18)[0].startswith("Its condition occurred")


def _a_day_ends_where_the_event_is(play: Play) -> None:
    due = play.claims["S6"].checks.get(before="awaiting", after="due")
    assert due.slot == aug(16, 8)


def _the_silent_edit_is_looked_at_and_moves_nothing(play: Play) -> None:
    looks = play.claims["S1"].checks.filter(at__gte=aug(16, 10), at__lt=aug(16, 11))
    assert any("passage_changed" in look.triggers for look in looks)
    assert {look.after for look in looks} == {"corroborated"}


def _only_what_somebody_was_heard_predicting_enters_a_record(play: Play) -> None:
    records = {
        name: record_of(speaker, at=aug(25, 12)) for name, speaker in play.room.speakers.items()
    }
    assert [name for name, found in records.items() if found.total] == ["Donald Trump"]
    assert records["Donald Trump"].counts[OutcomeKind.DID_NOT] == 1
    assert records["Donald Trump"].share is None


def _a_linked_claim_is_looked_at_and_keeps_its_own_status(play: Play) -> None:
    looks = play.claims["S2"].checks.filter(at__gte=aug(13, 10, 30), at__lt=aug(13, 14))
    assert any("linked" in look.triggers for look in looks)
    assert {look.after for look in looks} == {"corroborated"}


def _every_re_check_replays_the_same() -> None:
    said = StringIO()
    call_command("replay", "--all", stdout=said)
    assert said.getvalue().strip().endswith("the same.")


def _at_noon_of_the_13th_nothing_of_s4_was_published(play: Play) -> None:
    noon = aug(13, 12)
    assert claim_as_of(play.claims["S4"], at=noon).status == "unverified"
    editions = Edition.objects.filter(fact_check__claim=play.claims["S4"])
    assert editions.exists()
    assert not editions.filter(published_at__lte=noon).exists()


def test_a_story_that_lacks_a_witness_is_told_from_the_table() -> None:
    play = new_play()
    perform(play, STORY[12])
    perform(play, [step for step in STORY[13] if step is not arrivals.EUROPEAN])

    with pytest.raises(StoryFailed, match="S2 is unverified on 13 August"):
        check_day(play, 13)
    found = verdict.differences(play.claims, play.room)
    assert any(line.startswith("S2 moved") for line in found)
    assert any(line.startswith("the editions on S4 are") for line in found)
    assert any(line.startswith("The Daily Ledger is told of S3") for line in found)


def test_a_passage_that_is_no_longer_suggested_breaks_the_story_off() -> None:
    play = new_play()
    unsaid = replace(arrivals.BRIEFING.calls[0], holds="never written")
    perform(play, STORY[12][:2])

    with pytest.raises(StoryFailed, match="“never written” was not suggested for S1"):
        perform(play, [replace(arrivals.COPY, calls=(unsaid,))])


def test_a_word_that_was_public_before_the_edition_makes_its_successor_a_correction() -> None:
    play = new_play()
    perform(play, STORY[12])
    perform(play, [arrivals.EUROPEAN])
    play.at(aug(13, 17, 10))
    publish(play, hand_in(play, "S3", UNPROVEN, by="Rita"), title=TITLE, change=Change.FIRST)

    perform(play, [replace(arrivals.MINISTRY, at=aug(14, 8))])

    assert statuses(play)["S3"] == "disputed"
    assert reopened_by(play, "S3").older_than_as_of
    second = hand_in(play, "S3", CONTEXT, by="Carl")
    with pytest.raises(NotReady, match="that is a correction"), transaction.atomic():
        publish(play, second, title=TITLE, change=Change.UPDATE, why="The ministry spoke.")
    second.refresh_from_db()
    publish(play, second, title=TITLE, change=Change.CORRECTION, why="We had not heard it.")
    told = Delivery.objects.unacknowledged().get()
    assert (told.kind, told.edition and told.edition.number) == ("factcheck.corrected", 2)


def test_a_thousand_copies_give_the_same_table_and_no_extra_review() -> None:
    play = new_play()
    story = {
        **STORY,
        12: (*STORY[12], _copied(arrivals.FIRST, 200), _copied(arrivals.BRIEFING, 800)),
    }

    play_out(play, story)

    assert verdict.differences(play.claims, play.room) == []
    assert Review.objects.count() == 5
    assert Reopening.objects.count() == 3


def _copied(arrival: Arrival, count: int) -> Scene:
    return Scene(lambda play: copies(play, arrival, count))


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(lambda came: came[::-1], id="backwards"),
        pytest.param(lambda came: came[1:] + came[:1], id="the first one last"),
    ],
)
def test_articles_of_a_day_may_come_in_any_order(order: Order) -> None:
    play = new_play()

    for day, steps in STORY.items():
        perform(play, reordered(steps, order))

        assert statuses(play) == {code: row[day] for code, row in EXPECTED.items()}


def _reasons(play: Play, code: str, day: int) -> list[str]:
    last = play.claims[code].checks.filter(at__lt=aug(day + 1, 0)).latest("at", "pk")
    return [sentence(Reason.from_json(row)) for row in last.reasons]
