"""claims/folding.py: what is alike is kept once and counted, and the standing stays the same."""

from dataclasses import replace
from datetime import timedelta
from typing import Unpack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.facts import ClaimFacts, ClaimKind, Confirmed, OriginKind, PassageFacts, Stance
from claims.finding import Reason, Standing
from claims.folding import FEW, folded
from claims.standing import standing
from tests.claims.evidence import NOW, START, Told, claim, nobody, reporter, speaker

steady = settings(deadline=None, max_examples=600)
MINUTE = timedelta(minutes=1)


def told(found: Standing) -> object:
    """All that a standing says, save which of many like passages it names."""
    origins = [replace(origin, passages=()) for origin in found.origins]
    reasons = [(reason.code, reason.params) for reason in found.reasons]
    return found.status, origins, reasons, found.next_look


def crowd(of: PassageFacts, count: int, *, first: int = 5_000) -> list[PassageFacts]:
    """So many more articles with the same passage, each minute one, in a story of its own each."""
    return [
        replace(
            of,
            appearance_id=number,
            article_id=number,
            story_id=number if of.story_id else None,
            outlet_id=number,
            at=of.at + (number - first + 1) * MINUTE,
        )
        for number in range(first, first + count)
    ]


MOMENTS = st.sampled_from([START + n * 7 * MINUTE for n in range(6)])
SELDOM = st.sampled_from([None, None, None, None, START, NOW + MINUTE])
ROOTS = st.sampled_from(["ann", "bob"])
WORDS = st.builds(
    PassageFacts,
    appearance_id=st.just(0),
    digest=st.sampled_from(["one", "two", "three"]),
    stance=st.sampled_from([Stance.SUPPORTS, Stance.DENIES, Stance.REPEATS]),
    origin=st.sampled_from([*OriginKind, OriginKind.SPEAKER, OriginKind.SPEAKER]),
    outlet_id=st.just(0),
    outlet_name=st.sampled_from(["Herald", "Courier"]),
    at=st.just(START),
    captured_at=st.sampled_from([START, START, START, START, NOW + MINUTE]),
    confirmed=st.sampled_from([Confirmed.PERSON, Confirmed.PERSON, Confirmed.AUTO, None]),
    root=ROOTS,
    root_name=st.sampled_from(["Ann", "Bob"]),
    heard_directly=st.booleans(),
    side=st.sampled_from(["", "west"]),
    via=st.sampled_from([(), ("Cy",)]),
    counted=st.sampled_from([True, True, True, False]),
    later=st.sampled_from([False, False, False, True]),
    until=SELDOM,
    retracted_at=SELDOM,
)


@st.composite
def crowded(draw: st.DrawFn) -> ClaimFacts:
    """A claim whose few passages are carried by many articles, in few or many stories."""
    pool = draw(st.lists(WORDS, min_size=1, max_size=3))
    stories = draw(st.lists(st.sampled_from([None, 1, 2, 3, 4, 5, 6, 7]), min_size=14, max_size=14))
    one = st.tuples(st.integers(0, 13), st.sampled_from(pool), MOMENTS)
    rows = [
        replace(
            row,
            appearance_id=draw(st.integers(1, 99)) * 100 + n,
            article_id=article or None,
            story_id=stories[article],
            at=at,
            owner=draw(st.sampled_from([None, "owner:1", "owner:2", "owner:3"])),
        )
        for n, (article, row, at) in enumerate(draw(st.lists(one, max_size=24)))
    ]
    return ClaimFacts(
        claim_id=1,
        kind=draw(st.sampled_from([ClaimKind.FACT, ClaimKind.SAID, ClaimKind.POSITION])),
        tracked_at=START,
        holder="ann",
        interested=draw(st.sampled_from([frozenset(), frozenset({"bob"})])),
        passages=tuple(rows),
    )


@steady
@given(facts=crowded())
def test_folded_facts_give_the_same_standing_and_the_same_counts(facts: ClaimFacts) -> None:
    less = folded(facts, now=NOW, few=0)

    assert len(less.passages) <= len(facts.passages)
    assert told(standing(less, now=NOW)) == told(standing(facts, now=NOW))


