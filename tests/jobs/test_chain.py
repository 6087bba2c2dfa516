"""The chain of hashes names the first row that was tampered with, whatever was done to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from jobs.chain import GENESIS, Link, canonical, commitment, digest, first_break

pytestmark = pytest.mark.once
NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
Rows = list[tuple[Link, str]]


def rows(count: int = 4) -> Rows:
    made: Rows = []
    prev = GENESIS
    for seq in range(1, count + 1):
        link = Link(
            subject="claims.claim:7",
            seq=seq,
            position=10 + seq,
            kind="claims.edited",
            actor=3,
            at=NOON + timedelta(minutes=seq),
            facts={"version": seq},
            prev=prev,
        )
        prev = digest(link)
        made.append((link, prev))
    return made


def test_an_untouched_chain_holds() -> None:
    assert first_break(rows()) is None
    assert first_break([]) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"facts": {"version": 9}},
        {"kind": "claims.closed"},
        {"actor": None},
        {"actor": 4},
        {"at": NOON},
        {"position": 99},
        {"subject": "claims.claim:8"},
    ],
    ids=["facts", "kind", "no actor", "actor", "time", "position", "subject"],
)
def test_a_changed_row_is_named(changed: dict[str, object]) -> None:
    chained = rows()
    link, stored = chained[1]
    chained[1] = (replace(link, **changed), stored)  # type: ignore[arg-type]

    assert first_break(chained) == "row 2 was changed after it was written"


def test_a_changed_row_with_a_new_hash_breaks_the_row_behind_it() -> None:
    chained = rows()
    forged = replace(chained[1][0], facts={"version": 9})
    chained[1] = (forged, digest(forged))

    assert first_break(chained) == "row 3 does not follow the row before it"


def _delete(chained: Rows) -> Rows:
    return [*chained[:1], *chained[2:]]


def _swap(chained: Rows) -> Rows:
    return [chained[0], chained[2], chained[1], chained[3]]


def _repeat(chained: Rows) -> Rows:
    return [*chained[:2], chained[1], *chained[2:]]


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (_delete, "row 2 is missing: the next one is 3"),
        (_swap, "row 2 is missing: the next one is 3"),
        (_repeat, "row 3 is missing: the next one is 2"),
    ],
    ids=["deleted", "swapped", "repeated"],
)
def test_the_first_row_out_of_order_is_named(tamper: Callable[[Rows], Rows], words: str) -> None:
    assert first_break(tamper(rows())) == words


def test_a_row_pushed_in_with_a_number_of_its_own_is_named() -> None:
    chained = rows(3)
    pushed = replace(chained[1][0], facts={"version": 9}, prev=chained[0][1])
    after = replace(chained[1][0], seq=3)
    chained[1:2] = [(pushed, digest(pushed)), (after, digest(after))]

    assert first_break(chained) == "row 3 does not follow the row before it"


def test_one_instant_has_one_hash_in_every_zone() -> None:
    link, stored = rows(1)[0]
    kyiv = timezone(timedelta(hours=3))

    assert digest(replace(link, at=link.at.astimezone(kyiv))) == stored


def test_the_order_of_facts_does_not_matter() -> None:
    assert canonical({"a": 1, "b": [1, None]}) == canonical({"b": [1, None], "a": 1})


def test_what_has_no_one_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"share": float("nan")})


def test_a_commitment_hides_its_text_and_tells_texts_apart() -> None:
    assert "Ann" not in commitment("00ff", "Ann")
    assert commitment("00ff", "Ann") == commitment("00ff", "Ann")
    assert commitment("00ff", "Ann") != commitment("00fe", "Ann")
    assert commitment("00ff", "Ann") != commitment("00ff", "Bob")
