"""Partners and endpoints through `partners/actions.py`."""

import pytest
from pytest_django import Settings

from accounts.models import User
from jobs.models import SubjectEvent
from partners import actions
from partners.errors import EndpointRefused
from partners.models import Endpoint, Partner
from partners.states import PartnerEvent
from tests.partners.make import DESK, clocks

HTTPS = "https://ledger.example.org/hook"


def test_an_endpoint_gets_a_secret_and_hears_of_every_fact_check(ledger: Partner) -> None:
    made = actions.add_endpoint(
        ledger, url=HTTPS, events=[PartnerEvent.CORRECTED], by=None, now=DESK
    )

    assert made.secret.startswith("whsec_")
    assert made.subscriptions.get().fact_check is None
    assert made.subscriptions.get().events == ["factcheck.corrected"]


@pytest.mark.parametrize("url", ["http://ledger.example.org/", "https://10.0.0.1/", "nonsense"])
def test_an_endpoint_that_is_not_https_and_public_is_refused_and_nothing_is_written(
    ledger: Partner, url: str
) -> None:
    with pytest.raises(EndpointRefused):
        actions.add_endpoint(ledger, url=url, events=[PartnerEvent.PUBLISHED], by=None, now=DESK)

    assert not Endpoint.objects.exists()


def test_an_exact_host_and_port_may_be_allowed_for_the_demo(
    ledger: Partner, settings: Settings
) -> None:
    settings.FETCH_ALLOW = ["127.0.0.1:7001"]

    made = actions.add_endpoint(
        ledger, url="http://127.0.0.1:7001/x", events=list(PartnerEvent), by=None, now=DESK
    )

    assert made.url == "http://127.0.0.1:7001/x"


def test_an_endpoint_without_events_and_one_with_a_short_secret_are_refused(
    ledger: Partner,
) -> None:
    with pytest.raises(EndpointRefused):
        actions.add_endpoint(ledger, url=HTTPS, events=[], by=None, now=DESK)
    with pytest.raises(EndpointRefused):
        actions.add_endpoint(
            ledger,
            url=HTTPS,
            events=[PartnerEvent.PUBLISHED],
            secret="whsec_c2hvcnQ=",
            by=None,
            now=DESK,
        )

    assert not Endpoint.objects.exists()


def test_a_changed_secret_keeps_the_one_before_it(ledger: Partner, ada: User) -> None:
    made = actions.add_endpoint(ledger, url=HTTPS, events=list(PartnerEvent), by=ada, now=DESK)

    new = actions.change_secret(made, by=ada, now=DESK)

    row = Endpoint.objects.get()
    assert (row.secret, row.previous_secret) == (new, made.secret)


def test_a_disabled_endpoint_can_be_called_again_by_a_person(ledger: Partner, ada: User) -> None:
    made = actions.add_endpoint(ledger, url=HTTPS, events=list(PartnerEvent), by=ada, now=DESK)

    assert actions.disable_endpoint(made, reason="gone", by=None, now=clocks())
    assert not actions.disable_endpoint(made, reason="gone", by=None, now=clocks())
    assert not Endpoint.objects.open().exists()

    assert actions.enable_endpoint(made, by=ada, now=DESK)
    assert Endpoint.objects.open().get() == made


def test_neither_addresses_nor_secrets_stand_in_the_chain(ledger: Partner) -> None:
    made = actions.add_endpoint(ledger, url=HTTPS, events=list(PartnerEvent), by=None, now=DESK)

    facts = str(list(SubjectEvent.objects.values_list("facts", flat=True)))

    assert made.secret not in facts
    assert HTTPS not in facts
