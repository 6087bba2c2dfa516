"""The whole story through the real doors: feeds and articles over HTTP, a real worker on a real
Valkey, every person at the pages without JavaScript, the partner at the API and its webhook.
"""

import json
from pathlib import Path

import pytest
from django.conf import global_settings
from pytest_django import Settings
from standardwebhooks.webhooks import Webhook as Verifier

from claims.finding import Reason
from claims.models import LedgerEvent, StatusCheck
from claims.wording import sentence
from jobs import clock
from jobs.programs import listen
from partners.models import Showing
from publishing.models import Edition, Reopening
from seeds import verdict
from seeds.cast import found_newsroom
from seeds.management.commands.play import wait
from seeds.play import Play
from seeds.press import Press
from seeds.script import EXPECTED, aug
from seeds.story import PARTNER_PAGE, play_out
from tests.visitor import Visitor
from tests.webhands import ByPage
from tests.workers import newsroom

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def test_the_seed_story_comes_out_through_the_real_doors(
    tmp_path: Path, settings: Settings
) -> None:
    with listen(0) as probe:
        port = probe.getsockname()[1]
    settings.FETCH_ALLOW = [f"127.0.0.1:{port}"]
    # A web server of its own asks for the passwords that are made here.
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    clock.set_desk(aug(12, 9))
    with (
        Press(port=port) as press,
        newsroom(tmp_path, env={"FETCH_ALLOW": f"127.0.0.1:{port}"}) as children,
    ):
        web = f"http://127.0.0.1:{children.web()}"
        room = found_newsroom(press, now=clock.now())
        play = Play(room, press, ByPage(room, web), wait, lambda _beat: None)

        play_out(play)

        assert verdict.differences(play.claims, room, press.webhooks) == []
        _reasons_are_the_rules_own(play)
        _causes_and_ledger_tell_the_story(play)
        _the_partner_was_told_and_has_answered(play, room.endpoint.secret)
        _readers_see_what_the_desk_published(web)


def _reasons_are_the_rules_own(play: Play) -> None:
    assert _reasons(play, "S1", "corroborated")[0].startswith(
        "Two independent origins support it, none denies it: City Herald, own reporter"
    )
    disputed = _reasons(play, "S3", "disputed")
    assert disputed[0].startswith("One independent origin denies it: Russian foreign ministry")
    assert "relayed by Steve Witkoff and Volodymyr Zelenskyy" in disputed[1]
    due = _reasons(play, "S6", "due")
    assert due[0] == "Its date passed on Fri 15 Aug; nobody has recorded the outcome."
    monday = play.claims["S7"].checks.filter(at__lt=aug(19, 0)).latest("at")
    assert "It can come true from today" in " ".join(_sentences(monday))


def _causes_and_ledger_tell_the_story(play: Play) -> None:
    looks = list(Reopening.objects.order_by("pk"))
    assert [look.edition.number for look in looks] == [1, 2]
    assert looks[0].cause in {"status_moved", "new_origin"}
    assert looks[1].cause == "evidence_changed"
    assert looks[0].review_id != looks[1].review_id
    kinds = list(
        LedgerEvent.objects.filter(claim=play.claims["S3"])
        .exclude(kind="claims.rechecked")
        .exclude(kind__startswith="claims.passage_")
        .order_by("seq")
        .values_list("kind", flat=True)
    )
    assert kinds == [
        "claims.filed",
        "claims.tracked",
        "claims.status_changed",
        "reviews.opened",
        "reviews.assigned",
        "reviews.handed_in",
        "reviews.signed_off",
        "publishing.published",
        "claims.status_changed",
        "reviews.opened",
        "publishing.reopened",
        "reviews.assigned",
        "reviews.handed_in",
        "reviews.signed_off",
        "publishing.published",
        "reviews.opened",
        "publishing.reopened",
        "reviews.assigned",
        "reviews.handed_in",
        "reviews.signed_off",
        "publishing.reaffirmed",
        "partners.acknowledged",
    ]
    for code in EXPECTED:
        checks = StatusCheck.objects.filter(claim=play.claims[code])
        assert checks.values("slot").distinct().count() == checks.count()


def _the_partner_was_told_and_has_answered(play: Play, secret: str) -> None:
    verifier = Verifier(secret)
    heard = []
    for webhook in play.press.webhooks:
        verifier.verify(webhook.body, webhook.headers)
        heard.append(json.loads(webhook.body)["type"])
    assert heard == [
        "factcheck.published",
        "factcheck.reopened",
        "factcheck.updated",
        "factcheck.reopened",
        "factcheck.reaffirmed",
    ]
    shown = Showing.objects.get(known="said")
    assert (shown.edition.number, shown.url) == (2, PARTNER_PAGE)


def _readers_see_what_the_desk_published(web: str) -> None:
    reader = Visitor(web)
    edition = Edition.objects.in_force().get()
    reader.go(edition.fact_check.get_absolute_url())
    words = reader.says()
    assert edition.summary in words
    assert "Said by Volodymyr Zelenskyy, citing Steve Witkoff, citing Russia" in words
    assert "orroborated" not in words
    assert "ontradicted" not in words


def _reasons(play: Play, code: str, status: str) -> list[str]:
    check = play.claims[code].checks.filter(after=status).exclude(before=status).earliest("pk")
    return _sentences(check)


def _sentences(check: StatusCheck) -> list[str]:
    return [sentence(Reason.from_json(row)) for row in check.reasons]
