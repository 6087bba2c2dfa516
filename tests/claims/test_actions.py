"""What people do with claims: each move allowed by the table, written to the ledger, or refused."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from claims import ledger
from claims.actions import (
    LONGEST,
    add_party,
    ask_again,
    close,
    edit,
    link,
    note_look_back,
    track,
)
from claims.errors import ClaimError, IllegalMove, Objection, StaleClaim
from claims.facts import ClaimKind
from claims.models import Claim, ClaimLink, LedgerEvent, LedgerText
from claims.states import LinkKind, PartyRole, Priority, Stage, Trigger
from tests.claims.make import BRIDGE, NOON, at, inbox, speaker, tracked
from tests.jobs.together import at_once

pytestmark = pytest.mark.django_db


def kinds(claim: Claim) -> list[str]:
    return list(claim.ledger.order_by("seq").values_list("kind", flat=True))


def waiting(claim: Claim) -> list[str]:
    return sorted(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


# --- filing --------------------------------------------------------------------------------


def test_a_filed_claim_lies_in_the_inbox_and_nothing_is_due(cora: User) -> None:
    claim = inbox(cora, f"  {BRIDGE} \n", priority=Priority.HIGH, topics=("transport",))

    assert (claim.statement, claim.stage, claim.status) == (BRIDGE, "inbox", "unchecked")
    assert (claim.priority, claim.topics, claim.next_at) == ("high", ["transport"], None)
    assert kinds(claim) == ["claims.filed"]


def test_the_words_of_a_claim_stand_in_the_chain_as_a_commitment_alone(cora: User) -> None:
    claim = inbox(cora)

    assert BRIDGE not in str(list(LedgerEvent.objects.values()))
    assert LedgerText.objects.get(event__claim=claim).text == BRIDGE


def test_who_may_not_file_files_nothing(cora: User) -> None:
    cora.is_active = False

    with pytest.raises(Objection, match="You may read here, not file"):
        inbox(cora)

    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "words",
    ["", "   ", "\n\t", "\u200b\u200b", "\ufeff", " \u200b \ufeff "],
    ids=["empty", "spaces", "lines", "zero width", "byte order mark", "all of them"],
)
def test_a_claim_without_visible_text_is_refused(words: str, cora: User) -> None:
    with pytest.raises(Objection, match="Enter the claim: it has no visible text"):
        inbox(cora, words)


def test_a_claim_that_is_too_long_is_refused_with_both_numbers(cora: User) -> None:
    inbox(cora, "w" * LONGEST)

    with pytest.raises(Objection, match="10,001 characters; at most 10,000 fit"):
        inbox(cora, "w" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("A bridge\x00 will close", "NUL character at position 8"),
        ("A bridge\ud800 will close", "half of a character at position 8"),
    ],
    ids=["NUL", "lone surrogate"],
)
def test_what_no_database_can_keep_is_refused_by_name(words: str, refusal: str, cora: User) -> None:
    with pytest.raises(Objection, match=refusal):
        inbox(cora, words)


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script> closes", "The \u202egdirb closes", "Мост закроют", "桥将关闭"],
    ids=["markup", "right to left", "Cyrillic", "Chinese"],
)
def test_strange_words_are_kept_as_they_are(words: str, cora: User) -> None:
    assert inbox(cora, words).statement == words


@pytest.mark.parametrize(
    ("dates", "refusal"),
    [
        ({"said_on": date(2025, 8, 12), "due_on": date(2025, 8, 11)}, "before the day it was said"),
        ({"earliest": date(2025, 8, 20), "due_on": date(2025, 8, 19)}, "before the earliest day"),
        ({"condition": "c" * 301}, "The condition has 301 characters; at most 300 fit"),
    ],
    ids=["due before said", "due before earliest", "long condition"],
)
def test_fields_that_cannot_be_are_refused(dates: dict[str, Any], refusal: str, cora: User) -> None:
    with pytest.raises(Objection, match=refusal):
        inbox(cora, kind=ClaimKind.PLAN, **dates)


# --- stages --------------------------------------------------------------------------------


def test_a_tracked_claim_is_due_at_once_and_says_why(carl: User) -> None:
    claim = tracked(carl)

    assert (claim.stage, claim.next_at) == ("tracked", NOON)
    assert waiting(claim) == ["tracked"]
    assert kinds(claim) == ["claims.filed", "claims.tracked"]


def test_a_closed_claim_is_due_no_more_and_can_come_back(carl: User) -> None:
    claim = tracked(carl)

    close(claim, why="  The bridge was pulled down. ", by=carl, now=at(13))

    assert (claim.stage, claim.next_at) == ("closed", None)
    words = LedgerText.objects.get(event__claim=claim, name="why").text
    assert words == "The bridge was pulled down."
    track(claim, by=carl, now=at(14))
    assert (claim.stage, claim.next_at) == ("tracked", at(14))


def test_a_claim_is_not_closed_without_a_reason(carl: User) -> None:
    claim = tracked(carl)

    with pytest.raises(Objection, match="Say why"):
        close(claim, why=" ", by=carl, now=at(13))

    assert Claim.objects.get().stage == Stage.TRACKED


def test_a_move_that_is_not_in_the_table_is_refused(carl: User) -> None:
    claim = tracked(carl)

    with pytest.raises(IllegalMove, match=f"C-{claim.pk} is tracked already"):
        track(claim, by=carl, now=at(13))

    assert kinds(claim) == ["claims.filed", "claims.tracked"]


def test_of_two_who_move_a_claim_the_later_is_told(carl: User) -> None:
    claim = inbox(carl)
    stale = Claim.objects.get()
    track(claim, by=carl, now=NOON)

    with pytest.raises(StaleClaim, match="Somebody moved"):
        close(stale, why="It is no claim.", by=carl, now=NOON)

    assert Claim.objects.get().stage == Stage.TRACKED


@pytest.mark.django_db(transaction=True)
def test_of_many_who_track_a_claim_at_once_one_wins(carl: User) -> None:
    claim = inbox(carl)
    copies = [Claim.objects.get(pk=claim.pk) for _ in range(4)]

    won = at_once([partial(_tracks, copy, carl) for copy in copies])

    assert sorted(won) == [False, False, False, True]
    assert kinds(claim) == ["claims.filed", "claims.tracked"]
    claim.refresh_from_db()
    assert ledger.broken(claim) is None


def _tracks(claim: Claim, by: User) -> bool:
    try:
        track(claim, by=by, now=NOON)
    except ClaimError:
        return False
    return True


def test_the_database_keeps_no_tracked_claim_that_is_never_due(carl: User) -> None:
    claim = tracked(carl)

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(next_at=None)


# --- changing ------------------------------------------------------------------------------


def test_an_edit_counts_up_the_version_and_asks_for_a_recheck(carl: User) -> None:
    claim = tracked(carl)

    edit(claim, {"priority": "high"}, version=1, by=carl, now=at(13))

    assert (claim.version, claim.priority) == (2, "high")
    assert Trigger.SETTINGS in waiting(claim)
    event = LedgerEvent.objects.get(kind="claims.edited")
    assert (event.facts["version"], event.facts["fields"]) == (2, ["priority"])


def test_an_edit_from_an_old_version_changes_nothing(carl: User, rita: User) -> None:
    claim = tracked(carl)
    edit(claim, {"priority": "high"}, version=1, by=carl, now=at(13))

    with pytest.raises(StaleClaim, match="Somebody changed"):
        edit(claim, {"priority": "low"}, version=1, by=rita, now=at(13))

    assert Claim.objects.get().priority == "high"
    assert kinds(claim).count("claims.edited") == 1


def test_a_link_is_made_once_and_never_to_itself(carl: User) -> None:
    one, two = tracked(carl), inbox(carl, "Lorries take the tunnel.")

    first = link(one, two, kind=LinkKind.FOLLOWS_FROM, by=carl, now=at(13))
    again = link(one, two, kind=LinkKind.FOLLOWS_FROM, by=carl, now=at(14))

    assert first == again
    assert ClaimLink.objects.count() == 1
    assert kinds(one).count("claims.linked") == 1
    with pytest.raises(Objection, match="not linked to itself"):
        link(one, one, kind=LinkKind.SAYS, by=carl, now=at(13))


def test_an_interested_party_is_marked_with_its_reason(carl: User) -> None:
    claim, haulier = tracked(carl), speaker("Haulage Union")

    row = add_party(
        claim, speaker=haulier, role=PartyRole.INTERESTED, reason="It sues.", by=carl, now=at(13)
    )

    assert (row.speaker, row.reason, row.since) == (haulier, "It sues.", at(13))
    assert Trigger.SETTINGS in waiting(claim)
    assert "It sues." not in str(list(LedgerEvent.objects.values("facts")))


def test_asking_for_a_recheck_makes_a_claim_due_and_is_written_down(carl: User) -> None:
    claim = tracked(carl)
    Claim.objects.update(next_at=at(20))

    ask_again(claim, by=carl, now=at(13))

    claim.refresh_from_db()
    assert claim.next_at == at(13)
    assert waiting(claim) == ["asked", "tracked"]
    assert kinds(claim)[-1] == "claims.recheck_asked"


def test_what_the_look_back_gave_is_noted_in_words(carl: User) -> None:
    claim = tracked(carl)

    with pytest.raises(Objection, match="what was found"):
        note_look_back(claim, words=" ", by=carl, now=at(13))
    note_look_back(claim, words="Nothing before July.", by=carl, now=at(13))

    claim.refresh_from_db()
    assert claim.looked_back == "Nothing before July."


def test_an_action_that_is_rolled_back_leaves_no_row_in_the_ledger(carl: User) -> None:
    claim = tracked(carl)

    with transaction.atomic():
        close(claim, why="No reason left.", by=carl, now=at(13))
        transaction.set_rollback(True)

    claim.refresh_from_db()
    assert kinds(claim) == ["claims.filed", "claims.tracked"]
    assert ledger.broken(claim) is None
