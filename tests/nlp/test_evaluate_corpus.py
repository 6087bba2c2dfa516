"""nlp.evaluate: corpora of attributions, and sentences ranked by what is worth a check."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from nlp.evaluate.__main__ import main
from nlp.evaluate.attributions import Marked, compared, likeness
from nlp.statements import attributions
from nlp.values import Span

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("RECHECK_DATA", ROOT.parent / "shared" / "data"))
DEBATES = DATA / "checkworthy" / "checkthat2019-train.jsonl.gz"
needs_debates = pytest.mark.skipif(
    not DEBATES.is_file(), reason="the debates of RECHECK_DATA are absent"
)
TEXT = "“It rains,” Ada Byron said. The mayor denied it."


def jsonl(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_every_text_of_a_corpus_gives_one_line(tmp_path: Path) -> None:
    texts = jsonl(tmp_path / "in.jsonl", {"id": "a", "text": TEXT}, {"id": 2, "text": "Rain."})
    out = tmp_path / "out.jsonl"

    code = main(["statements", "--corpus", str(texts), "--pred", str(out)])

    first, second = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert code == 0
    assert first["id"] == "a"
    assert first["statements"][0] == {
        "content": [1, 9],
        "cue": "said",
        "source": [12, 21],
        "speaker": "Ada Byron",
    }
    assert second == {"id": 2, "statements": []}


def test_a_corpus_with_marks_is_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark = {"content": [1, 9], "source": [12, 21], "form": "direct"}
    texts = jsonl(tmp_path / "in.jsonl", {"id": "a", "text": TEXT[:27], "statements": [mark]})

    main(["statements", "--corpus", str(texts), "--pred", str(tmp_path / "out.jsonl")])

    assert "direct: R 1.000, source right 1.000 of 1" in capsys.readouterr().out


@pytest.mark.parametrize("row", [{"id": "a"}, {"id": "a", "text": 7}])
def test_a_line_without_text_is_one_clear_line(
    row: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = jsonl(tmp_path / "in.jsonl", row)
    out = str(tmp_path / "out")

    assert main(["statements", "--corpus", str(lines), "--pred", out]) == 2
    assert main(["checkworthy", "--sentences", str(lines), "--pred", out]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_a_prediction_serves_one_mark_only() -> None:
    marked = [Marked((Span(1, 9),), None, "direct")] * 2

    tally = compared(TEXT, marked, attributions(TEXT[:27]))

    assert (tally.found["direct"], tally.marked["direct"], tally.predicted) == (1, 2, 1)


def test_a_wrong_source_is_not_right() -> None:
    marked = [Marked((Span(1, 9),), Span(28, 37), "direct")]

    tally = compared(TEXT, marked, attributions(TEXT[:27]))

    assert (tally.recall("direct"), tally.sources("direct")) == (1.0, 0.0)


def test_of_nothing_there_is_no_likeness() -> None:
    empty = compared("", [], [])

    assert empty.overall() == (0.0, 0.0, 0.0)
    assert (empty.recall("direct"), empty.sources("direct")) == (0.0, 0.0)
    assert likeness(Counter(), Counter()) == 0.0


def test_every_sentence_gets_one_number_in_order(tmp_path: Path) -> None:
    sentences = jsonl(
        tmp_path / "in.jsonl",
        {"doc": "a", "text": "Thank you.", "speaker": "HOST"},
        {"doc": "a", "text": "The tax rose by 4 percent in 2019."},
        {"doc": "b", "text": "Good evening."},
    )
    out = tmp_path / "out.txt"

    main(["checkworthy", "--sentences", str(sentences), "--pred", str(out)])

    points = [float(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(points) == 3
    assert max(points) == points[1]


@needs_debates
def test_debates_are_ranked_as_measured(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    main(["checkworthy", "--sentences", str(DEBATES), "--pred", str(out)])

    scored = subprocess.run(
        [sys.executable, str(DATA / "scorers" / "score_checkworthy.py"), str(DEBATES), str(out)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(scored.stdout)["MAP"] >= 0.2
