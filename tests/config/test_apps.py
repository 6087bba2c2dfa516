"""The doors by which an engineer sets a newsroom up: `add_person` and its siblings in each app."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from claims.models import Speaker
from partners.models import ApiKey, Partner
from reviews.models import RatingScale
from sources.models import Feed, Outlet

pytestmark = pytest.mark.django_db


def test_a_newsroom_is_set_up_by_six_commands(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("add_person", "Edna", role="editor")
    call_command("add_outlet", "City Herald", domain="City-Herald.example", owner="Herald Group")
    call_command("add_feed", "https://city-herald.example/feed", outlet="city herald")
    call_command("add_speaker", "Land", kind="state")
    call_command("add_speaker", "Ministry", kind="organisation", speaks_for="Land")
    call_command("add_scale")
    call_command("add_partner", "The Daily Ledger", webhook="https://daily-ledger.example/hook")

    password = capsys.readouterr().out.split(" / ")[1].split()[0]
    assert User.objects.get(username="edna").check_password(password)
    assert Outlet.objects.get().domain == "city-herald.example"
    assert Feed.objects.get().next_at is not None
    assert Speaker.objects.get(name="Ministry").principals.get().principal == Speaker.objects.get(
        name="Land"
    )
    assert RatingScale.objects.get().ratings.count() == 9
    assert ApiKey.objects.get().partner.endpoints.count() == 1


@pytest.mark.parametrize(
    ("command", "given", "words"),
    [
        ("add_feed", ("https://a.example/feed", "--outlet=Nobody"), "No outlet is called Nobody"),
        ("add_speaker", ("A", "--speaks-for=Nobody"), "Nobody here is called Nobody"),
        ("add_partner", ("P", "--webhook=http://127.0.0.1/hook"), "public internet"),
    ],
)
def test_what_cannot_be_added_is_refused_in_one_line(
    command: str, given: tuple[str, ...], words: str
) -> None:
    with pytest.raises(CommandError, match=words) as refused:
        call_command(command, *given)

    assert "\n" not in str(refused.value)
    assert not Feed.objects.exists()
    assert not Partner.objects.exists()


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("add_person", ("Edna",)),
        ("add_outlet", ("City Herald", "--domain=city-herald.example")),
        ("add_speaker", ("Land",)),
        ("add_scale", ()),
        ("add_partner", ("The Daily Ledger",)),
    ],
)
def test_nothing_is_added_twice(command: str, given: tuple[str, ...]) -> None:
    call_command(command, *given)

    with pytest.raises(CommandError):
        call_command(command, *given)
