"""nlp.train, nlp.reranker: what is fitted is what was shown; the same data, the same file."""

import gzip
import json
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import pytest

from nlp.claim_index import ClaimIndex
from nlp.encoder import Encoder
from nlp.matcher import find
from nlp.passages import Passage, in_order
from nlp.ranking import BY_HAND, match
from nlp.reranker import (
    LARGEST,
    MODELS,
    Reranker,
    Threshold,
    evidence,
    is_steady,
    lead_of,
    model_for,
    width_of,
)
from nlp.sentences import split
from nlp.train.fitting import Lists, Settings, fitted, likely, mean_precision
from nlp.train.likelihood import Sample, threshold
from nlp.train.reranker import PLANS, train
from nlp.values import ClaimText
from tests.nlp.fakes import CountingEncoder

PLACES = (
    "Lund",
    "Bergen",
    "Turku",
    "Aarhus",
    "Tartu",
    "Vaasa",
    "Umea",
    "Narvik",
    "Odense",
    "Kaunas",
)
CLAIMS = [
    ClaimText(at, f"The {thing} in {place} closes for {at + 10} days")
    for at, (thing, place) in enumerate(
        (thing, place) for place in PLACES for thing in ("bridge", "tunnel")
    )
]


def lists(seed: int) -> Lists:
    """The right candidate is the one with the larger first measure; the second is noise."""
    chance = np.random.default_rng(seed)
    measures = chance.normal(size=(60, 5, 2)).astype(np.float32)
    right = np.zeros((60, 5), dtype=np.float32)
    right[np.arange(60), measures[:, :, 0].argmax(axis=1)] = 1
    return Lists(measures, right, np.ones((60, 5), dtype=bool), np.ones(60, dtype=np.int64))


@pytest.mark.parametrize(
    "settings", [Settings(rounds=200), Settings(units=4, rounds=200, left_out=0.1)]
)
def test_a_net_learns_what_makes_a_candidate_right(settings: Settings) -> None:
    net = fitted(lists(1), settings, seed=3)

    fresh = lists(2)
    assert mean_precision(net.scores(fresh.measures.astype(np.float64)), fresh) > 0.95
    assert abs(net.line[0]) > 5 * abs(net.line[1])


def test_the_same_seed_gives_the_same_net() -> None:
    one, two = (fitted(lists(1), Settings(units=4), seed=3) for _ in range(2))

    assert one.line.tolist() == two.line.tolist()
    assert one.hidden.tolist() == two.hidden.tolist()


def test_a_claim_that_was_no_candidate_counts_against_the_mean() -> None:
    known = lists(1)
    missed = Lists(known.measures, known.right, known.there, known.wanted + 1)

    assert mean_precision(known.right.astype(np.float64), known) == 1
    assert mean_precision(known.right.astype(np.float64), missed) == 0.5


def test_probabilities_are_as_frequent_as_they_say() -> None:
    chance = np.random.default_rng(5)
    rows = np.column_stack([chance.normal(size=4000), np.ones(4000)])
    right = chance.random(4000) < 1 / (1 + np.exp(-(2 * rows[:, 0] - 3)))

    weights = likely(rows, right, np.ones(4000))

    assert weights == pytest.approx([2, -3], abs=0.25)


def test_a_threshold_is_the_lowest_that_keeps_its_precision() -> None:
    right = np.array([True, True, False, True, False, False])
    sample = Sample(np.zeros((6, 1)), right, np.ones(6))

    limit, precision, recall = threshold(
        np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4]), sample, wanted=0.7
    )

    assert (limit, precision, recall) == (0.6, 0.75, 1.0)


def test_the_lead_is_over_the_best_of_the_others() -> None:
    assert lead_of(np.array([1.0, 4.0, 3.0])).tolist() == [[1, -3], [4, 1], [3, -1]]
    assert lead_of(np.array([])).shape == (0, 2)


def test_the_model_is_chosen_by_what_is_known() -> None:
    assert model_for(in_order(["One.", "Two."]), claims=10) == "lines"
    assert model_for([Passage("One.")], claims=10) == "alone"
    assert model_for([Passage("One.")], claims=50_000) == "alone-large"


@pytest.mark.parametrize("name", [plan.name for plan in PLANS])
def test_a_shipped_model_confirms_nothing_by_itself_and_has_its_card(name: str) -> None:
    model = Reranker.load(name)

    assert model.verdict(1.0) == "suggest"
    assert model.verdict(0.0) == "none"
    assert f"# {name}" in (MODELS / f"{name}.md").read_text(encoding="utf-8")


