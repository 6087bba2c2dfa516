"""nlp.train stance, nlp.evaluate stance: no topic on both sides; the public scorer's figures."""

import gzip
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from nlp.encoder import Encoder
from nlp.encoder.kept import KeptVectors
from nlp.evaluate.__main__ import main as evaluate
from nlp.evaluate.pairs import LABELS, Pair, bodies_of, pairs_of, sentences_of
from nlp.evaluate.sides import score_of
from nlp.files import BadFile
from nlp.stance.judge import CUED, FILE, Model, calibrated, softmax
from nlp.train.__main__ import main as run_training
from nlp.train.cued import worth_of
from nlp.train.softmax import Rows, Settings, fitted
from nlp.train.stance import curve_of, learned, train
from nlp.train.stance_file import write
from nlp.train.topics import FOLDS, topics_of
from tests.nlp.fakes import CountingEncoder
from tests.nlp.test_evaluate import DATA

QUICK = Settings(rounds=60, left_out=0.0, decay=1e-3, rate=3e-2, units=4)
PLACES = ("Lund", "Bergen", "Turku", "Aarhus", "Tartu", "Vaasa", "Narvik", "Odense")
BODIES = (
    ("agree", "Police confirmed that the bridge in {} fell. Witnesses saw it fall."),
    ("disagree", "The story is a hoax: the bridge in {} never fell, the mayor of {} said."),
    ("discuss", "A website claims that the bridge in {} fell. It is unconfirmed so far."),
)


