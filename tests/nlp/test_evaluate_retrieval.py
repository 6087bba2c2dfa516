"""nlp.evaluate retrieval and stream: the scorer's own figures, and words on what was used."""

import gzip
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from nlp.encoder import LEXICAL_ONLY
from nlp.evaluate.__main__ import main
from nlp.evaluate.lines import EXTRAS, claims_of, queries_of, stream_of
from nlp.evaluate.scoring import qrels_of, scores, stream_scores
from nlp.passages import posted
from tests.nlp.test_evaluate import DATA

CLAIMS: list[dict[str, object]] = [
    {
        "id": "a",
        "claim": "The bridge in Lund closes",
        "speaker": "Ann Lee",
        "date": "stated on May 2, 2019 in a talk:",
    },
    {"id": "b", "claim": "Rain fell in Bergen on 300 days", "title": "Bergen's rain"},
    {"id": "c", "claim": "A tunnel costs 12 million", "date": "2020-01-31"},
]
QUERIES: list[dict[str, object]] = [
    {
        "id": "20200101_talk_0001",
        "text": "They close the Lund bridge",
        "prev": "['Hello.', \"It's old.\"]",
        "next": [],
    },
    {"id": "20200101_talk_0002", "text": "Bergen has rain on 300 days", "speaker": "LEE"},
]
ALL = frozenset(EXTRAS)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    write(tmp_path / "claims.jsonl.gz", CLAIMS)
    write(tmp_path / "queries.jsonl.gz", QUERIES)
    write(tmp_path / "bodies.jsonl.gz", [{"id": "c", "text": "The tunnel was priced."}])
    (tmp_path / "qrels.tsv").write_text(
        "20200101_talk_0001\t0\ta\t1\n20200101_talk_0002\t0\tb\t1\n"
    )
    return tmp_path


def write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def command(files: Path, measure: str, *more: str) -> list[str]:
    asked = "--queries" if measure == "retrieval" else "--stream"
    return [
        measure, "--claims", str(files / "claims.jsonl.gz"), asked, str(files / "queries.jsonl.gz"),
        "--bodies", str(files / "bodies.jsonl.gz"), "--run", str(files / "run.tsv"),
        "--qrels", str(files / "qrels.tsv"), "--encoder", "none", *more,
    ]  # fmt: skip


