"""An article goes through the journey from a file, a pipe or an address, or is refused."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from accounts.models import User
from claims.ingest import ingest
from claims.matching import want_reading
from claims.models import Appearance, Reading, Statement
from jobs.due import lease
from sources.actions import Found, pasted_address
from sources.errors import NothingToRead
from sources.models import Article, Capture
from tests.claims.make import (
    BRIDGE,
    BRIDGE_NEWS,
    NOON,
    at,
    both,
    capture,
    counts,
    outlet,
    tracked,
)
from tests.sources.crooked import saying, serving

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
QUOTED = f'Mayor Ana Costa said on Tuesday: "{BRIDGE}" Engineers measured the cables.\n'


def run(*words: str, **options: object) -> str:
    out = io.StringIO()
    call_command("ingest", *words, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(QUOTED, encoding="utf-8")
    return path


# --- what is taken -------------------------------------------------------------------------


def test_a_file_gives_its_statements_and_the_claims_that_it_touches(page: Path, carl: User) -> None:
    claim = tracked(carl)

    told = run(str(page))

    assert "(version 1, new)" in told
    assert "1 statement:" in told
    assert "Ana Costa" in told
    assert f"{claim.number} {BRIDGE}" in told
    assert "waits for a person to confirm it" in told


def test_the_same_file_twice_is_known_and_writes_nothing(page: Path, carl: User) -> None:
    tracked(carl)
    run(str(page))
    before = counts()

    again = run(str(page))

    assert "(version 1, known already)" in again
    assert BRIDGE in again
    assert counts() == before


def test_a_program_gets_json(page: Path, carl: User) -> None:
    claim = tracked(carl)

    told = json.loads(run(str(page), json=True))

    assert told["new"] is True
    assert told["article"].startswith("urn:sha256:")
    (passage,) = told["passages"]
    assert (passage["claim"], passage["statement"]) == (claim.number, BRIDGE)
    text = Capture.objects.get().body.text or ""
    assert BRIDGE in text[passage["start"] : passage["end"]]
    assert told["statements"]
    for row in told["statements"]:
        assert text[row["start"] : row["end"]]


def test_an_article_comes_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(QUOTED.encode())))

    assert "(version 1, new)" in run("-")


def test_a_web_page_in_a_file_is_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    words = f"<p>{BRIDGE_NEWS}</p>"
    path.write_text(f"<html><title>Bridge</title><body><article>{words}</article></body></html>")

    assert "Bridge (version 1, new)" in run(str(path))
    assert "<p>" not in (Capture.objects.get().body.text or "")


@pytest.mark.parametrize(
    "body",
    [
        QUOTED.encode("utf-8-sig"),
        QUOTED.encode("utf-16"),
        QUOTED.replace("Ana", "Aná").encode("windows-1252"),
        QUOTED.replace("\n", "\r\n").encode(),
        QUOTED.replace("Engineers", "Engineers\x01").encode(),
    ],
    ids=["byte order mark", "UTF-16", "windows-1252", "Windows lines", "control character"],
)
def test_an_article_in_any_usual_encoding_is_read(body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(body)

    run(str(path))

    text = Capture.objects.get().body.text or ""
    assert "Costa said on Tuesday" in text
    assert "\x01" not in text


def test_an_article_has_the_day_and_the_outlet_that_it_is_given(page: Path) -> None:
    herald = outlet("City Herald")

    run(str(page), published="2025-08-12", outlet="city herald")

    version = Capture.objects.get()
    assert version.article.outlet == herald
    assert version.published_at == at(12, 9)  # noon in Kyiv


def test_an_address_is_fetched(settings: Settings) -> None:
    body = f"<html><body><article><p>{BRIDGE_NEWS}</p></article></body></html>".encode()
    with serving(saying("200 OK", "Content-Type: text/html", body=body)) as server:
        settings.FETCH_ALLOW = [server.pair]

        run(server.url("/news?utm_source=x"))

        assert Article.objects.get().url == server.url("/news")


# --- the verb below the command ------------------------------------------------------------


def found(text: str = QUOTED) -> Found:
    return Found(url=pasted_address(text), text=text, published_at=NOON)


def test_the_same_article_again_gives_the_same_answer(carl: User) -> None:
    tracked(carl)

    first = ingest(found(), outlet=None, now=both(NOON))
    again = ingest(found(), outlet=None, now=both(at(13)))

    assert (first.fresh, again.fresh) == (True, False)
    assert first.statements == again.statements
    assert first.passages == again.passages
    assert (Statement.objects.count(), Appearance.objects.count()) == (
        len(first.statements),
        len(first.passages),
    )


def test_a_refused_article_leaves_nothing() -> None:
    before = counts()

    with pytest.raises(NothingToRead):
        ingest(found(" "), outlet=None, now=both(NOON))

    assert counts() == before


def test_a_version_that_a_worker_reads_is_left_to_it(carl: User) -> None:
    version = capture(QUOTED)
    want_reading([version], due=NOON)
    lease(Reading.objects.all(), due_by=NOON, now=NOON, most=1)

    given = ingest(Found(url=version.article.url, text=QUOTED), outlet=None, now=both(NOON))

    assert given.statements == []
    assert (Reading.objects.get().attempts, Reading.objects.get().done_at) == (1, None)