def test_another_language_is_only_ever_suggested() -> None:
    model = Reranker.load("alone")
    sure = Reranker(
        model.name, "1", model.features, model.mean, model.scale, model.nets, model.steady,
        model.curve, {"en": Threshold(0.2, 0.9, {})},
    )  # fmt: skip

    assert sure.verdict(0.95) == "auto"
    assert sure.verdict(0.95, language="fi") == "suggest"


def test_a_file_of_another_engine_version_is_refused(tmp_path: Path) -> None:
    kept = json.loads((MODELS / "alone.json").read_text(encoding="utf-8"))
    kept["steady"].append("colour")
    (tmp_path / "alone.json").write_text(json.dumps(kept), encoding="utf-8")

    with pytest.raises(ValueError, match="another engine version"):
        Reranker.load("alone", tmp_path)


def test_the_claim_that_says_the_same_comes_first(tmp_path: Path) -> None:
    index = ClaimIndex.build(CLAIMS, encoder=Encoder.load(cache_dir=tmp_path))

    said, other = find(
        [Passage("In Turku the tunnel closes for 15 days."), Passage("Ducks swim in rain.")], index
    )

    assert said[0].claim_id == 5
    assert said[0].probability > max(one.probability for one in other)


def test_what_was_trained_decides_as_soon_as_there_are_vectors() -> None:
    text = "Ducks swim. In Turku the tunnel closes for 15 days."
    sentences = [(span, span.of(text)) for span in split(text)]
    model = Reranker.load("lines")

    by_hand = match(sentences, index=ClaimIndex.build(CLAIMS), texts=known)
    index = ClaimIndex.build(CLAIMS, encoder=CountingEncoder())
    trained = match(sentences, index=index, texts=known)

    assert by_hand.matcher == BY_HAND
    assert trained.matcher == model.version
    assert all(one.score >= model.thresholds["en"].suggest for one in trained.matches)


def test_evidence_weighs_otherwise_as_the_index_grows() -> None:
    scores, steady = np.array([2.0, 1.0]), np.array([[0.5], [0.25]])

    few, many = (evidence(scores, steady, claims=claims) for claims in (8, 1_000_000))

    assert few.shape == many.shape == (2, width_of(1))
    own = [2.0, 1.0, 0.5, 1.0]
    assert few[0, :4].tolist() == many[0, :4].tolist() == own
    assert all(few[0, 4:8] < 0)
    assert few[0, 8:].tolist() == [0, 0, 0, 0]
    assert many[0, 8:].tolist() == pytest.approx(own)


def test_beyond_the_largest_index_measured_nothing_more_is_assumed() -> None:
    scores, steady = np.array([2.0]), np.array([[0.5]])

    assert evidence(scores, steady, claims=LARGEST).tolist() == (
        evidence(scores, steady, claims=10 * LARGEST).tolist()
    )


def test_a_place_among_others_is_no_steady_measure() -> None:
    assert is_steady("statement.covered")
    assert is_steady("whole.cosine")
    assert not is_steady("whole.cosine/place")
    assert not is_steady("statement.bm25")


def known(claim_ids: Collection[int]) -> dict[int, ClaimText]:
    return {claim.claim_id: claim for claim in CLAIMS if claim.claim_id in claim_ids}


def test_an_empty_index_finds_nothing() -> None:
    for encoder in (None, CountingEncoder()):
        index = ClaimIndex.build([], encoder=encoder)

        assert find(in_order(["In Turku the tunnel closes.", ""]), index) == [(), ()]
        assert find([], index) == []


def test_training_twice_writes_the_same_file_and_ranks_what_it_saw(tmp_path: Path) -> None:
    folder = tmp_path / "ir" / "ct2020_t2"
    folder.mkdir(parents=True)
    write(
        folder / "claims.jsonl.gz",
        [{"id": str(one.claim_id), "claim": one.statement} for one in CLAIMS],
    )
    for split_ in ("train", "dev"):
        asked = [(one.claim_id, one.statement.replace("closes", "is shut")) for one in CLAIMS]
        write(
            folder / f"{split_}.queries.jsonl.gz",
            [{"id": f"q{at}", "text": text} for at, text in asked],
        )
        rows = "".join(f"q{at} 0 {at} 1\n" for at, _ in asked)
        (folder / f"{split_}.qrels.tsv").write_text(rows, encoding="utf-8")
    plan = next(one for one in PLANS if one.name == "alone")

    figures = train(plan, tmp_path, tmp_path / "a", encoder=CountingEncoder())
    train(plan, tmp_path, tmp_path / "b", encoder=CountingEncoder())

    assert figures.dev > 0.9
    assert (tmp_path / "a" / "alone.json").read_bytes() == (
        tmp_path / "b" / "alone.json"
    ).read_bytes()
    assert "CheckThat! 2020" in (tmp_path / "a" / "alone.md").read_text(encoding="utf-8")


def write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