@steady
@given(facts=crowded(), data=st.data())
def test_what_something_rests_on_stays_as_it_is(facts: ClaimFacts, data: st.DataObject) -> None:
    ids = sorted(row.appearance_id for row in facts.passages)
    kept = frozenset(data.draw(st.lists(st.sampled_from(ids)))) if ids else frozenset()

    less = folded(facts, now=NOW, kept=kept, few=0)

    same = set(less.passages) & set(facts.passages)
    assert kept <= {row.appearance_id for row in same}
    assert told(standing(less, now=NOW)) == told(standing(facts, now=NOW))


@steady
@given(facts=crowded())
def test_folded_facts_survive_a_journey_through_json(facts: ClaimFacts) -> None:
    less = folded(facts, now=NOW, few=0)

    assert ClaimFacts.from_json(less.to_json()) == less


def test_ten_thousand_suggestions_are_kept_as_one_and_counted() -> None:
    waits = replace(nobody(1), confirmed=None, article_id=1)
    facts = claim(ClaimKind.FACT, speaker(2, "ann"), *crowd(waits, 10_000))

    less = folded(facts, now=NOW)

    assert len(less.passages) <= 4
    (waiting,) = _of(standing(less, now=NOW), "waiting")
    assert waiting.params == {"passages": 10_000}


def test_ten_thousand_articles_that_quote_one_speaker_are_kept_as_a_few() -> None:
    quoted = speaker(1, "ann", heard_directly=True, digest="the quote")
    facts = claim(ClaimKind.FACT, quoted, *crowd(replace(quoted, article_id=1), 10_000))

    less = folded(facts, now=NOW)

    assert len(less.passages) <= 4
    (origin,) = standing(less, now=NOW).origins
    assert (origin.articles, origin.stories, origin.since) == (10_001, 10_001, START)


def test_ten_thousand_copies_of_one_story_are_kept_as_a_few() -> None:
    first = reporter(1, article_id=1)
    copied = [replace(row, story_id=1) for row in crowd(first, 10_000)]

    less = folded(claim(ClaimKind.FACT, first, *copied), now=NOW)

    assert len(less.passages) <= 4
    (origin,) = standing(less, now=NOW).origins
    assert (origin.articles, origin.stories) == (10_001, 1)


def test_two_papers_own_reports_are_never_taken_for_one_another() -> None:
    reports = crowd(reporter(1, article_id=1, digest="same words"), FEW + 1)
    mine = [
        replace(row, owner=f"owner:{row.appearance_id % 2}", digest=f"{row.appearance_id % 2}")
        for row in reports
    ]

    less = folded(claim(ClaimKind.FACT, *mine), now=NOW)

    assert len(standing(less, now=NOW).origins) == 2


def test_a_claim_of_few_passages_keeps_them_all() -> None:
    facts = claim(ClaimKind.FACT, *crowd(speaker(1, "ann", article_id=1), FEW))

    assert folded(facts, now=NOW) is facts


def _at(row: PassageFacts, number: int, story: int | None, **other: Unpack[Told]) -> PassageFacts:
    """The passage in an article and a story of the test's choice, so many minutes later."""
    at = START + number * MINUTE
    plain = replace(row, appearance_id=number, article_id=number, story_id=story, at=at)
    return replace(plain, **other)


