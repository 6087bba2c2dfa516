"""Who may open which address of `desk/urls.py`; an address without a row here fails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from accounts.policy import Role
from claims import actions, deciding
from claims.facts import OutcomeKind
from claims.states import LinkKind
from jobs import clock
from tests.desk import make

GET, POST = "GET", "POST"
ROLES: Final = ("contributor", "checker", "editor", "admin")
EVERYBODY: Final = frozenset(ROLES)
CHECKERS: Final = EVERYBODY - {"contributor"}
EDITORS: Final = frozenset({"editor", "admin"})


@dataclass(frozen=True, slots=True)
class Row:
    """An address: how it is asked, and who gets past the door."""

    method: str
    allowed: frozenset[str]
    args: Callable[["World"], list[object]] = lambda _: []


@dataclass(frozen=True, slots=True)
class World:
    """One row of each sort."""

    claim: int
    link: int
    capture: int
    statement: int
    passage: int
    review: int
    outcome: int
    speaker: int


def claim(world: World) -> list[object]:
    return [world.claim]


def review(world: World) -> list[object]:
    return [world.review]


TABLE: Final[dict[str, Row]] = {
    "index": Row(GET, EVERYBODY),
    "claims": Row(GET, EVERYBODY),
    "claim": Row(GET, EVERYBODY, claim),
    "ledger": Row(GET, EVERYBODY, claim),
    "search": Row(GET, EVERYBODY, claim),
    "step": Row(GET, CHECKERS, lambda world: [world.claim, "close"]),
    "unlink": Row(GET, CHECKERS, lambda world: [world.claim, world.link]),
    "agree": Row(POST, CHECKERS, lambda world: [world.outcome]),
    "take_back": Row(GET, CHECKERS, lambda world: [world.outcome]),
    "file": Row(GET, EVERYBODY),
    "article": Row(GET, EVERYBODY, lambda world: [world.capture]),
    "file_statement": Row(POST, EVERYBODY, lambda world: [world.statement]),
    "similar": Row(GET, EVERYBODY),
    "matches": Row(GET, CHECKERS),
    "match": Row(GET, CHECKERS, lambda world: [world.passage]),
    "other_claim": Row(GET, CHECKERS, lambda world: [world.passage]),
    "clear_others": Row(POST, CHECKERS, lambda world: [world.passage]),
    "queue": Row(GET, EVERYBODY),
    "method": Row(GET, EVERYBODY),
    "odds": Row(GET, EVERYBODY, lambda _: [1, 2]),
    "review": Row(GET, EVERYBODY, review),
    "take": Row(POST, CHECKERS, review),
    "hand_back": Row(POST, CHECKERS, review),
    "draft": Row(POST, CHECKERS, review),
    "hand_in": Row(POST, CHECKERS, review),
    "send_back": Row(POST, EDITORS, review),
    "sign_off": Row(POST, EDITORS, review),
    "published": Row(GET, EVERYBODY),
    "due": Row(GET, EVERYBODY),
    "speakers": Row(GET, EVERYBODY),
    "speaker": Row(GET, EVERYBODY, lambda world: [world.speaker]),
}


def patterns() -> set[str]:
    """The names of all desk addresses, from the URLconf itself."""
    rooms = [room for room in get_resolver().url_patterns if isinstance(room, URLResolver)]
    (desk,) = [room for room in rooms if room.app_name == "desk"]
    return {str(each.name) for each in desk.url_patterns if isinstance(each, URLPattern)}


@pytest.fixture
def world(edna: User, rita: User) -> World:
    desk = make.desk(edna)
    row = make.claim(desk, by=rita, condition="the bridge opens")
    passage = make.confirmed(row, desk, by=rita)
    words = "It held."
    outcome = deciding.record_outcome(
        row,
        kind=OutcomeKind.CAME_TRUE,
        words=words,
        evidence=passage,
        by=rita,
        now=clock.desk_now(),
    )
    given = make.article(desk.outlet)
    other = make.claim(desk, by=rita, statement="Repairs cost 5 million euros")
    says = actions.link(row, other, kind=LinkKind.SAYS, by=rita, now=clock.desk_now())
    return World(
        claim=row.pk,
        link=says.pk,
        capture=given.capture.pk,
        statement=given.statements[0].pk,
        passage=passage.pk,
        review=make.review(row, by=edna).pk,
        outcome=outcome.pk,
        speaker=desk.lind.pk,
    )


def ask(client: Client, name: str, world: World) -> int:
    row = TABLE[name]
    url = reverse(f"desk:{name}", args=row.args(world))
    send = client.get if row.method == GET else client.post
    return send(url).status_code


def test_every_address_of_the_desk_has_a_row() -> None:
    assert patterns() == set(TABLE)


@pytest.mark.parametrize("name", sorted(set(TABLE) - {"index"}))
def test_nobody_comes_in_without_signing_in(name: str, client: Client, world: World) -> None:
    status = ask(client, name, world)

    assert status == (302 if TABLE[name].method == GET else 403)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_role_opens_what_the_table_says(
    name: str, role: str, client: Client, world: World
) -> None:
    person = User.objects.create_user("pat", password="pass", role=Role(role).value)
    client.force_login(person)

    status = ask(client, name, world)

    assert (status != 403) == (role in TABLE[name].allowed), status


@pytest.mark.parametrize("name", sorted(set(TABLE) - {"index"}))
def test_a_disabled_person_stays_outside(name: str, client: Client, world: World) -> None:
    person = User.objects.create_user("pat", password="pass", role="admin")
    client.force_login(person)
    User.objects.filter(pk=person.pk).update(is_active=False)

    status = ask(client, name, world)

    assert status == (302 if TABLE[name].method == GET else 403)


def test_somebody_demoted_between_page_and_post_is_refused(
    client: Client, world: World, ada: User
) -> None:
    client.force_login(ada)
    client.get(reverse("desk:review", args=[world.review]))
    User.objects.filter(pk=ada.pk).update(role=Role.CHECKER.value)

    answer = client.post(reverse("desk:sign_off", args=[world.review]), {"version": 1})

    assert answer.status_code == 403
