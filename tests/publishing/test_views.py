"""The readers' pages, over HTTP."""

import re
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import extruct
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from claims.facts import Status
from publishing.follow import follow_ledger
from publishing.models import Edition
from publishing.reading import finding_pieces
from reviews.states import Ending
from tests.publishing import make
from tests.publishing.make import Signed, Story, at

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.publishing.addresses"),
    # A fresh clone has collected no static files yet.
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]
STATUS_WORDS = (Status.CORROBORATED, Status.CONTRADICTED, Status.DISPUTED, Status.UNVERIFIED)
PAGE = "/checks/a-signal-came/"


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == HTTPStatus.OK, path
    return " ".join(response.content.decode().split())


def json_ld(html: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    return found


@pytest.fixture
def story(carl: User, edna: User) -> Story:
    story = make.story(carl)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    return story


@pytest.fixture
def reopened(story: Story) -> Story:
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 15))
    return story


@pytest.fixture
def updated(reopened: Story, rita: User, edna: User) -> Story:
    denial = reopened.claim.appearances.get(stance="denies")
    case = Signed(
        reopened.claim, rita, edna, "Half true", at(13, 16), [reopened.first, denial], Ending.UPDATE
    )
    make.published(case, change_words="The ministry has spoken itself.")
    return reopened


def test_a_fact_check_says_claim_relay_rating_and_evidence(client: Client, story: Story) -> None:
    html = shown(client, PAGE)

    assert "<h1>A signal came</h1>" in html
    assert "Said by Volodymyr Zelenskyy, citing Steve Witkoff, citing Russia, 12 August" in html
    assert '<p class="rating">Unproven</p>' in html
    assert story.first.capture.sha256 in html
    assert 'rel="noopener nofollow ugc"' in html
    assert "Checked by a checker, signed off by an editor." in html
    assert 'href="#evidence-1"' in html
    assert "Carl" not in html
    assert "Edna" not in html


@pytest.mark.parametrize(
    "path", [PAGE, f"{PAGE}editions/1/", "/checks/", "/checks/corrections/", "/checks/nothing/"]
)
def test_readers_meet_no_status_word_not_even_as_the_name_of_an_icon(
    client: Client, updated: Story, path: str
) -> None:
    html = client.get(path).content.decode().lower()

    assert [status for status in STATUS_WORDS if status.value in html] == []


def test_the_page_for_a_problem_names_no_status() -> None:
    html = render_to_string("problem.html", {"title": "Nothing here", "words": "It is gone."})

    assert [status for status in STATUS_WORDS if status.value in html.lower()] == []


@pytest.mark.parametrize("path", [PAGE, "/checks/", "/checks/corrections/", "/checks/nothing/"])
def test_every_icon_that_a_readers_page_uses_is_drawn_on_it(
    client: Client, updated: Story, path: str
) -> None:
    html = client.get(path).content.decode()

    used = set(re.findall(r'<use href="#([\w-]+)"', html))
    assert "logo" in used
    assert used <= set(re.findall(r'<symbol id="([\w-]+)"', html))


def test_its_json_ld_is_read_back(client: Client, story: Story) -> None:
    (found,) = json_ld(shown(client, PAGE))

    assert found["@type"] == "ClaimReview"
    assert found["url"] == f"http://127.0.0.1:8000{PAGE}"
    assert found["reviewRating"]["alternateName"] == "Unproven"  # type: ignore[index]
    assert "ratingValue" not in found["reviewRating"]  # type: ignore[operator]
    assert found["itemReviewed"]["author"]["name"] == "Volodymyr Zelenskyy"  # type: ignore[index]


def test_a_reopened_fact_check_says_so_everywhere(client: Client, reopened: Story) -> None:
    html, listed = shown(client, PAGE), shown(client, "/checks/")
    (found,) = json_ld(html)

    assert "<h1>Being looked at again: A signal came</h1>" in html
    assert "New reporting since <time" in html
    assert "may change this. We are looking again." in html
    assert "Being looked at again" in listed
    assert (found["creativeWorkStatus"], found["dateModified"]) == (
        "Under review",
        "2025-08-13T15:00:00+00:00",
    )


def test_an_update_says_what_changed_and_ends_the_note(client: Client, updated: Story) -> None:
    html = shown(client, PAGE)
    (found,) = json_ld(html)

    assert "We are looking again" not in html
    assert "<b>Updated on 13 August.</b> We rated this Unproven on 13 August." in html
    assert "Edition 2: Half true." in html
    assert 'aria-label="3rd of five, from False to True"' in html
    assert found["reviewRating"]["ratingValue"] == 3  # type: ignore[index]


