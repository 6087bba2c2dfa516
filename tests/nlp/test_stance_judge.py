"""nlp.stance.judge: whole articles are weighed; words decide where they show something."""

from pathlib import Path

import numpy as np
import pytest

from nlp.encoder import Encoder
from nlp.encoder.recent import RecentVectors
from nlp.sentences import split
from nlp.stance import Judgement, stance
from nlp.stance.judge import CUED, FILE, SIDES, Judge, Model, judge_by, shipped, weighed
from nlp.stance.lexicon import GROUPS, cues_in, shown_by
from nlp.stance.lines import MOST
from nlp.stance.measures import MEASURES, measured
from nlp.stance.touchstones import FIRST_HALF, TOUCHSTONES
from nlp.values import StanceLabel
from tests.nlp.fakes import CountingEncoder

FELL = "A bridge collapsed in Lund"
HOAX = (
    "A viral story says that a bridge in Lund fell down. The story is a hoax, the police said."
    " The pictures were doctored, and the bridge stands as it did."
)
RAIN = "It rained in Bergen. The home side won 3-1. Trains ran late on Sunday."
DENYING = Judgement(related=0.9, supports=0.1, denies=0.8, repeats=0.1)
REPEATING = Judgement(related=0.9, supports=0.02, denies=0.02, repeats=0.96)


@pytest.fixture(scope="module")
def judge() -> Judge:
    encoder = Encoder.load()
    assert encoder is not None
    found = judge_by(RecentVectors(encoder))
    assert found is not None
    return found


def judgement(judge: Judge, claim: str, text: str) -> Judgement:
    article = judge.reader.article([span.of(text) for span in split(text)])
    (found,) = judge.judgements([claim], article)
    return found


def test_an_article_that_takes_a_claim_apart_denies_it(judge: Judge) -> None:
    found = judgement(judge, FELL, HOAX)

    assert found.related > 0.9
    assert found.side == "denies"
    assert found.denies > 0.5


def test_the_same_article_supports_what_it_says_itself(judge: Judge) -> None:
    claim = "The story of a fallen bridge in Lund is a hoax"
    assert judgement(judge, claim, HOAX).side == "supports"


def test_an_article_about_something_else_is_not_related(judge: Judge) -> None:
    assert judgement(judge, FELL, RAIN).related < 0.1


def test_the_sides_sum_to_one_and_are_the_same_each_time(judge: Judge) -> None:
    found = judgement(judge, FELL, HOAX)

    assert found.supports + found.denies + found.repeats == pytest.approx(1, abs=1e-3)
    assert judgement(judge, FELL, HOAX) == found


def test_no_claim_is_not_judged(judge: Judge) -> None:
    assert judge.judgements([], judge.reader.article(["It rained."])) == []


def test_what_follows_the_first_sentences_of_a_text_is_not_read(judge: Judge) -> None:
    sentences = ["It rained."] * MOST

    assert len(judge.reader.article([*sentences, "The story is a hoax."]).lines) == MOST


def test_odd_sentences_are_measured_in_numbers_all_the_same(judge: Judge) -> None:
    article = judge.reader.article(["…", "1,000", "?!"])
    (claim,) = judge.reader.claims(["{}"])

    found = measured(claim, article)

    assert found.shape == (MEASURES,)
    assert np.isfinite(found).all()


def test_another_encoder_has_no_judge() -> None:
    assert judge_by(CountingEncoder()) is None
    assert judge_by(None) is None


def test_a_model_of_other_measures_is_refused(tmp_path: Path) -> None:
    with np.load(FILE) as kept:
        arrays = dict(kept) | {"measures": np.array(MEASURES + 1)}
    np.savez(tmp_path / "stance.npz", allow_pickle=False, **arrays)

    with pytest.raises(ValueError, match="another engine version"):
        Model.load(tmp_path / "stance.npz")


def test_the_shipped_model_is_small_and_has_a_card() -> None:
    assert FILE.stat().st_size < 6_000_000
    assert shipped().encoder in FILE.with_suffix(".md").read_text(encoding="utf-8")


# --- words and article together ------------------------------------------------------------


def test_words_that_show_a_side_keep_it_and_get_a_probability() -> None:
    passage = "A bridge collapsed in Lund, Ada Byron said."

    found = stance(FELL, passage, judgement=REPEATING)

    assert found.label is StanceLabel.REPEATS
    assert found.cues == ("Ada Byron",)
    assert found.score == weighed(REPEATING, "repeats").repeats


def test_an_article_that_denies_speaks_where_the_passage_is_silent() -> None:
    found = stance(FELL, "The pictures were doctored.", judgement=DENYING)

    assert found.label is StanceLabel.DENIES
    assert found.cues == ("doctored",)


def test_a_claim_in_full_in_an_article_that_denies_it_is_unclear() -> None:
    assert stance(FELL, f"{FELL}.").label is StanceLabel.SUPPORTS

    assert stance(FELL, f"{FELL}.", judgement=DENYING).label is StanceLabel.UNCLEAR


def test_a_hedge_stays_unclear_whatever_the_article_does() -> None:
    passage = "A bridge may have collapsed in Lund."

    assert stance(FELL, passage, judgement=REPEATING) == stance(FELL, passage)


def test_an_article_that_is_unsure_leaves_the_silent_passage_unclear() -> None:
    unsure = Judgement(related=0.9, supports=0.4, denies=0.3, repeats=0.3)

    assert stance(FELL, "Trains stood still.", judgement=unsure).label is StanceLabel.UNCLEAR


def test_an_article_about_something_else_says_nothing_of_a_passage() -> None:
    passage = "The pictures were doctored."
    elsewhere = Judgement(related=0.1, supports=0.1, denies=0.8, repeats=0.1)

    assert stance(FELL, passage, judgement=elsewhere) == stance(FELL, passage)


@pytest.mark.parametrize("label", CUED)
def test_what_words_say_moves_chances_and_they_still_sum_to_one(label: str) -> None:
    found = weighed(DENYING, label)

    assert sum(found.of(side) for side in SIDES) == pytest.approx(1, abs=1e-3)
    assert found.related == DENYING.related


def test_words_of_denial_make_a_denial_likelier() -> None:
    assert weighed(DENYING, "denies").denies > weighed(DENYING, "repeats").denies


# --- the lexicon ---------------------------------------------------------------------------


def test_a_cue_counts_in_each_of_its_forms_and_as_two_words() -> None:
    (one,), (two,) = cues_in("They denied"), cues_in("She denies")

    assert one == two
    assert tuple(GROUPS)[one[0]] == "refuted"
    assert len(cues_in("There is no evidence")) == 3  # "no", "evidence", and both together


def test_words_are_shown_once_and_by_group() -> None:
    text = "A hoax, a hoax, it is alleged."

    assert shown_by(text, "refuted") == ("hoax",)
    assert shown_by(text, "hedged") == ("alleged",)


def test_no_touchstone_stands_twice() -> None:
    assert len(set(TOUCHSTONES)) == len(TOUCHSTONES) == 2 * FIRST_HALF
