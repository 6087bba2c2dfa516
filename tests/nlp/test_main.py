"""The commands of `nlp/__main__.py`: two things to try by hand, and clear refusals."""

import json
from pathlib import Path

import pytest

from nlp.__main__ import main

TEXT = "Ada Byron said the vote will be held on Friday. The old bridge in Lund is closed."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_read_prints_who_said_what_and_when_it_is_due(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(article), "--published", "2025-08-12"]) == 0

    printed = capsys.readouterr().out
    assert "Ada Byron: The vote will be held on Friday. [due 2025-08-15]" in printed


def test_read_prints_json_that_holds_the_offsets(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["read", str(article), "--json"])

    start, end = json.loads(capsys.readouterr().out)["span"]
    assert TEXT[start:end] == "the vote will be held on Friday."


def test_match_prints_the_claim_that_a_sentence_touches(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = tmp_path / "claims.jsonl"
    claims.write_text('{"claim_id": 7, "statement": "The old bridge in Lund is closed"}\n')

    assert main(["match", str(article), "--claims", str(claims), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["claim_id"] == 7


@pytest.mark.parametrize("claims", ["[]", '{"claim_id": "x"}', "no json", "7", ""])
def test_bad_claims_are_refused_in_one_line(
    claims: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(claims)

    assert main(["match", str(article), "--claims", str(path)]) == 2

    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "nowhere.txt"]) == 2
    assert capsys.readouterr().err == "nlp: nowhere.txt: No such file or directory\n"


def test_a_day_that_is_none_is_refused(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(article), "--published", "Friday"]) == 2
    assert "not a date" in capsys.readouterr().err
