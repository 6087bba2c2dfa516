"""nlp.evaluate: the article that every reader is measured on, where its data is at hand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nlp.evaluate.__main__ import main
from nlp.statements import read

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("RECHECK_DATA", ROOT.parent / "shared" / "data"))
needs_data = pytest.mark.skipif(
    not (DATA / "seed" / "gold.json").is_file(), reason="the seed article of RECHECK_DATA is absent"
)


@needs_data
def test_every_statement_of_the_seed_article_is_found_with_speaker_chain_and_date(
    tmp_path: Path,
) -> None:
    article, gold = DATA / "seed" / "article.txt", DATA / "seed" / "gold.json"
    out = tmp_path / "found.json"
    main(["statements", "--article", str(article), "--published", "2025-08-12", "--pred", str(out)])

    scored = subprocess.run(
        [sys.executable, str(DATA / "scorers" / "score_seed.py"), str(gold), str(out)],
        capture_output=True,
        text=True,
        check=True,
    )

    score = json.loads(scored.stdout)
    assert score["PASS"]
    assert (score["found"], score["speaker_correct"], score["precision"]) == (22, 22, 1.0)
    assert (score["narration_attributed"], score["invented_dates"]) == ([], 0)
    assert all(score["relay_chain_given"].values())


@needs_data
def test_without_a_day_of_publication_the_seed_article_has_no_dates() -> None:
    text = (DATA / "seed" / "article.txt").read_text(encoding="utf-8")

    for statement in read(text, published=None):
        assert (statement.said_on, statement.due.on, statement.due.earliest) == (None, None, None)


def test_predictions_have_the_layout_of_the_scorer(tmp_path: Path) -> None:
    article, out = tmp_path / "article.txt", tmp_path / "out.json"
    article.write_text("Sources told CBS News that the vote will be held Friday.", encoding="utf-8")

    code = main(
        ["statements", "--article", str(article), "--published", "2025-08-12", "--pred", str(out)]
    )

    (row,) = json.loads(out.read_text(encoding="utf-8"))
    assert code == 0
    assert row["text"] == "the vote will be held Friday."
    assert (row["char_start"], row["char_end"]) == (27, 56)
    assert row["relayed_by"] == ["sources", "CBS News"]
    assert (row["due"], row["due_earliest"], row["said_when"]) == ("2025-08-15", None, None)


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xff\xfe\xfa", b"a\0b"])
def test_a_bad_article_is_one_clear_line(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "article.txt"
    article.write_bytes(content)

    code = main(["statements", "--article", str(article), "--pred", str(tmp_path / "out.json")])

    assert code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out.json").exists()
