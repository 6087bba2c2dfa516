"""Feeds, good and bad (bad inputs 66, 69-78)."""

from datetime import UTC, datetime

import pytest

from sources.feeds import FeedPage, NotAFeed, parse

ADDRESS = "https://wire.example/feeds/all.xml"


def rss(items: str, title: str = "Wire", encoding: str = "utf-8") -> bytes:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel>'
        f"<title>{title}</title>{items}</channel></rss>"
    ).encode(encoding)


def item(number: int, *, hour: int = 0, more: str = "") -> str:
    return (
        f"<item><title>Title {number}</title><link>/a/{number}</link><guid>g{number}</guid>"
        f"<pubDate>Tue, 12 Aug 2025 {hour:02}:00:00 +0200</pubDate>{more}</item>"
    )


def read(body: bytes, content_type: str = "application/rss+xml") -> FeedPage:
    return parse(body, url=ADDRESS, content_type=content_type)


def test_an_rss_entry_comes_with_absolute_link_utc_time_and_plain_summary() -> None:
    more = "<description><![CDATA[<p>One <b>two</b><br>&amp; three]]></description>"

    found = read(rss(item(1, hour=12, more=more + "<author>ann@wire.example (Ann)</author>")))
    entry = found.entries[0]

    assert (found.title, found.warnings) == ("Wire", ())
    assert (entry.key, entry.url) == ("g1", "https://wire.example/a/1")
    assert entry.published == datetime(2025, 8, 12, 10, tzinfo=UTC)
    assert entry.updated is None
    assert entry.summary == "One two & three"


def test_an_atom_entry_is_read_too() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>urn:1</id>
        <title type="html">T &lt;b&gt;x&lt;/b&gt;</title><link href="../a"/>
        <updated>2025-08-12T10:00:00+02:00</updated><author><name>Ann</name></author></entry></feed>"""

    entry = read(body).entries[0]

    assert (entry.key, entry.url) == ("urn:1", "https://wire.example/a")
    assert (entry.title, entry.author) == ("T x", "Ann")
    assert entry.updated == datetime(2025, 8, 12, 8, tzinfo=UTC)


def test_a_json_feed_is_read_too() -> None:
    body = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
        {"id": 7, "url": "/a", "title": "T", "content_html": "<p>x", "authors": [{"name": "Ann"}],
         "date_published": "2025-08-12T10:00:00Z"}, {"id": 7}, "no item"]}"""

    found = read(body, "application/feed+json")
    entry = found.entries[0]

    assert len(found.entries) == 1
    assert (entry.key, entry.url, entry.author) == ("7", "https://wire.example/a", "Ann")
    assert entry.published == datetime(2025, 8, 12, 10, tzinfo=UTC)


def test_one_id_is_one_entry() -> None:
    found = read(rss(item(1) + item(1) + item(2)))

    assert [entry.key for entry in found.entries] == ["g1", "g2"]
    assert any("same id" in warning for warning in found.warnings)


def test_the_key_does_not_depend_on_where_the_feed_lies() -> None:
    here = parse(rss(item(1)), url=ADDRESS, content_type="")
    there = parse(rss(item(1)), url="http://mirror.example/", content_type="")

    assert here.entries[0].key == there.entries[0].key


def test_an_entry_without_id_or_link_is_known_by_what_it_says() -> None:
    body = rss("<item><title>One</title></item><item><title>Two</title></item>")

    first, again = read(body), read(body)

    assert len({entry.key for entry in first.entries}) == 2
    assert first.entries == again.entries
    assert any("neither an id nor a link" in warning for warning in first.warnings)


def test_a_link_that_is_no_web_address_is_left_out_and_the_entry_kept() -> None:
    links = ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "http://[x"]

    found = read(rss("".join(f"<item><guid>{x}</guid><link>{x}</link></item>" for x in links)))

    assert [(entry.key, entry.url) for entry in found.entries] == [(x, "") for x in links]
    assert any("left out" in warning for warning in found.warnings)


def test_a_date_that_cannot_be_is_none_with_a_warning() -> None:
    dates = ["", "yesterday", "Thu, 32 Jan 2025 10:00:00 GMT", "Mon, 01 Jan 1601 00:00:00 GMT"]
    items = (f"<item><link>/{n}</link><pubDate>{d}</pubDate></item>" for n, d in enumerate(dates))

    found = read(rss("".join(items)))

    assert [entry.published for entry in found.entries] == [None] * 4
    assert any("no date" in warning for warning in found.warnings)


