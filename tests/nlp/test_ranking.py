"""nlp.ranking: paraphrases are found, what is about something else is not; trained or by hand."""

from collections.abc import Collection

import pytest

from nlp.claim_index import ClaimIndex
from nlp.encoder import Encoder
from nlp.ranking import WEIGHTS, match
from nlp.sentences import split
from nlp.values import ClaimText, Match

CLAIMS = {
    number: ClaimText(number, statement)
    for number, statement in enumerate(
        [
            "Russia is ready for a first step toward a ceasefire",
            "Trump and Putin meet on Friday 15 August in Alaska",
            "A three-way meeting of Trump, Putin and Zelenskyy takes place as early as next week",
            "The central bank will cut its rate to 3.5 percent in September",
        ],
        start=1,
    )
}
INDEX = ClaimIndex.build(CLAIMS.values())


def known(claim_ids: Collection[int]) -> dict[int, ClaimText]:
    return {claim_id: CLAIMS[claim_id] for claim_id in claim_ids}


@pytest.fixture(scope="session")
def with_vectors() -> ClaimIndex:
    return ClaimIndex.build(CLAIMS.values(), encoder=Encoder.load())


def matches(text: str, index: ClaimIndex = INDEX) -> tuple[Match, ...]:
    sentences = [(span, span.of(text)) for span in split(text)]
    return match(sentences, index=index, texts=known).matches


PARAPHRASES = pytest.mark.parametrize(
    ("sentence", "claim_id"),
    [
        ("Moscow is willing, he said: Russia was ready for first steps toward a ceasefire.", 1),
        ("The summit of Trump and Putin will be held Friday in Anchorage, Alaska.", 2),
        ("Trump, Putin and Zelenskyy could hold a three-way meeting as early as next week.", 3),
        ("In September the bank is to cut rates to 3.5 percent, two economists predicted.", 4),
    ],
)


@PARAPHRASES
def test_a_paraphrase_finds_its_claim(sentence: str, claim_id: int) -> None:
    assert matches(sentence)[0].claim_id == claim_id


@PARAPHRASES
def test_a_paraphrase_finds_its_claim_among_four_by_what_was_trained(
    sentence: str, claim_id: int, with_vectors: ClaimIndex
) -> None:
    assert matches(sentence, with_vectors)[0].claim_id == claim_id


OTHERS = pytest.mark.parametrize(
    "sentence",
    [
        "The home side won 3-1 on Friday and went top of the table.",
        "Heavy rain is expected on the coast next week.",
        "Trump said that tariffs on steel would rise to 50 percent.",
        "Putin opened a bridge in the far east of the country.",
        "The first step toward a new stadium was taken on Tuesday.",
        "Parliament is ready to vote on the pension law in September.",
    ],
)


@OTHERS
def test_a_sentence_about_something_else_finds_none(sentence: str) -> None:
    assert matches(sentence) == ()


@OTHERS
def test_a_sentence_about_something_else_finds_none_by_what_was_trained(
    sentence: str, with_vectors: ClaimIndex
) -> None:
    assert matches(sentence, with_vectors) == ()


def test_one_sentence_may_touch_two_claims() -> None:
    text = (
        "Trump and Putin meet on Friday in Alaska, where Russia may show it is ready for a first"
        " step toward a ceasefire."
    )

    assert {one.claim_id for one in matches(text)} == {1, 2}


def test_the_sentence_before_lends_its_names() -> None:
    alone = "A three-way meeting could come as early as next week."
    told = f"Trump spoke of Putin and Zelenskyy. {alone}"

    assert matches(told)[-1].score > max((one.score for one in matches(alone)), default=0)


def test_a_score_is_the_sum_of_its_named_parts() -> None:
    (best, *_) = matches("Russia is ready for a first step toward a ceasefire.")

    total = sum(WEIGHTS[name] * value for name, value in best.features.items())
    assert best.score == pytest.approx(total, abs=1e-4)
    assert 0.95 <= best.score <= 1


def test_a_claim_that_only_a_stale_index_knows_is_not_named() -> None:
    text = "Russia is ready for a first step toward a ceasefire."
    sentences = [(span, span.of(text)) for span in split(text)]

    assert match(sentences, index=INDEX, texts=lambda _: {}).matches == ()