def test_a_run_is_written_and_its_figures_and_features_are_said(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(command(files, "retrieval"))

    said = capsys.readouterr().out
    assert code == 0
    assert LEXICAL_ONLY in said
    assert "features\tstatement, title, speaker, context, body, dates" in said
    assert "R@20\t1.0000" in said
    rows = [line.split("\t") for line in (files / "run.tsv").read_text().splitlines()]
    assert ["20200101_talk_0001", "a"] in [row[:2] for row in rows]


def test_fields_left_out_are_not_used(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(command(files, "retrieval", "--fields", "speaker"))

    assert "features\tstatement, title, speaker\n" in capsys.readouterr().out


def test_a_stream_says_what_share_of_lines_it_flags(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(command(files, "stream"))

    said = dict(line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line)
    assert {"flagged", "AP", "R@P0.5", "R@P0.8", "R@P0.9", "pairs", "lines"} <= said.keys()
    assert said["lines"] == "2.0000"
    probabilities = [
        float(line.split("\t")[2]) for line in (files / "run.tsv").read_text().splitlines()
    ]
    assert all(0 <= one <= 1 for one in probabilities)


@pytest.mark.parametrize(
    ("content", "reason"),
    [("{", "not JSON"), ("[]", "not a JSON object"), ('{"id": 1}', "without 'claim'")],
)
def test_bad_claims_are_one_clear_line(
    content: str, reason: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with gzip.open(files / "claims.jsonl.gz", "wt") as file:
        file.write(content)

    assert main(command(files, "retrieval")) == 2
    error = capsys.readouterr().err
    assert reason in error
    assert error.count("\n") == 1


def test_an_unknown_field_is_refused(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command(files, "retrieval", "--fields", "colour")) == 2
    assert "colour" in capsys.readouterr().err


def test_days_speakers_and_neighbours_are_read_as_the_sets_write_them(files: Path) -> None:
    claims, ids = claims_of(files / "claims.jsonl.gz", bodies=None, fields=ALL)
    first, second = (one.passage for one in queries_of(files / "queries.jsonl.gz", fields=ALL))

    assert ids == ["a", "b", "c"]
    assert [one.said_on for one in claims] == [date(2019, 5, 2), None, date(2020, 1, 31)]
    assert first.before == ("Hello.", "It's old.")
    assert (first.on, second.speaker) == (date(2020, 1, 1), "LEE")


def test_a_line_may_name_its_language_and_is_english_otherwise(tmp_path: Path) -> None:
    write(tmp_path / "c.gz", [{"id": "a", "claim": "Die Brücke ist zu", "language": "de"}])
    write(tmp_path / "q.gz", [{"id": "1", "text": "Alle Brücken", "language": "de"}, QUERIES[0]])

    (claim,), _ = claims_of(tmp_path / "c.gz", bodies=None, fields=ALL)

    assert claim.language == "de"
    assert [one.passage.language for one in queries_of(tmp_path / "q.gz", fields=ALL)] == [
        "de",
        "en",
    ]


def test_a_line_of_a_stream_knows_the_lines_near_it(files: Path) -> None:
    first, second = (one.passage for one in stream_of(files / "queries.jsonl.gz", fields=ALL))

    assert second.before == (first.text,)
    assert first.after == (second.text,)


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("#StopTheSteal now https://t.co/abc", "Stop The Steal now"),
        ("A dog pic.twitter.com/Ab1 — Bo Ek (@bo) May 1, 2020", "A dog"),
        ("https://t.co/abc", ""),
    ],
)
def test_a_post_is_read_without_its_links_and_signature(post: str, text: str) -> None:
    assert posted(post).text == text


def test_recall_at_a_precision_is_the_best_that_any_threshold_reaches() -> None:
    best = [("1", "a", 0.9), ("2", "x", 0.8), ("3", "c", 0.7), ("4", "x", 0.6)]
    qrels = {"1": frozenset("a"), "3": frozenset("c")}

    found = stream_scores(best, qrels, lines=4)

    assert found["AP"] == pytest.approx((1 + 2 / 3) / 2)
    assert (found["R@P0.5"], found["R@P0.8"], found["R@P0.9"]) == (1.0, 0.5, 0.5)


@pytest.mark.skipif(
    not (DATA / "scorers").is_dir(), reason="the scorers of RECHECK_DATA are absent"
)
def test_figures_are_those_of_the_scorer_that_others_use(tmp_path: Path) -> None:
    run: dict[str, list[tuple[str, float]]] = {
        "1": [("a", 0.5), ("b", 0.5), ("c", 0.1)],
        "2": [(str(n), -n) for n in range(30)],
        "9": [("a", 1.0)],
    }
    lines = [f"{query}\t{claim}\t{score}" for query, hits in run.items() for claim, score in hits]
    (tmp_path / "run.tsv").write_text("\n".join(lines))
    qrels = tmp_path / "qrels.tsv"
    qrels.write_text("1 0 a 1\n1 0 c 1\n2 0 7 1\n2 0 25 1\n3 0 z 1\n")

    scorer = str(DATA / "scorers" / "score_retrieval.py")
    command = [sys.executable, scorer, str(tmp_path / "run.tsv"), str(qrels), "--json"]
    scored = subprocess.run(command, capture_output=True, text=True, check=True)

    theirs = json.loads(scored.stdout)
    ours = scores(run, qrels_of(qrels))
    assert ours == pytest.approx({name: theirs[name] for name in ours})
