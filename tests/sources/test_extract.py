"""From bytes to an article's text, or to a state with its reason (bad inputs 80, 88)."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.extract import Extracted, extract
from sources.states import CaptureState

PARAGRAPHS = (
    "The minister said on Tuesday that talks would begin within a week, once both sides agree.",
    "“Nobody will be left out,” she told reporters. “We owe that to those who live there.”",
    "A spokesman for the other side denied that any invitation had been received so far.",
)
JSON_LD = """{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "headline": "No"},
 {"@type": ["NewsArticle"], "headline": "Talks &amp; hopes", "author": [{"name": "Ann Reporter"},
 {"name": "Bob Writer"}], "datePublished": "2025-08-12T18:00:00+02:00",
 "dateModified": "2025-08-13T08:00:00Z", "inLanguage": "en-GB"}]}"""


def page(head: str = "", *, body: str = "", lang: str = "en") -> bytes:
    text = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav><article>{text}</article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def read(body: bytes, content_type: str = "text/html") -> Extracted:
    return extract(body, url="https://news.example/a", content_type=content_type)


def test_the_text_keeps_its_paragraphs_and_nothing_else() -> None:
    found = read(page())

    assert found.state is CaptureState.OK
    assert found.text == "\n".join(PARAGRAPHS)
    assert found.reason == ""


def test_json_ld_is_believed_first() -> None:
    head = f"""<title>Site title</title><meta property="og:title" content="Other">
        <meta property="article:published_time" content="2020-01-01T00:00:00Z">
        <script type="application/ld+json">{{broken</script>
        <script type="application/ld+json">{JSON_LD}</script>"""

    found = read(page(head))

    assert (found.title, found.byline) == ("Talks & hopes", "Ann Reporter, Bob Writer")
    assert found.published == datetime(2025, 8, 12, 16, tzinfo=UTC)
    assert found.modified == datetime(2025, 8, 13, 8, tzinfo=UTC)
    assert found.language == "en-GB"


def test_meta_elements_are_believed_next() -> None:
    head = """<title>Talks | Site</title><meta property="og:title" content="Talks near">
        <meta name="author" content="Ann Reporter"><meta name="author" content="Second">
        <meta property="article:published_time" content="2025-08-12T10:00:00Z">
        <meta property="article:modified_time" content="Wed, 13 Aug 2025 08:00:00 +0200">"""

    found = read(page(head, lang="en_US"))

    assert (found.title, found.byline) == ("Talks near", "Ann Reporter")
    assert found.published == datetime(2025, 8, 12, 10, tzinfo=UTC)
    assert found.modified == datetime(2025, 8, 13, 6, tzinfo=UTC)
    assert found.language == "en-US"


NO_DATES = ["yesterday", "0001-01-01", "2025-13-45", "1601-01-01T00:00:00Z", "9" * 400]


def test_a_date_that_is_none_is_not_made_up() -> None:
    names = ("date", "pubdate", "dc.date", "article:published_time", "og:published_time")
    head = "".join(
        f'<meta name="{name}" content="{stated}">'
        for name, stated in zip(names, NO_DATES, strict=True)
    )

    found = read(page(head))

    assert (found.published, found.state) == (None, CaptureState.OK)


@pytest.mark.parametrize(
    ("url", "times", "published"),
    [
        ("https://news.example/2025/08/12/talks", "", datetime(2025, 8, 12, tzinfo=UTC)),
        ("https://news.example/2025/13/45/talks", "", None),
        ("https://news.example/a", "2025-08-12T09:00Z", datetime(2025, 8, 12, 9, tzinfo=UTC)),
        ("https://news.example/a", "2025-08-12T09:00Z 2024-01-01", None),
    ],
)
def test_an_address_or_agreeing_time_elements_date_a_page_too(
    url: str, times: str, published: datetime | None
) -> None:
    stamps = "".join(f"<time datetime='{time}'>then</time>" for time in times.split())

    found = extract(page(stamps), url=url, content_type="text/html")

    assert found.published == published


def test_the_headline_is_the_title_and_no_sentence_of_the_text() -> None:
    body = "<h1>Talks near</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)

    found = read(page("<title>Talks near</title>", body=body))

    assert found.title == "Talks near"
    assert found.text == "\n".join(PARAGRAPHS)


def test_an_absurd_title_is_cut_with_a_mark() -> None:
    found = read(page(f"<meta property='og:title' content='{'x' * 100_000}'>"))

    assert len(found.title) == 500
    assert found.title.endswith("…")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_a_page_in_any_known_encoding_is_read(encoding: str) -> None:
    russian = "Министр заявила во вторник, что переговоры начнутся через неделю, не позже."
    body = f"<html><head><title>Т</title></head><body><article><p>{russian}</p></article>"

    found = read(body.encode(encoding), f"text/html; charset={encoding}")

    assert found.text == russian


def test_plain_text_passes_through_unmoved() -> None:
    text = "First line.\n\n  “Second,” he said.\n\tThird\n"

    found = extract(text.encode(), url="", content_type="text/plain")

    assert (found.text, found.state, found.title) == (text, CaptureState.OK, "")


def test_plain_text_is_told_from_a_page_without_a_content_type() -> None:
    assert extract(b"2 < 3 and so on", url="", content_type="").text == "2 < 3 and so on"
    assert extract(page(), url="", content_type="").text == "\n".join(PARAGRAPHS)


def test_control_characters_are_dropped_and_letters_composed() -> None:
    found = extract("cafe\u0301 \x01\x9fopen\r\nnow".encode(), url="", content_type="text/plain")

    assert found.text == "café open\nnow"


FILM = b"\x00\x00\x00\x20ftypisom" + bytes(100)


@pytest.mark.parametrize(
    ("body", "content_type", "state", "reason"),
    [
        (b"", "", CaptureState.NO_TEXT, "it is empty"),
        (b" \n\t", "text/html", CaptureState.NO_TEXT, "it is empty"),
        (b"%PDF-1.7 ...", "text/html", CaptureState.PDF, "PDF"),
        (b"anything", "application/pdf", CaptureState.PDF, "PDF"),
        (b"\x89PNG\r\n\x1a\n", "", CaptureState.BINARY, "an image"),
        (b"PK\x03\x04...", "", CaptureState.BINARY, "archive or office document"),
        (b"\x7fELF" + bytes(99), "text/plain", CaptureState.BINARY, "a program"),
        (FILM, "", CaptureState.BINARY, "a film"),
        (b"abc\x00def", "text/plain", CaptureState.BINARY, "binary data"),
        (b"no magic", "video/mp4", CaptureState.BINARY, "film"),
        (b"word " * 4_000_000, "text/plain", CaptureState.UNPARSEABLE, "20,000,000 bytes"),
        (b"<div>" * 100_000, "text/html", CaptureState.TOO_DEEP, "too deeply nested"),
        (b"<html><script>1</script>", "text/html", CaptureState.NO_TEXT, "No article text"),
        (b"<html><p>Sign in", "text/html", CaptureState.NO_TEXT, "No article text"),
        (b"<html></html><!--", "text/html", CaptureState.NO_TEXT, "No article text"),
        (b"-- ... --", "text/plain", CaptureState.NO_TEXT, "No article text"),
    ],
)
def test_what_is_no_article_gets_a_state_and_one_plain_line(
    body: bytes, content_type: str, state: CaptureState, reason: str
) -> None:
    found = read(body, content_type)

    assert (found.state, found.text) == (state, "")
    assert reason in found.reason
    assert "\n" not in found.reason


def test_an_encoding_that_nobody_knows_is_named() -> None:
    found = read(bytes(range(1, 256)) * 20, "text/plain")

    assert found.state is CaptureState.UNPARSEABLE
    assert "encoding could not be recognised" in found.reason


def test_the_seed_article_passes_through() -> None:
    seed = Path(os.environ.get("RECHECK_DATA", "../shared/data")) / "seed" / "article.txt"
    if not seed.exists():
        pytest.skip("RECHECK_DATA: the seed article is not here")

    found = extract(seed.read_bytes(), url="", content_type="")

    assert found.text == seed.read_text()
