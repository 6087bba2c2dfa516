"""The whole story through the real doors: feeds and articles over HTTP, a real worker on a real
Valkey, every person at the pages without JavaScript, the partner at the API and its webhook.
"""

import json
from pathlib import Path

import pytest
from django.conf import global_settings
from pytest_django import Settings

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
from seeds.scenes import PARTNER_PAGES
from seeds.script import aug
from seeds.story import play_out
from seeds.table import HEARD, LOOKS
from seeds.worlds import OverHttp
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
        world = OverHttp(press)
        room = found_newsroom(world, now=clock.now())
        play = Play(room, world, ByPage(room, web), wait, lambda _beat: None)

        play_out(play)

        assert verdict.differences(play.claims, room) == []
        assert verdict.unheard(play.claims, room, press.webhooks) == []
        _reasons_are_the_rules_own(play)
        _causes_and_ledger_tell_the_story(play)
        _the_partner_was_told_and_has_answered(play, press)
        _readers_see_what_the_desk_published(play, web)


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
    for code, wanted in LOOKS.items():
        own = {"edition__fact_check__claim": play.claims[code]}
        looks = list(Reopening.objects.filter(**own).order_by("pk"))
        assert [look.edition.number for look in looks] == [each.edition for each in wanted]
        assert all(look.cause in each.causes for look, each in zip(looks, wanted, strict=True))
        assert len({look.review_id for look in looks}) == len(looks)
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
    for claim in play.claims.values():
        checks = StatusCheck.objects.filter(claim=claim)
        assert checks.values("slot").distinct().count() == checks.count()


def _the_partner_was_told_and_has_answered(play: Play, press: Press) -> None:
    heard: dict[str, list[str]] = {}
    for webhook in press.webhooks:
        told = json.loads(webhook.body)
        heard.setdefault(told["data"]["claim"], []).append(told["type"])
    assert heard == {play.claims[code].number: list(kinds) for code, kinds in HEARD.items()}
    shown = Showing.objects.filter(known="said").order_by("edition__fact_check__claim")
    said = [(row.edition.number, row.url) for row in shown]
    assert said == [(2, PARTNER_PAGES["S3"]), (2, PARTNER_PAGES["S4"])]


def _readers_see_what_the_desk_published(play: Play, web: str) -> None:
    reader = Visitor(web)
    edition = Edition.objects.in_force().get(fact_check__claim=play.claims["S3"])
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
