"""Nothing typed is lost and nothing is done twice: second clicks, ended sessions, two people."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import actions, deciding
from claims.deciding import Voice
from claims.facts import OriginKind, Stance
from claims.models import Appearance, Claim, Speaker, Statement
from desk.filing import file_from
from desk.forms.filing import FilingForm, first_answers
from desk.showing import tabs
from desk.showing.tabs import tabs_of
from jobs import clock
from reviews.models import Review
from tests.desk import make

WORDS = "They met in the harbour office and measured it."


def step(claim: Claim, name: str) -> str:
    return reverse("desk:step", args=[claim.pk, name])


def test_the_same_words_filed_twice_from_one_statement_are_one_claim(
    desk: make.Desk, rita: User, carl: User
) -> None:
    source: Statement = make.article(desk.outlet).statements[0]
    form = FilingForm({name: value for name, value in first_answers(source).items() if value})
    assert form.is_valid(), form.errors
    now = clock.desk_now()

    def filed(by: User, answers: FilingForm) -> Claim:
        draft, voice = answers.draft(by=by, now=now), answers.voice(by=by, now=now)
        return file_from(source, draft, stance=Stance.SUPPORTS, voice=voice, by=by, now=now)

    first = filed(rita, form)
    other_kind = FilingForm({**form.data, "kind": "plan"})
    assert other_kind.is_valid(), other_kind.errors

    assert filed(rita, form) == first
    assert filed(carl, form) != first
    assert filed(rita, other_kind) != first


def test_who_clicks_twice_is_told_that_it_was_they(
    client: Client, claim: Claim, rita: User
) -> None:
    client.force_login(rita)
    sent = {"version": claim.version, "statement": WORDS, "priority": "high"}

    first = client.post(step(claim, "edit"), sent)
    second = client.post(step(claim, "edit"), sent)

    assert (first.status_code, second.status_code) == (302, 409)
    page = second.content.decode()
    assert f"You changed {claim.number} already" in page
    assert WORDS in page
    assert claim.ledger.filter(kind="claims.edited").count() == 1


def test_who_decides_twice_is_told_that_it_was_they(
    client: Client, claim: Claim, desk: make.Desk, rita: User, carl: User
) -> None:
    given = make.article(desk.second, text=make.DENIAL, path="denial")
    waits = next(row for row in given.passages if row.claim_id == claim.pk)
    url = reverse("desk:match", args=[waits.pk])
    client.force_login(rita)

    answers = [client.post(url, {"answer": "dismiss", "version": 0, "origin": "none"})]
    answers += [client.post(url, {"answer": "dismiss", "version": 0, "origin": "none"})]
    client.force_login(carl)
    late = client.post(url, {"answer": "dismiss", "version": 0, "origin": "none", "note": WORDS})

    assert [each.status_code for each in answers] == [302, 409]
    assert "You decided on it already" in answers[1].content.decode()
    assert "Rita decided on this passage before you" in late.content.decode()
    assert WORDS in late.content.decode()


def test_who_comes_second_sees_the_claim_as_it_is_now_beside_the_own_words(
    client: Client, claim: Claim, rita: User, carl: User
) -> None:
    seen, now = claim.version, clock.desk_now()
    actions.edit(claim, {"statement": "The pier is safe"}, version=seen, by=carl, now=now)
    client.force_login(rita)

    answer = client.post(
        step(claim, "edit"), {"version": seen, "statement": "The quay is safe", "priority": "high"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The claim as it is now" in page
    assert page.index("The pier is safe") < page.index("The quay is safe")


def test_a_form_sent_after_the_session_ended_shows_what_was_typed(
    client: Client, claim: Claim
) -> None:
    sent = {"version": claim.version, "why": WORDS, "other": "12"}

    answer = client.post(step(claim, "close"), sent, headers={"Referer": "http://testserver/x/"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You were signed out while you were writing" in page
    assert "nothing is lost: what you typed stands below" in page
    assert f"{WORDS}</textarea>" in page
    assert page.count("<textarea") == 1
    assert "next=%2Fx%2F" in page


@pytest.mark.parametrize(("site", "told"), [("same-origin", True), ("cross-site", False)])
def test_a_form_that_ran_out_shows_our_own_text_and_no_other_sites(
    claim: Claim, rita: User, site: str, told: bool
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(rita)
    sent = {"version": claim.version, "why": WORDS, "password": "not to be shown"}

    answer = client.post(step(claim, "close"), sent, headers={"Sec-Fetch-Site": site})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert (WORDS in page) == told
    assert "not to be shown" not in page


def test_older_passages_have_pages_of_their_own(
    client: Client,
    claim: Claim,
    passage: Appearance,
    desk: make.Desk,
    rita: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tabs, "MOST", 1)
    text = (
        "Anna Lind said on Friday that the harbour bridge is safe for heavy lorries, all of it.\n"
    )
    given = make.article(desk.second, text=text + "The council met.\n", path="second")
    another = next(row for row in given.passages if row.claim_id == claim.pk)
    voice = Voice(OriginKind.SPEAKER, Speaker.objects.get(name="Anna Lind"), heard_directly=True)
    now = clock.desk_now() + timedelta(seconds=1)
    deciding.confirm(another, stance=Stance.SUPPORTS, voice=voice, by=rita, now=now)
    client.force_login(rita)
    url = reverse("desk:claim", args=[claim.pk])

    newest, oldest = [
        client.get(url, {"tab": "supports", "from": start}).content.decode() for start in ("", "1")
    ]
    shown = [tabs_of(claim, asked="supports", start=n).cards[0].pk for n in (0, 1, 999)]

    assert shown == [another.pk, passage.pk, passage.pk]
    assert "?tab=supports&amp;from=1#passages" in newest
    assert "1 to 1 of 2, newest first" in newest
    assert "2 to 2 of 2, newest first" in oldest
    assert "?tab=supports#passages" in oldest


@pytest.mark.parametrize("start", ["x", "-1", "²", "9" * 40])
def test_a_page_of_passages_that_cannot_be_is_the_nearest(
    client: Client, claim: Claim, passage: Appearance, rita: User, start: str
) -> None:
    client.force_login(rita)
    url = reverse("desk:claim", args=[claim.pk])

    answer = client.get(url, {"tab": "supports", "from": start})

    assert answer.status_code == 200
    assert [card.pk for card in answer.context["page"].tabs.cards] == [passage.pk]


def test_a_very_long_statement_begins_the_page_and_stands_whole_below(
    client: Client, desk: make.Desk, rita: User
) -> None:
    words = "The agreement obliges both sides to publish a list. " * 60
    claim = make.claim(desk, by=rita, statement=words.strip())
    client.force_login(rita)

    page = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    listed = client.get(reverse("desk:claims")).content.decode()

    head = page[page.index("<h1") : page.index("</h1>")]
    assert len(head) < 400
    assert claim.statement in page
    assert claim.statement not in listed


def test_a_moment_of_another_year_says_which(client: Client, review: Review, edna: User) -> None:
    now = review.opened_at
    Review.objects.filter(pk=review.pk).update(due_at=now.replace(year=now.year - 2, day=1))
    client.force_login(edna)

    page = client.get(reverse("desk:queue")).content.decode()

    assert f" {now.year - 2}, " in page
