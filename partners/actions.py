"""What is done with partners, their keys and endpoints; each write is named in a ledger."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from accounts.models import User
from jobs.actions import record
from jobs.clock import Now
from partners import keys, webhooks
from partners.errors import EndpointRefused, TooManyKeys, UnknownScope
from partners.models import ApiKey, Endpoint, Partner, Subscription
from partners.states import PartnerEvent, Scope
from publishing.models import FactCheck
from sources.addresses import check_url

KEY_LIFE: Final = timedelta(days=365)
# Two live keys are enough to change one for the other without a gap.
LIVE_KEYS: Final = 2


@transaction.atomic
def create_partner(name: str, *, by: User | None, now: datetime) -> Partner:
    """Write down an outlet that will use our verdicts; it has no key and no endpoint yet."""
    partner = Partner.objects.create(name=name, created_at=now)
    _record(partner, "partners.partner_created", by=by, now=now, facts={})
    return partner


@transaction.atomic
def issue_key(
    partner: Partner, *, scopes: Collection[Scope], by: User | None, now: Now
) -> tuple[ApiKey, str]:
    """A new key, and its plain text, which exists nowhere after this call.

    It opens for 365 days of machine time. Raises TooManyKeys, UnknownScope.
    """
    if not scopes:
        raise UnknownScope("A key must open something: read, acknowledge, or both.")
    # Locked, so that two people at once cannot make a third live key.
    Partner.objects.select_for_update().get(pk=partner.pk)
    if ApiKey.objects.live(now=now.machine).filter(partner=partner).count() >= LIVE_KEYS:
        raise TooManyKeys(f"{partner.name} has two live keys. Revoke one first.")
    made = keys.make()
    key = ApiKey.objects.create(
        partner=partner,
        prefix=made.prefix,
        hash=made.hash,
        scopes=sorted(scopes),
        created_at=now.desk,
        created_by=by,
        expires_at=now.machine + KEY_LIFE,
    )
    facts = {"key": key.pk, "scopes": sorted(scopes)}
    _record(partner, "partners.key_issued", by=by, now=now.desk, facts=facts)
    return key, made.plain


@transaction.atomic
def revoke_key(key: ApiKey, *, by: User | None, now: Now) -> bool:
    """Close a key at once; whether it was still open."""
    if not ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now.machine):
        return False
    facts = {"key": key.pk}
    _record(key.partner, "partners.key_revoked", by=by, now=now.desk, facts=facts)
    return True


@transaction.atomic
def add_endpoint(
    partner: Partner,
    *,
    url: str,
    events: Collection[PartnerEvent],
    secret: str | None = None,
    by: User | None,
    now: datetime,
) -> Endpoint:
    """Where a partner will hear these events of every fact-check. Raises EndpointRefused."""
    allow = frozenset(settings.FETCH_ALLOW)
    secret = secret or webhooks.new_secret()
    objection = webhooks.objection_to_url(url, allow=allow) or webhooks.objection_to_secret(secret)
    if objection:
        raise EndpointRefused(objection)
    endpoint = Endpoint.objects.create(
        partner=partner, url=check_url(url, allow=allow), secret=secret, created_at=now
    )
    subscribe(endpoint, events=events, by=by, now=now)
    facts = {"endpoint": endpoint.pk}
    texts = {"url": endpoint.url}
    _record(partner, "partners.endpoint_added", by=by, now=now, facts=facts, texts=texts)
    return endpoint


@transaction.atomic
def subscribe(
    endpoint: Endpoint,
    *,
    events: Collection[PartnerEvent],
    fact_check: FactCheck | None = None,
    by: User | None,
    now: datetime,
) -> Subscription:
    """Let an endpoint hear events of one fact-check, or of all. Raises EndpointRefused."""
    if not events:
        raise EndpointRefused("Choose at least one event.")
    names = sorted(PartnerEvent(event).value for event in events)
    made = Subscription.objects.create(endpoint=endpoint, fact_check=fact_check, events=names)
    facts = {
        "endpoint": endpoint.pk,
        "fact_check": fact_check.pk if fact_check else None,
        "events": names,
    }
    _record(endpoint.partner, "partners.subscribed", by=by, now=now, facts=facts)
    return made


@transaction.atomic
def change_secret(endpoint: Endpoint, *, by: User | None, now: datetime) -> str:
    """A new signing secret; the one before it signs too, until the next change."""
    before = Endpoint.objects.select_for_update().get(pk=endpoint.pk).secret
    secret = webhooks.new_secret()
    Endpoint.objects.filter(pk=endpoint.pk).update(secret=secret, previous_secret=before)
    facts = {"endpoint": endpoint.pk}
    _record(endpoint.partner, "partners.secret_changed", by=by, now=now, facts=facts)
    return secret


@transaction.atomic
def disable_endpoint(endpoint: Endpoint, *, reason: str, by: User | None, now: Now) -> bool:
    """Call it no more; whether it was open. What waits for it stays, unsent."""
    open_still = Endpoint.objects.filter(pk=endpoint.pk, disabled_at=None)
    if not open_still.update(disabled_at=now.machine, disabled_reason=reason[:300]):
        return False
    facts = {"endpoint": endpoint.pk}
    texts = {"reason": reason}
    partner = endpoint.partner
    _record(partner, "partners.endpoint_disabled", by=by, now=now.desk, facts=facts, texts=texts)
    return True


@transaction.atomic
def enable_endpoint(endpoint: Endpoint, *, by: User, now: datetime) -> bool:
    """Call it again, what waited first; whether it was closed."""
    closed = Endpoint.objects.filter(pk=endpoint.pk, disabled_at__isnull=False)
    if not closed.update(disabled_at=None, disabled_reason=""):
        return False
    facts = {"endpoint": endpoint.pk}
    _record(endpoint.partner, "partners.endpoint_enabled", by=by, now=now, facts=facts)
    return True


def _record(
    partner: Partner,
    kind: str,
    *,
    by: User | None,
    now: datetime,
    facts: Mapping[str, object],
    texts: Mapping[str, str] | None = None,
) -> None:
    """Partners share one chain each: keys, endpoints and subscriptions stand in it together."""
    subject = f"partners.partner:{partner.pk}"
    record(subject, kind, by=by, now=now, facts=facts, texts=texts)
