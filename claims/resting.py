"""Which claims rest on a speaker, an outlet or a story, and so are looked at when it changes."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from claims.models import (
    Appearance,
    AppearanceDecision,
    Claim,
    ClaimLink,
    ClaimParty,
    Mouthpiece,
    Principal,
    Speaker,
)
from sources.models import Outlet


def followers(speaker: Speaker, *, at: datetime) -> set[int]:
    """The speaker and everybody whose word counts as the speaker's, however far round."""
    rows = Principal.objects.filter(since__lte=at).order_by("since", "pk")
    direct = dict(rows.values_list("speaker_id", "principal_id"))
    found = {speaker.pk}
    while more := {one for one, principal in direct.items() if principal in found} - found:
        found |= more
    return found


def resting_on_speakers(speakers: Iterable[int]) -> set[int]:
    """The claims that one of them makes, holds, has an interest in, or bears witness to."""
    ids = set(speakers)
    made = Claim.objects.filter(Q(claimant__in=ids) | Q(holder__in=ids))
    parties = ClaimParty.objects.filter(speaker__in=ids)
    heard = AppearanceDecision.objects.filter(root__in=ids)
    outlets = Mouthpiece.objects.filter(principal__in=ids).values_list("outlet_id", flat=True)
    return {
        *made.values_list("pk", flat=True),
        *parties.values_list("claim_id", flat=True),
        *heard.values_list("claim_id", flat=True).distinct(),
        *_in_outlets(list(outlets)),
    }


def linked_with(claims: Iterable[int]) -> set[int]:
    """The claims at the other end of a link of one of these, whatever its kind and direction."""
    ids = set(claims)
    links = ClaimLink.objects.in_force().of(ids)
    pairs = list(links.values_list("source_id", "target_id"))
    ahead = {target for source, target in pairs if source in ids}
    return ahead | {source for source, target in pairs if target in ids}


def resting_on_outlet(outlet: Outlet) -> set[int]:
    """The claims that something in an outlet is about."""
    return _in_outlets([outlet.pk])


def _in_outlets(outlets: Iterable[int]) -> set[int]:
    found = Appearance.objects.filter(capture__article__outlet__in=outlets)
    return set(found.values_list("claim_id", flat=True).distinct())