ANN = speaker(1, "ann", digest="quote")
DIRECT = speaker(1, "ann", digest="quote", heard_directly=True)
OWN = reporter(1, digest="report")
# What a fold must not forget, each with the passages that would show it.
KEPT: dict[str, list[PassageFacts]] = {
    "who spoke last": [
        _at(DIRECT, 1, 1),
        *(_at(DIRECT, n, n, stance=Stance.DENIES, digest="no") for n in range(2, 9)),
        _at(DIRECT, 20, 20),
    ],
    "the story that lends its name to the same words": [
        _at(ANN, 1, 5, owner="owner:a"),
        _at(ANN, 2, 3, owner="owner:b"),
        replace(_at(OWN, 4, None), digest="quote", owner=None),
    ],
    "words by which a story is known": [
        _at(ANN, 1, 1),
        _at(ANN, 2, 1, digest="other words"),
        replace(_at(ANN, 3, None), digest="other words"),
    ],
    "whose story it was of two at one time": [
        _at(OWN, 2, 1, owner="owner:9", at=START),
        _at(OWN, 3, 1, owner="owner:1", at=START),
        *(_at(OWN, n, 1) for n in range(4, 9)),
    ],
    "who was met first of two at one time": [
        _at(ANN, 2, 2, via=("Cy",), owner="owner:9", at=START),
        _at(ANN, 3, 3, digest="b", at=START),
        _at(ANN, 4, 4, via=("Cy",), owner="owner:1", at=START),
    ],
    "the first known owner of a story": [
        _at(OWN, 1, 1, owner=None),
        _at(OWN, 2, 1, owner="owner:1"),
        _at(OWN, 3, 1, owner="owner:2"),
    ],
    "that an outlet does not count": [_at(ANN, n, n, counted=n < 3) for n in range(1, 9)],
    "that a passage is about a later time": [_at(ANN, n, n, later=n < 3) for n in range(1, 9)],
    "that it will change": [
        *(_at(ANN, n, n, until=START) for n in range(1, 5)),
        *(_at(ANN, n, n, until=NOW + MINUTE) for n in range(5, 9)),
    ],
    "that we did not have it yet": [
        _at(ANN, n, n, captured_at=NOW + MINUTE if n % 2 else START) for n in range(1, 9)
    ],
    "that it was heard directly": [
        *(_at(ANN, n, n) for n in range(1, 5)),
        *(_at(DIRECT, n, n) for n in range(5, 9)),
        _at(DIRECT, 30, 30, stance=Stance.DENIES, digest="no"),
    ],
    "that nobody has confirmed what was taken back": [
        _at(ANN, 1, 1),
        *(_at(OWN, n, 1, confirmed=None) for n in range(2, 6)),
        _at(OWN, 6, 1, confirmed=None, retracted_at=START),
    ],
    "whose voice it is": [
        replace(_at(ANN, n, n), root="ann" if n % 2 else "bob", root_name="A spokesperson")
        for n in range(1, 9)
    ],
}


@pytest.mark.parametrize("name", KEPT)
def test_a_fold_does_not_forget(name: str) -> None:
    facts = claim(ClaimKind.POSITION, *KEPT[name])

    assert told(standing(folded(facts, now=NOW, few=0), now=NOW)) == told(standing(facts, now=NOW))


def test_a_story_of_which_a_part_stays_whole_is_not_counted_twice() -> None:
    rows = [_at(ANN, 1, 9), *(_at(ANN, n, n) for n in range(3, 8)), _at(ANN, 20, 9)]
    facts = claim(ClaimKind.FACT, *rows)

    less = folded(facts, now=NOW, kept=frozenset({1}), few=0)

    assert told(standing(less, now=NOW)) == told(standing(facts, now=NOW))


def _of(found: Standing, code: str) -> list[Reason]:
    return [reason for reason in found.reasons if reason.code == code]


def test_an_edited_article_still_dates_the_word_that_its_story_carries() -> None:
    """Of a story's two articles one is edited since; the other brought the speaker's last word."""
    word = speaker(1, "ann", heard_directly=True)
    rows = []
    for story in range(1, 60):
        edited, standing_at = {1: (0, 30), 2: (60, 1_800), 3: (120, 1_500)}.get(story, (90, 120))
        for part, (minutes, until) in enumerate(((edited, NOW - MINUTE), (standing_at, None))):
            number = 2 * story + part
            rows.append(
                replace(
                    word,
                    appearance_id=number,
                    article_id=number,
                    story_id=story,
                    at=START + minutes * MINUTE / 60,
                    until=until,
                )
            )
    denial = speaker(900, "ann", heard_directly=True, stance=Stance.DENIES, digest="no")
    rows.append(replace(denial, article_id=900, story_id=900, at=START + 1_620 * MINUTE / 60))
    facts = ClaimFacts(claim_id=1, kind=ClaimKind.FACT, tracked_at=START, passages=tuple(rows))

    assert told(standing(folded(facts, now=NOW), now=NOW)) == told(standing(facts, now=NOW))
