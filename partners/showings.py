"""What a partner shows, as it tells us or as we see it; each kind of knowing is kept apart."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from claims import ledger
from partners.errors import UnknownEdition
from partners.models import Delivery, Partner, Showing
from partners.states import Known
from publishing.models import Edition, FactCheck


@transaction.atomic
def acknowledge(
    partner: Partner, *, fact_check: FactCheck, shows_edition: int, url: str, now: datetime
) -> Showing:
    """A partner says which edition it shows, and where.

    What it was told of that edition and of earlier ones is answered by this; said twice, it counts
    once. Raises UnknownEdition.
    """
    edition = _edition(fact_check, shows_edition)
    # Locked, so that the same word sent twice at once is written once.
    Partner.objects.select_for_update().get(pk=partner.pk)
    said = _last_word(partner, fact_check, url)
    if said and said.known == Known.SAID and said.edition_id == edition.pk:
        return said
    showing = Showing.objects.create(
        partner=partner, edition=edition, url=url, known=Known.SAID.value, at=now
    )
    _answered(partner, edition, now)
    _append("partners.acknowledged", showing, edition, now)
    return showing


@transaction.atomic
def refuse(
    partner: Partner,
    *,
    fact_check: FactCheck,
    shows_edition: int,
    url: str,
    words: str,
    now: datetime,
) -> Showing:
    """A partner says that it goes on showing an edition, and why. Raises UnknownEdition.

    What it must act on stays unanswered: a refusal is no update.
    """
    edition = _edition(fact_check, shows_edition)
    showing = Showing.objects.create(
        partner=partner,
        edition=edition,
        url=url,
        known=Known.REFUSED.value,
        words=words,
        at=now,
    )
    _append("partners.refused", showing, edition, now)
    return showing


def note_fetched(partner: Partner, *, edition: Edition, now: datetime) -> None:
    """That a partner has read an edition; what it does with it stays unknown. Noted once."""
    known = {"partner": partner, "edition": edition, "known": Known.FETCHED.value}
    if not Showing.objects.filter(**known).exists():
        Showing.objects.create(**known, at=now)


def _edition(fact_check: FactCheck, number: int) -> Edition:
    edition = fact_check.editions.filter(number=number).first()
    if edition is None:
        raise UnknownEdition(f"{fact_check.number} has no edition {number}.")
    return edition


def _last_word(partner: Partner, fact_check: FactCheck, url: str) -> Showing | None:
    own_words = Q(known=Known.SAID.value) | Q(known=Known.REFUSED.value)
    of_this = partner.showings.filter(own_words, edition__fact_check=fact_check, url=url)
    return of_this.order_by("-pk").first()


def _answered(partner: Partner, edition: Edition, now: datetime) -> None:
    told = Delivery.objects.filter(
        endpoint__partner=partner,
        edition__fact_check=edition.fact_check_id,
        edition__number__lte=edition.number,
        acknowledged_at=None,
    )
    told.update(acknowledged_at=now)


def _append(kind: str, showing: Showing, edition: Edition, now: datetime) -> None:
    facts = {
        "partner": showing.partner_id,
        "showing": showing.pk,
        "fact_check": edition.fact_check_id,
        "edition": edition.pk,
        "number": edition.number,
    }
    texts = {"url": showing.url, "words": showing.words}
    said = {name: text for name, text in texts.items() if text}
    claim = edition.fact_check.claim
    ledger.append(claim, kind, by=None, now=now, facts=facts, texts=said)