def test_an_earlier_edition_is_kept_as_it_was(client: Client, updated: Story) -> None:
    response = client.get(f"{PAGE}editions/1/")
    html = " ".join(response.content.decode().split())

    assert "<b>You read edition 1 of 2.</b>" in html
    assert '<p class="rating">Unproven</p>' in html
    assert response["X-Robots-Tag"] == "noindex"
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{PAGE}">' in html
    assert json_ld(html) == []


def test_corrections_and_updates_stand_apart(client: Client, updated: Story) -> None:
    wrong, _, moved = shown(client, "/checks/corrections/").partition('id="updates"')

    assert "We have corrected nothing so far." in wrong
    assert '<span class="rating">Unproven</span> to <span class="rating">Half true</span>' in moved


def test_an_invented_plot_is_marked_and_kept_out_of_search(
    client: Client, carl: User, edna: User
) -> None:
    story = make.story(carl, invented=True)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))

    response = client.get(PAGE)
    html = response.content.decode()

    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in html
    assert "invented for this demo" in html
    assert json_ld(html) == []


def test_hostile_words_stay_words(client: Client, carl: User, edna: User) -> None:
    story = make.story(carl)
    title = "</script><script>alert(1)</script> & {{ 7 }}"
    case = Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first])
    edition = make.published(case, title=title)

    html = shown(client, edition.fact_check.get_absolute_url())

    assert "<script>alert" not in html
    assert json_ld(html)[0]["name"] == title


def test_nothing_published_is_said_in_words(client: Client, db: None) -> None:
    assert "Nothing is published yet" in shown(client, "/checks/")
    assert "We have corrected nothing so far." in shown(client, "/checks/corrections/")


@pytest.mark.parametrize(
    "path", ["/checks/nothing-here/", f"{PAGE}editions/7/", f"{PAGE}editions/0/"]
)
def test_an_address_without_a_fact_check_says_so(client: Client, story: Story, path: str) -> None:
    response = client.get(path)

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "There is no fact-check at this address" in response.content.decode()


@pytest.mark.parametrize("path", [PAGE, "/checks/", "/checks/corrections/"])
def test_a_page_is_cached_sets_no_cookie_and_runs_no_script(
    client: Client, updated: Story, path: str
) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=60"
    assert "Last-Modified" in first
    assert "cookie" not in first.get("Vary", "").lower()
    assert not first.cookies
    assert b"<script src" not in first.content
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert client.post(path).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_change_changes_the_tag(client: Client, story: Story) -> None:
    before = client.get(PAGE)["ETag"]
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 15))

    assert client.get(PAGE, headers={"if-none-match": before}).status_code == HTTPStatus.OK


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        shown(client, path)
    return len(counted)


def test_pages_cost_the_same_for_one_row_and_for_a_thousand(client: Client, updated: Story) -> None:
    paths = (PAGE, "/checks/", "/checks/corrections/")
    before = [queries(client, path) for path in paths]
    edition = Edition.objects.get(number=2)

    Edition.objects.bulk_create(copies(edition, 1_000))
    after = [queries(client, path) for path in paths]

    assert after == before
    assert "Page 1 of 21" in shown(client, "/checks/corrections/")


def copies(edition: Edition, count: int) -> Iterator[Edition]:
    """Further updates of one fact-check, each with a review of its own."""
    reviews = make.ended_reviews(edition.review, count)
    for number, review in enumerate(reviews, start=3):
        yield Edition(
            fact_check=edition.fact_check,
            number=number,
            review=review,
            verdict=edition.verdict,
            rating=edition.rating,
            title=edition.title,
            claim_words=edition.claim_words,
            summary=edition.summary,
            finding=edition.finding,
            as_of=edition.as_of,
            change=edition.change,
            change_words="Again.",
            accepted_status=edition.accepted_status,
            published_at=edition.published_at + timedelta(minutes=number),
            published_by=edition.published_by,
        )


def test_only_evidence_that_is_there_is_pointed_to() -> None:
    first, second = finding_pieces("Heard [1], and [9].\n\nNothing else.", evidence=1)

    assert [(piece.text, piece.evidence) for piece in first] == [("Heard", 1), (", and [9].", None)]
    assert [piece.text for piece in second] == ["Nothing else."]
