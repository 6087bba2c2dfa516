"""What cannot be ingested is refused in one line, with code 2, and leaves no row behind."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.claims.make import (
    BRIDGE,
    counts,
)
from tests.sources.crooked import saying, serving

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
QUOTED = f'Mayor Ana Costa said on Tuesday: "{BRIDGE}" Engineers measured the cables.\n'


def refused(*words: str, **options: object) -> str:
    """The one line that the command writes when it refuses, leaving everything as it was."""
    before, out, err = counts(), io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("ingest", *words, stdout=out, stderr=err, **options)
    assert ended.value.code == 2
    assert out.getvalue() == ""
    assert counts() == before
    (line,) = err.getvalue().splitlines()
    return line


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(QUOTED, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "It is an image, not text"),
        (b"%PDF-1.7\n" + bytes(99), "It is a PDF, which is not read yet"),
        (bytes(range(256)) * 20, "It is binary data"),
        (b"PK\x03\x04" + bytes(99), "an archive or office document"),
        (b"w" * 20_000_000, "is larger than 5 MB"),
        (b"... --- ... !!!", "no article text"),
        (b"<html><body><nav>Home</nav></body></html>", "no article text"),
        (bytes(range(1, 256)) * 20, "Save it as UTF-8"),
    ],
    ids=[
        *("empty", "blank", "image", "PDF", "binary", "archive", "20 MB", "only marks"),
        *("no text", "unknown encoding"),
    ],
)
def test_a_file_that_is_no_article_is_refused_in_one_line(
    body: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "article"
    path.write_bytes(body)

    line = refused(str(path))

    assert line.startswith("Not ingested: ")
    assert words in line


def test_too_much_through_a_pipe_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"w" * 20_000_000)))

    assert "more than 5 MB came in" in refused("-")


def test_an_empty_pipe_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))

    assert "is empty" in refused("-")


@pytest.mark.parametrize(
    "path",
    ["/no/such/article.txt", "x" * 5000, "ftp://a.example/x", "javascript:alert(1)"],
    ids=["missing", "too long", "ftp", "javascript"],
)
def test_a_path_that_leads_to_no_file_is_refused(path: str) -> None:
    assert "Give a path, - or an address" in refused(path)


def test_a_directory_is_called_one(tmp_path: Path) -> None:
    assert f"{tmp_path} is a directory. Give one file" in refused(str(tmp_path))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-02-31", "is not a day. Write it as YYYY-MM-DD"),
        ("yesterday", "is not a day"),
        ("12/08/2025", "is not a day"),
        ("", "is not a day"),
        ("0001-01-01", "lies outside the years 1900 to 2200"),
        ("9999-12-31", "lies outside the years 1900 to 2200"),
    ],
)
def test_a_day_that_is_none_is_refused(day: str, words: str, page: Path) -> None:
    assert words in refused(str(page), published=day)


def test_an_outlet_that_nobody_knows_is_refused(page: Path) -> None:
    assert "no outlet is called The Moon Post" in refused(str(page), outlet="The Moon Post")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:1/x", "not on the public internet"),
        ("http://localhost/x", "not on the public internet"),
        ("http://[::1]/x", "not on the public internet"),
        ("http://127.1/x", "not on the public internet"),
        ("http://169.254.169.254/latest", "not on the public internet"),
        ("http://user:pass@example.org/", "Remove the user name"),
        ("http:///x", "Give the host too"),
        ("http://example.org:99999/", "port must be a number"),
        ("http://example.org/a b", "Remove the space"),
    ],
)
def test_an_address_that_must_not_be_asked_is_refused(url: str, words: str) -> None:
    assert words in refused(url)


@pytest.mark.parametrize(
    ("status", "kind", "body", "words"),
    [
        ("404 Not Found", "text/html", b"<p>No</p>", "no such page (404)"),
        ("500 Oops", "text/html", b"", "trouble of its own (500)"),
        ("200 OK", "text/html", b"<html><nav>Home</nav></html>", "no article text was found"),
        ("200 OK", "application/pdf", b"%PDF-1.7", "no article text was found"),
    ],
    ids=["gone", "trouble", "no text", "PDF"],
)
def test_an_address_that_gives_no_article_is_refused(
    status: str, kind: str, body: bytes, words: str, settings: Settings
) -> None:
    with serving(saying(status, f"Content-Type: {kind}", body=body)) as server:
        settings.FETCH_ALLOW = [server.pair]

        assert words in refused(server.url())


@pytest.mark.once
def test_a_database_without_tables_is_one_line_and_code_two(tmp_path: Path) -> None:
    ended = _on_an_empty_database(["verify_ledger"], tmp_path)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "The database is not set up. Run: manage.py migrate\n"


@pytest.mark.once
def test_a_shell_sees_code_two_and_one_line(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "ingest", str(tmp_path / "nothing.txt")],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Not ingested: there is no file")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.once
def test_the_first_article_of_a_fresh_clone_makes_the_embedded_database(tmp_path: Path) -> None:
    ended = _on_an_empty_database(["ingest", "-"], tmp_path)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "(version 1, new)" in ended.stdout


def _on_an_empty_database(words: list[str], at: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{at}/empty.sqlite3"},
        input=QUOTED,
        capture_output=True,
        text=True,
        check=False,
    )
