"""nlp.background: a young index knows what is common, an old one knows better."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from nlp.background import FILE, PRIOR, most, rarity, shares
from nlp.claim_index import ClaimIndex
from nlp.columns import Columns
from nlp.reranker import MODELS
from nlp.train.__main__ import main
from nlp.values import ClaimText
from nlp.words import stems

YOUNG = [
    ClaimText(1, "The people of Zaporizhzhia were told to leave"),
    ClaimText(2, "The president will meet the minister in Turku"),
]


def rarity_of(word: str, index: ClaimIndex) -> float:
    return index.rarity(stems(word)[0])


def test_in_a_young_index_a_common_word_is_common() -> None:
    index = ClaimIndex.build(YOUNG)

    # Each stands in one claim of two.
    assert rarity_of("Zaporizhzhia", index) > 2 * rarity_of("people", index)
    # And neither of these in any.
    assert rarity_of("Ouagadougou", index) > 2 * rarity_of("government", index)


def test_what_many_claims_of_the_index_have_is_common_there() -> None:
    few = ClaimIndex.build([ClaimText(1, "Turku burns")])
    many = ClaimIndex.build([ClaimText(n, f"Turku burns {n}") for n in range(5 * PRIOR)])

    assert rarity_of("Turku", many) < rarity_of("Turku", few) / 5


def test_among_very_many_claims_the_background_hardly_counts() -> None:
    seen, share, claims = np.array([1e5]), np.array([0.001]), 1_000_000

    found = rarity(seen, share, claims)[0]

    own = np.log1p((claims - 1e5 + 0.5) / (1e5 + 0.5))
    assert found == pytest.approx(own, rel=0.01)


def test_no_word_is_rarer_than_the_rarest() -> None:
    for claims in (0, 8, 100_000):
        assert rarity(np.zeros(1), np.zeros(1), claims)[0] <= most(claims) + 1e-3


def test_every_word_weighs_more_than_nothing() -> None:
    assert (rarity(np.array([9.0, 8.0]), np.array([1.0, 0.0]), 8) > 0).all()


def test_the_words_of_an_index_are_weighed_as_those_of_a_text() -> None:
    columns = Columns()
    columns.add(YOUNG[:1])
    columns.add(YOUNG[1:])
    words = list(columns.words)

    known = columns.idf(np.arange(len(words)), "statement")

    assert known.tolist() == columns.idf(np.arange(len(words)), "statement", shares(words)).tolist()
    assert Columns.of(columns.arrays(), words).shares.tolist() == columns.shares.tolist()


def test_the_file_holds_counts_and_its_card_says_of_what() -> None:
    kept = json.loads(gzip.decompress(FILE.read_bytes()))

    assert max(kept["counts"].values()) < kept["claims"]
    assert min(kept["counts"].values()) >= 5
    card = (MODELS / "background.md").read_text(encoding="utf-8")
    assert f"{kept['claims']:,}" in card
    assert "Terms of the data" in card


def test_the_command_counts_claims_not_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ct2020_t2", "ct2b", "tweets_en"):
        (tmp_path / "ir" / name).mkdir(parents=True)
        with gzip.open(tmp_path / "ir" / name / "claims.jsonl.gz", "wt") as file:
            file.writelines(
                json.dumps({"id": n, "claim": "A bridge, a bridge", "title": f"Rain {n}{name}"})
                + "\n"
                for n in range(2)
            )

    for out in ("one", "two"):
        assert main(["background", "--data", str(tmp_path), "--out", str(tmp_path / out)]) == 0

    made = (tmp_path / "one" / FILE.name).read_bytes()
    assert made == (tmp_path / "two" / FILE.name).read_bytes()
    assert json.loads(gzip.decompress(made)) == {"claims": 6, "counts": {"bridg": 6, "rain": 6}}
    assert "2 stems of 6 claims" in capsys.readouterr().out


def test_without_the_claims_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["background", "--data", str(tmp_path), "--out", str(tmp_path)]) == 2
    assert "claims.jsonl.gz" in capsys.readouterr().err
