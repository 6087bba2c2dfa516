from datetime import timedelta

from desk.history import (
    Band,
    EditionMark,
    History,
    OriginStep,
    Reopening,
    rows,
    sides,
    two_sentences,
)
from tests.desk.kit import HISTORY, START, ZONE


def test_two_sentences_tell_the_whole_story() -> None:
    assert two_sentences(HISTORY, zone=ZONE) == (
        "Disputed since 13 August 2025, before that unverified. "
        "1 origin supports it, 1 denies it; edition 2, Half true, is being looked at again."
    )


def test_a_claim_without_a_re_check_says_so() -> None:
    assert two_sentences(History(), zone=ZONE).startswith("Not re-checked yet.")


def test_a_sentence_begins_with_a_capital_also_without_origins() -> None:
    told = two_sentences(History(bands=[Band("awaiting", "Awaiting", START)]), zone=ZONE)

    assert told == "Awaiting since 12 August 2025. No origin is known."


def test_numbers_of_origins_are_written_in_good_english() -> None:
    assert sides(OriginStep(START, 2, 1)) == "2 origins support it, 1 denies it"
    assert sides(OriginStep(START, 0, 2)) == "2 origins deny it"
    assert sides(OriginStep(START, 0, 1)) == "1 origin denies it"
    assert sides(OriginStep(START, 0, 0)) == "no origin supports or denies it"


def test_the_table_has_every_row_in_order_of_time() -> None:
    told = rows(HISTORY)

    assert [row.at for row in told] == sorted(row.at for row in told)
    assert "Edition 1 re-opened" in {row.words for row in told}
    assert "10 re-checks until then" in {row.words for row in told}


def test_a_reopening_that_ends_with_a_new_edition_does_not_stand() -> None:
    later = START + timedelta(days=1)
    replaced = EditionMark(1, "Unproven", START, later, [Reopening(START, later)])
    stands = EditionMark(1, "Unproven", START, None, [Reopening(START, later)])

    assert "Edition 1 looked at again, stands" not in words(replaced)
    assert "Edition 1 looked at again, stands" in words(stands)


def words(edition: EditionMark) -> set[str]:
    return {row.words for row in rows(History(editions=[edition]))}
