"""The small newsroom to play in: its people, scale, outlets, speakers and partner."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from accounts.actions import add_person
from accounts.models import User
from accounts.policy import Role
from claims.deciding import add_speaker, set_principal
from claims.models import Speaker
from jobs.clock import Now
from partners.actions import add_endpoint, create_partner, issue_key
from partners.models import Endpoint, Partner
from partners.states import PartnerEvent, Scope
from reviews.models import Rating
from reviews.scales import add_scale
from seeds.worlds import World
from sources.actions import add_feed, add_outlet
from sources.models import Feed, Outlet

PEOPLE: Final[tuple[tuple[str, Role], ...]] = (
    ("Carl", Role.CHECKER),
    ("Rita", Role.CHECKER),
    ("Edna", Role.EDITOR),
    ("Ada", Role.ADMIN),
)
# Outlet, domain, kind, owner group: each of its own, so that each may bear witness.
OUTLETS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("City Herald", "city-herald.example", "newsroom", "Herald Group"),
    ("Evening Courier", "evening-courier.example", "newsroom", "Courier Press"),
    ("Northern Wire", "northern-wire.example", "wire", "Northern Wire Cooperative"),
    ("Continental Post", "continental-post.example", "newsroom", "Post Media"),
    ("Public Record", "public-record.example", "official", "Public Record Trust"),
)
SPEAKERS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("Volodymyr Zelenskyy", "person", ("Zelenskyy", "the Ukrainian president")),
    ("Steve Witkoff", "person", ("Witkoff",)),
    ("Donald Trump", "person", ("Trump", "President Trump")),
    ("Vladimir Putin", "person", ("Putin",)),
    ("Russia", "state", ("Moscow", "the Kremlin")),
    ("Russian foreign ministry", "organisation", ("Russia's foreign ministry",)),
    ("Sergey Lavrov", "person", ("Lavrov",)),
    ("White House", "organisation", ("the White House",)),
    ("European leaders", "organisation", ()),
)
# Who speaks for whom: the ministry's word is Russia's, so the two are one origin.
PRINCIPALS: Final[tuple[tuple[str, str], ...]] = (
    ("Russian foreign ministry", "Russia"),
    ("Sergey Lavrov", "Russia"),
    ("Vladimir Putin", "Russia"),
)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Everybody and everything of the seed newsroom, by name."""

    people: Mapping[str, User]
    passwords: Mapping[str, str]
    outlets: Mapping[str, Outlet]
    feeds: Mapping[str, Feed]
    speakers: Mapping[str, Speaker]
    ratings: Mapping[str, Rating]
    partner: Partner
    endpoint: Endpoint
    key: str


@transaction.atomic
def found_newsroom(world: World, *, now: Now) -> Newsroom:
    """Make the newsroom in an empty database, as of `now`; passwords exist nowhere else."""
    passwords = {name: secrets.token_urlsafe(9) for name, _ in PEOPLE}
    people = {
        name: add_person(name, role=role, password=passwords[name], by=None, now=now.desk)
        for name, role in PEOPLE
    }
    ada, edna = people["Ada"], people["Edna"]
    outlets = {
        name: add_outlet(
            name, domain=domain, kind=kind, owner=owner, invented=True, by=edna, now=now.desk
        )
        for name, domain, kind, owner in OUTLETS
    }
    feeds = {
        name: add_feed(
            world.feed_url(name),
            outlet=outlet,
            by=edna,
            now=now.desk,
            due=now.machine + timedelta(days=1),  # the story says when each is polled
        )
        for name, outlet in outlets.items()
    }
    partner = create_partner("The Daily Ledger", by=ada, now=now.desk)
    _, key = issue_key(partner, scopes=[Scope.READ, Scope.ACKNOWLEDGE], by=ada, now=now)
    endpoint = add_endpoint(
        partner,
        url=f"{world.address}/webhooks",
        events=list(PartnerEvent),
        by=ada,
        now=now.desk,
    )
    return Newsroom(
        people=people,
        passwords=passwords,
        outlets=outlets,
        feeds=feeds,
        speakers=_speakers(edna, now=now.desk),
        ratings={rating.label: rating for rating in add_scale(by=ada, now=now.desk).ratings.all()},
        partner=partner,
        endpoint=endpoint,
        key=key,
    )


def _speakers(edna: User, *, now: datetime) -> dict[str, Speaker]:
    speakers = {
        name: add_speaker(name, kind=kind, aliases=aliases, by=edna, now=now)
        for name, kind, aliases in SPEAKERS
    }
    for speaker, principal in PRINCIPALS:
        set_principal(speakers[speaker], principal=speakers[principal], by=edna, now=now)
    return speakers