def lines(path: Path, rows: Sequence[object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One topic per place: a headline with three bodies; and one body about something else."""
    pairs, bodies = [], []
    for at, place in enumerate(PLACES):
        headline = f"The bridge in {place} fell"
        for kind, (label, text) in enumerate(BODIES):
            body = at * len(BODIES) + kind
            bodies.append({"body_id": body, "text": text.format(place, place)})
            pairs.append({"headline": headline, "body_id": body, "stance": label})
        pairs.append({"headline": headline, "body_id": 1_000, "stance": "unrelated"})
    bodies.append({"body_id": 1_000, "text": "The home side won 3-1. Its keeper was hurt."})
    lines(tmp_path / "stance" / "fnc1" / "train.jsonl.gz", pairs)
    lines(tmp_path / "stance" / "fnc1" / "train_bodies.jsonl.gz", bodies)
    return tmp_path


def encoder(folder: Path) -> KeptVectors:
    loaded = Encoder.load()
    assert loaded is not None
    return KeptVectors(loaded, folder)


# --- folds ---------------------------------------------------------------------------------


def test_what_related_pairs_join_is_one_topic_and_never_on_both_sides() -> None:
    pairs = [Pair("a", "1", ""), Pair("b", "1", ""), Pair("b", "2", ""), Pair("c", "3", "")]

    topics = topics_of([*pairs, Pair("c", "1", "")], np.array([True, True, True, True, False]))

    assert topics.many == 2
    assert len(set(topics.headline[:3]) | set(topics.body[:3])) == 1
    assert topics.headline[3] != topics.headline[0]
    for fold in range(FOLDS):
        assert not (topics.asked(fold) & topics.learned(fold)).any()
        # The body of the fifth pair is of the other topic: it is learned from in neither's fold.
        if fold in {int(topics.headline[4]), int(topics.body[4])}:
            assert not topics.learned(fold)[4]


def test_a_topic_that_two_pairs_do_not_share_is_not_joined() -> None:
    pairs = [Pair("a", "1", ""), Pair("b", "2", ""), Pair("a", "2", "")]

    assert topics_of(pairs, np.array([True, True, False])).many == 2
    assert topics_of(pairs, np.array([True, True, True])).many == 1


# --- fitting -------------------------------------------------------------------------------


def test_a_net_learns_what_it_is_shown_and_the_same_seed_gives_the_same_net() -> None:
    chance = np.random.default_rng(1)
    measures = chance.normal(size=(400, 3)).astype(np.float32)
    classes = np.where(measures[:, 1] > 0, 1, 0)
    rows = Rows(measures, classes, np.ones(400, dtype=np.float32))

    net = fitted(rows, np.array([1, 2]), QUICK, seed=1)

    assert (net.chances(measures).argmax(axis=1) == classes).mean() > 0.95
    again = fitted(rows, np.array([1, 2]), QUICK, seed=1)
    assert (net.chances(measures) == again.chances(measures)).all()


def test_a_heavy_row_pulls_more_than_a_light_one() -> None:
    measures = np.ones((200, 1), dtype=np.float32)
    classes = np.array([0, 1] * 100)
    weights = np.where(classes == 1, 3.0, 1.0).astype(np.float32)

    (chances,) = fitted(Rows(measures, classes, weights), np.array([0]), QUICK, seed=1).chances(
        measures[:1]
    )

    assert chances[1] == pytest.approx(0.75, abs=0.05)


def test_chances_that_are_too_bold_are_called_back() -> None:
    chance = np.random.default_rng(1)
    true = softmax(chance.normal(size=(4_000, 3)))
    classes = np.array([chance.choice(3, p=one) for one in true])
    bold = softmax(3 * np.log(true))

    found = calibrated(bold, curve_of(bold, classes))

    assert np.abs(found - true).mean() < 0.02
    assert np.abs(bold - true).mean() > 0.1


def test_a_cue_that_tells_nothing_moves_nothing_and_one_that_tells_does() -> None:
    likely = np.full((600, 3), 1 / 3)
    cues = np.array([CUED.index("denies"), CUED.index("unclear")] * 300)
    classes = np.where(cues == CUED.index("denies"), 1, np.arange(600) // 2 % 3)

    worth = worth_of(likely, cues, classes)

    assert worth[CUED.index("denies")].argmax() == 1
    assert np.abs(worth[CUED.index("unclear")]).max() < 0.1
    assert np.abs(worth[CUED.index("supports")]).max() < 1e-6


# --- the score -----------------------------------------------------------------------------


def test_the_score_is_that_of_the_public_scorer(tmp_path: Path) -> None:
    scorer = DATA / "scorers" / "score_stance.py"
    if not scorer.is_file():
        pytest.skip("RECHECK_DATA has no scorers/score_stance.py")
    chance = np.random.default_rng(1)
    gold, said = chance.integers(0, 4, 300), chance.integers(0, 4, 300)
    for name, answers in (("gold", gold), ("said", said)):
        rows = [{"stance": LABELS[one]} for one in answers]
        (tmp_path / name).write_text("\n".join(json.dumps(row) for row in rows))

    told = subprocess.run(
        [sys.executable, scorer, tmp_path / "gold", tmp_path / "said"],
        capture_output=True,
        text=True,
        check=True,
    )

    theirs, ours = json.loads(told.stdout), score_of(gold, said)
    assert ours.official == pytest.approx(theirs["fnc_relative_score"], abs=0.01)
    assert ours.macro == pytest.approx(theirs["macro_f1"], abs=1e-4)
    assert ours.f1["disagree"] == pytest.approx(theirs["disagree"]["F1"], abs=1e-4)


# --- the commands --------------------------------------------------------------------------


def test_what_is_trained_is_written_small_and_read_back(data: Path, tmp_path: Path) -> None:
    vectors = encoder(tmp_path / "kept")
    given = learned(data, encoder=vectors)
    model, found = train(given, vectors)

    write(tmp_path / "out", model, found, given)

    again = Model.load(tmp_path / "out" / "stance.npz")
    assert again.encoder == vectors.model_id
    assert np.abs(again.judgements(given.measures) - model.judgements(given.measures)).max() < 0.02
    card = (tmp_path / "out" / "stance.md").read_text(encoding="utf-8")
    assert "24 of them related" in card
    assert "on\n  8 topics" in card
    raw = (tmp_path / "out" / "stance.npz").read_bytes()
    write(tmp_path / "out", model, found, given)
    assert (tmp_path / "out" / "stance.npz").read_bytes() == raw


def test_the_command_trains_and_says_how_well(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run_training(["stance", "--data", str(data), "--out", str(tmp_path / "out")])

    assert code == 0
    assert "official score" in capsys.readouterr().out
    assert (tmp_path / "out" / "stance.npz").is_file()


def test_the_command_says_what_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_training(["stance", "--data", str(tmp_path), "--encoder", "none"]) == 2
    assert run_training(["stance", "--data", str(tmp_path)]) == 2
    assert "with an encoder" in capsys.readouterr().err


def test_vectors_of_another_size_are_refused(data: Path) -> None:
    with pytest.raises(BadFile, match="384"):
        learned(data, encoder=CountingEncoder())


def test_a_stance_that_is_none_of_the_four_is_refused(data: Path, tmp_path: Path) -> None:
    lines(
        data / "stance" / "fnc1" / "train.jsonl.gz",
        [{"headline": "a", "body_id": 0, "stance": "perhaps"}],
    )

    with pytest.raises(BadFile, match="perhaps"):
        learned(data, encoder=encoder(tmp_path / "kept"))


def test_pairs_are_answered_in_their_order(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, pred = data / "stance" / "fnc1", tmp_path / "pred.jsonl"
    given = ["--pairs", folder / "train.jsonl.gz", "--bodies", folder / "train_bodies.jsonl.gz"]

    code = evaluate(["stance", *map(str, given), "--pred", str(pred)])

    assert code == 0
    rows = [json.loads(line) for line in pred.read_text(encoding="utf-8").splitlines()]
    asked = pairs_of(folder / "train.jsonl.gz")
    assert [(row["headline"], row["body_id"]) for row in rows] == [
        (pair.headline, pair.body_id) for pair in asked
    ]
    assert rows[1]["stance"] == "disagree"
    assert {row["stance"] for row in rows[3::4]} == {"unrelated"}
    assert "official\t" in capsys.readouterr().out


def test_without_its_encoder_the_command_says_so(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = data / "stance" / "fnc1"
    given = ["--pairs", folder / "train.jsonl.gz", "--bodies", folder / "train_bodies.jsonl.gz"]

    code = evaluate(["stance", *map(str, given), "--pred", str(tmp_path / "p"), "--encoder=none"])

    assert code == 2
    assert "needs the encoder" in capsys.readouterr().err


def test_a_pair_without_its_body_and_a_body_without_words(tmp_path: Path) -> None:
    bodies = lines(tmp_path / "bodies.jsonl.gz", [{"body_id": 1, "text": " "}])
    pairs = lines(tmp_path / "pairs.jsonl.gz", [{"headline": "A bridge fell", "body_id": 1}])
    pred = tmp_path / "pred.jsonl"
    given = ["stance", "--pairs", str(pairs), "--bodies", str(bodies), "--pred", str(pred)]

    assert evaluate(given) == 0
    assert json.loads(pred.read_text())["stance"] == "unrelated"
    lines(pairs, [{"headline": "A bridge fell", "body_id": 2}])
    assert evaluate(given) == 2


@pytest.mark.parametrize("row", [{"headline": "no body"}, {"text": "no id"}, 7])
def test_lines_of_another_kind_are_refused(tmp_path: Path, row: object) -> None:
    path = lines(tmp_path / "x.jsonl.gz", [row])

    with pytest.raises(BadFile):
        pairs_of(path)
    with pytest.raises(BadFile):
        bodies_of(path)


def test_a_body_is_cut_into_its_first_sentences() -> None:
    assert sentences_of("It rained. It snowed.") == ["It rained.", "It snowed."]
    assert len(sentences_of("It rained. " * 50)) == 40


def test_the_card_beside_the_model_says_what_it_was_made_from() -> None:
    card = FILE.with_suffix(".md").read_text(encoding="utf-8")

    assert "FNC-1" in card
    assert "Apache-2.0" in card
    assert "python -m nlp.train stance" in card
