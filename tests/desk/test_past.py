"""A claim as we knew it: `desk/forms/past.py`, `desk/showing/past.py`, `desk/showing/claim.py`."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import actions, deciding
from claims.deciding import Voice
from claims.facts import OriginKind, OutcomeKind, Stance
from claims.models import Appearance, Claim
from claims.recheck import recheck_due
from claims.states import LinkKind
from desk.moments import address
from desk.showing.claim import ClaimPage, claim_page, find
from desk.showing.past import Past
from jobs import clock
from jobs.clock import Now
from sources.models import CaptureBody
from tests.desk import make

HOUR = timedelta(hours=1)
# What differs by design between now and as of now: where one is, and what one may do.
NOT_KEPT = {"claim", "past", "review", "search", "actions", "may_decide", "timeline", "tabs"}


def settle(now: datetime) -> None:
    while recheck_due(now=Now(machine=clock.machine_now(), desk=now)):
        pass


def seen(claim: Claim, viewer: User, *, at: datetime | None, tab: str = "") -> ClaimPage:
    row = find(claim.pk)
    assert row is not None
    return claim_page(row, tab=tab, viewer=viewer, now=clock.desk_now(), at=at)


def kept(page: ClaimPage) -> dict[str, Any]:
    """All of a page that must be the same whenever it is asked for."""
    told = {each.name: getattr(page, each.name) for each in fields(page)}
    counts = [(tab.label, tab.count, tab.current) for tab in page.tabs.tabs]
    rows = page.timeline.rows if page.timeline else ()
    shown = {"counts": counts, "cards": page.tabs.cards, "rows": rows, "status": page.claim.status}
    return {name: value for name, value in told.items() if name not in NOT_KEPT} | shown


@pytest.fixture
def history(claim: Claim, passage: Appearance, desk: make.Desk, edna: User, carl: User) -> datetime:
    """A published claim; gives the moment after the edition and before all that follows."""
    edition = make.published(claim, desk, passage, writer=carl, editor=edna)
    moment = edition.published_at + timedelta(seconds=1)
    clock.set_desk(moment + timedelta(days=3))
    return moment


def deny(claim: Claim, desk: make.Desk, *, by: User, now: datetime) -> Appearance:
    """A second article, and a person who confirms it as a denial."""
    given = make.article(desk.second, text=make.DENIAL, path="denial")
    found = next(row for row in given.passages if row.claim_id == claim.pk)
    voice = Voice(OriginKind.SPEAKER, desk.berg, heard_directly=True)
    deciding.confirm(found, stance=Stance.DENIES, voice=voice, by=by, now=now)
    settle(now)
    return found


def test_as_of_now_shows_what_the_page_of_now_shows(
    claim: Claim, desk: make.Desk, history: datetime, rita: User
) -> None:
    deny(claim, desk, by=rita, now=clock.desk_now())
    later = clock.desk_now() + HOUR

    assert kept(seen(claim, rita, at=later)) == kept(seen(claim, rita, at=None))


def test_what_is_decided_later_never_changes_an_earlier_moment(
    claim: Claim, passage: Appearance, desk: make.Desk, history: datetime, rita: User, carl: User
) -> None:
    before = kept(seen(claim, rita, at=history))
    later = history + HOUR

    deny(claim, desk, by=rita, now=later)
    deciding.dismiss(passage, by=rita, now=later + HOUR)
    settle(later + HOUR)
    other = make.claim(desk, by=rita, statement="Repairs cost 5 million euros")
    actions.link(claim, other, kind=LinkKind.CONTRADICTS, by=rita, now=later)
    actions.note_look_back(claim, words="Nothing found.", by=rita, now=later)
    claim.refresh_from_db()
    actions.edit(claim, {"priority": "high"}, version=claim.version, by=carl, now=later)

    assert kept(seen(claim, rita, at=history)) == before
    assert kept(seen(claim, rita, at=None)) != before


def denials(page: ClaimPage) -> int:
    return next(tab.count for tab in page.tabs.tabs if tab.name == "denies")


def test_each_moment_has_its_own_status_edition_and_passages(
    claim: Claim, passage: Appearance, desk: make.Desk, edna: User, carl: User, rita: User
) -> None:
    unpublished = clock.desk_now()
    edition = make.published(claim, desk, passage, writer=carl, editor=edna)
    deny(claim, desk, by=rita, now=edition.published_at + HOUR)

    first = seen(claim, rita, at=unpublished)
    then = seen(claim, rita, at=edition.published_at)
    last = seen(claim, rita, at=edition.published_at + HOUR)

    assert (first.claim.status, first.published) == ("unverified", None)
    assert then.claim.status == "unverified"
    assert then.published is not None
    assert then.published.edition == edition
    assert last.claim.status == "disputed"
    assert (denials(then), denials(last)) == (0, 1)


def test_links_and_outcomes_are_those_of_then(desk: make.Desk, rita: User, carl: User) -> None:
    claim = make.claim(desk, by=rita, condition="the bridge opens")
    passage = make.confirmed(claim, desk, by=rita)
    start = clock.desk_now()
    other = make.claim(desk, by=rita, statement="Repairs cost 5 million euros")
    actions.link(claim, other, kind=LinkKind.SAYS, by=rita, now=start + HOUR)
    outcome = deciding.record_outcome(
        claim,
        kind=OutcomeKind.CAME_TRUE,
        words="It held.",
        evidence=passage,
        by=rita,
        now=start + 2 * HOUR,
    )
    deciding.second_outcome(outcome, by=carl, now=start + 3 * HOUR)

    def told(hours: int) -> tuple[int, list[str]]:
        page = seen(claim, carl, at=start + hours * HOUR)
        return len(page.linked), [row.state for row in page.outcomes]

    assert told(0) == (0, [])
    assert told(1) == (1, [])
    assert told(2) == (1, ["waits for a second person"])
    assert told(3) == (1, [f"{carl} agrees: it counts"])
    assert not any(row.may_second for row in seen(claim, carl, at=start + 2 * HOUR).outcomes)


def test_a_linked_claim_has_its_words_of_then(desk: make.Desk, rita: User) -> None:
    claim = make.claim(desk, by=rita)
    other = make.claim(desk, by=rita, statement="Repairs cost 5 million euros")
    start = clock.desk_now()
    actions.link(claim, other, kind=LinkKind.SAYS, by=rita, now=start + HOUR)
    words = {"statement": "Repairs cost 6 million euros"}
    actions.edit(other, words, version=other.version, by=rita, now=start + 3 * HOUR)

    def told(at: datetime | None) -> list[str]:
        return [row.claim.statement for row in seen(claim, rita, at=at).linked]

    assert told(start + 2 * HOUR) == ["Repairs cost 5 million euros"]
    assert told(None) == ["Repairs cost 6 million euros"]


def test_in_the_past_nothing_can_be_done(
    client: Client, claim: Claim, passage: Appearance, history: datetime, edna: User
) -> None:
    client.force_login(edna)
    url = reverse("desk:claim", args=[claim.pk])

    page = client.get(url, {"as_of": address(history)}).content.decode()

    work = page.split("<main")[1].split("</main>")[0]
    assert "As we knew it on" in work
    assert "Back to now" in work
    assert 'method="post"' not in work
    assert "/do/" not in work
    assert "Decide" not in work


def test_the_way_leads_to_the_change_before_and_the_next(
    client: Client, claim: Claim, passage: Appearance, history: datetime, rita: User
) -> None:
    client.force_login(rita)
    url = reverse("desk:claim", args=[claim.pk])

    def ways(moment: str) -> Past:
        past: Past = client.get(url, {"as_of": moment}).context["page"].past
        return past

    last = ways(address(history))
    before = ways(last.before)

    assert last.after == ""
    assert ways(before.before).after == last.before
    assert ways(address(claim.filed_at)).before == ""


def test_tabs_stay_in_the_past(
    client: Client, claim: Claim, passage: Appearance, history: datetime, rita: User
) -> None:
    client.force_login(rita)
    url = reverse("desk:claim", args=[claim.pk])

    page = client.get(url, {"as_of": address(history), "tab": "denies"}).context["page"]

    assert page.tabs.current == "denies"
    assert all("as_of=" in tab.query for tab in page.tabs.tabs)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("yesterday", "That is no moment. Use YYYY-MM-DDTHH:MM"),
        ("2025-08-13", "That is no moment."),
        ("2025-02-30T12:00", "That is no moment."),
        ("0001-01-01T00:00", "That is no moment."),
        ("x" * 5000, "That is no moment."),
        ("2025-08-13T12:00\x00", ""),
        ("2999-01-01T00:00", "That moment is still to come."),
        ("2001-01-01T00:00", "We did not know this claim yet: it was filed on"),
    ],
)
def test_what_is_no_moment_of_the_claim_says_why_beside_the_claim_of_now(
    client: Client, claim: Claim, rita: User, asked: str, words: str
) -> None:
    client.force_login(rita)

    answer = client.get(reverse("desk:claim", args=[claim.pk]), {"as_of": asked})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "<title>Problem:" in page
    assert make.STATEMENT in page
    assert answer.context["page"].past is None


def test_no_moment_is_now(client: Client, claim: Claim, rita: User) -> None:
    client.force_login(rita)

    answer = client.get(reverse("desk:claim", args=[claim.pk]), {"as_of": ""})

    assert (answer.status_code, answer.context["page"].past) == (200, None)


def test_the_minute_of_the_filing_is_not_before_it(
    client: Client, claim: Claim, rita: User
) -> None:
    client.force_login(rita)
    minute = f"{claim.filed_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"

    answer = client.get(reverse("desk:claim", args=[claim.pk]), {"as_of": minute})

    assert answer.status_code == 200
    assert answer.context["page"].past.at == claim.filed_at


def test_erased_text_is_said_to_be_removed(
    client: Client, claim: Claim, passage: Appearance, history: datetime, rita: User
) -> None:
    CaptureBody.objects.update(text=None)
    client.force_login(rita)

    page = client.get(reverse("desk:claim", args=[claim.pk]), {"as_of": address(history)})

    assert "[The text was removed.]" in page.content.decode()


def test_the_past_costs_the_same_for_any_length_of_history(
    client: Client,
    claim: Claim,
    history: datetime,
    desk: make.Desk,
    rita: User,
    count_queries: Callable[[str], int],
) -> None:
    client.force_login(rita)
    for n in range(2):
        deny(claim, desk, by=rita, now=history + n * HOUR)
    url = f"{reverse('desk:claim', args=[claim.pk])}?tab=denies&as_of="
    claim.refresh_from_db()
    actions.edit(claim, {"priority": "high"}, version=claim.version, by=rita, now=history)
    short = count_queries(url + address(history + HOUR))

    for n in range(2, 12):
        deny(claim, desk, by=rita, now=history + n * HOUR)

    assert count_queries(url + address(history + 20 * HOUR)) == short