def test_the_newest_500_are_kept() -> None:
    old = "".join(item(n) for n in range(500))
    new = "".join(item(n, hour=5) for n in range(500, 700))

    found = read(rss(old + new))

    assert len(found.entries) == 500
    assert {f"g{n}" for n in range(500, 700)} <= {entry.key for entry in found.entries}
    assert any("newest 500 of 700" in warning for warning in found.warnings)


def test_a_feed_of_50000_entries_does_not_exhaust_the_child() -> None:
    found = read(rss("".join(item(n) for n in range(50_000))))

    assert len(found.entries) == 500
    assert "Only the first 2000 entries were read." in found.warnings


def test_broken_markup_still_gives_what_can_be_read() -> None:
    body = b" \n" + rss(item(1) + "<item><title>A & B <b>x</title><link>/2</link></item>")[:-18]

    found = read(body)

    assert [entry.url for entry in found.entries][:2] == [
        "https://wire.example/a/1",
        "https://wire.example/2",
    ]
    assert any("has errors" in warning for warning in found.warnings)


@pytest.mark.parametrize("encoding", ["koi8-r", "utf-16"])
def test_a_declared_encoding_is_read(encoding: str) -> None:
    assert read(rss(item(1), title="Новости", encoding=encoding)).title == "Новости"


def test_a_false_prolog_and_a_false_content_type_do_no_harm() -> None:
    body = rss(item(1), title="Новости").replace(b'"utf-8"', b'"utf-16"')

    found = read(body, "image/png")

    assert (found.title, len(found.entries)) == ("Новости", 1)
    assert any("image/png" in warning for warning in found.warnings)


def test_bad_bytes_and_control_characters_cost_only_themselves() -> None:
    body = rss(item(1), title="Новости и ещё новости").replace(b"Title", b"T\x01itle \xff")

    found = read(body)

    assert found.title == "Новости и ещё новости"
    assert found.entries[0].title == "Title � 1"


def test_a_title_of_a_megabyte_is_cut_with_a_mark() -> None:
    entry = read(rss(f"<item><title>{'x' * 1_000_000}</title><link>/a</link></item>")).entries[0]

    assert len(entry.title) == 500
    assert entry.title.endswith("…")


def test_no_markup_survives_in_any_text() -> None:
    bad = (
        "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=y&gt;<![CDATA[<svg onload=z>]]>"
    )

    entry = read(rss(f"<item><title>{bad}</title><description>{bad}</description></item>")).entries[
        0
    ]

    assert "<" not in entry.title + entry.summary


PROLOG = '<?xml version="1.0"?><!-- a --><!DOCTYPE x {}><rss version="2.0"><channel/></rss>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", "is empty"),
        (b"hello", "No feed was found"),
        (b"<xml>but</xml>", "No feed was found"),
        (bytes(range(1, 256)) * 20, "encoding"),
        (b"{]", "neither XML nor readable JSON"),
        (b'{"a": 1}', "not a JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "not a list"),
        (b"[" * 100_000, "No feed was found"),
        (PROLOG.format('[<!ENTITY a "b">]').encode(), "Document type declarations"),
        (PROLOG.format('SYSTEM "http://127.0.0.1/x.dtd"').encode(), "Document type declarations"),
        (PROLOG.format('[<!ENTITY a "b">]').encode("utf-16"), "Document type declarations"),
        (rss("<a>" * 200_000), "too deeply nested"),
    ],
)
def test_what_is_no_feed_is_refused_in_plain_words(body: bytes, text: str) -> None:
    with pytest.raises(NotAFeed, match=text):
        read(body)


def test_a_web_page_offers_the_feeds_it_announces() -> None:
    page = b"""<!DOCTYPE html><html><head><link rel=stylesheet href=/s.css>
        <link rel="alternate" type="application/rss+xml" href="/rss.xml?a=1&amp;b=2">
        <link rel="alternate" type="application/atom+xml" href="javascript:x"></head><p>Hi"""

    with pytest.raises(NotAFeed, match="web page, not a feed") as refusal:
        read(page, "text/html")

    assert refusal.value.offered == ("https://wire.example/rss.xml?a=1&b=2",)
