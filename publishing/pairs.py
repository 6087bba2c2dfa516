"""Which linked claims have editions in force that contradict each other, read from their rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from claims.models import Claim, ClaimLink
from claims.resting import linked_with
from claims.states import LinkKind
from publishing.models import BothSeen, Edition
from publishing.odds import AT_ODDS, JUDGED, at_odds
from reviews.models import Review
from reviews.states import Polarity

_Row = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two editions in force that contradict each other: of a link's source, and of its target."""

    link: ClaimLink
    source: Edition
    target: Edition


@dataclass(frozen=True, slots=True)
class Rival:
    """The edition in force of a linked claim that a rating would contradict."""

    link: ClaimLink
    edition: Edition


def locked_with_linked(claim: int) -> Claim:
    """The claim, its row locked, and before it or after it those of the claims linked with it.

    Of two that are published at once the second sees the edition of the first. All in one order,
    and before anything is written into a ledger, so that neither waits for ever.
    """
    ids = {claim, *linked_with([claim])}
    rows = Claim.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {row.pk: row for row in rows}[claim]


def rivals_of(claim: Claim, says: Polarity) -> list[Rival]:
    """What a rating of the claim would contradict, each edition once; two queries at most."""
    links = list(ClaimLink.objects.in_force().of([claim.pk]).filter(kind__in=JUDGED).order_by("pk"))
    others = {_other_end(link, claim) for link in links}
    rows = Edition.objects.in_force().not_retracted().filter(fact_check__claim__in=others)
    editions = {row.fact_check.claim_id: row for row in _shown(rows)} if others else {}
    found: dict[int, Rival] = {}
    for link in links:
        edition = editions.get(_other_end(link, claim))
        if edition and _contradicts(link, claim, says, edition):
            found.setdefault(edition.pk, Rival(link, edition))
    return list(found.values())


def unseen(*, claim: Claim | None = None, most: int) -> list[Pair]:
    """Pairs that wait for a person, the newest link first; two queries, however many there are.

    A person has seen both, or is looking at one of the two already: those do not wait.
    """
    told = Q(one=OuterRef("source_edition"), other=OuterRef("target_edition"))
    told |= Q(one=OuterRef("target_edition"), other=OuterRef("source_edition"))
    looked_at = Q(claim=OuterRef("source")) | Q(claim=OuterRef("target"))
    links = _contradicting(claim).filter(
        ~Exists(BothSeen.objects.filter(told)), ~Exists(Review.objects.open().filter(looked_at))
    )
    return _pairs(_rows(links.order_by("-at", "-pk")[:most]))


def pair_of(one: int, other: int) -> Pair | None:
    """The pair of these two editions, if they are in force and contradict each other."""
    ends = Q(source_edition=one, target_edition=other) | Q(source_edition=other, target_edition=one)
    found = _pairs(_rows(_contradicting(None).filter(ends).order_by("pk")[:1]))
    return found[0] if found else None


def _contradicting(claim: Claim | None) -> "QuerySet[ClaimLink]":
    """Links in force between two claims whose editions in force contradict each other.

    With `source_edition` and `target_edition`, their ids.
    """
    links = ClaimLink.objects.in_force().filter(kind__in=JUDGED)
    links = links.of([claim.pk]) if claim else links
    by_table = Q()
    for kind, source, target in AT_ODDS:
        by_table |= Q(kind=kind.value, source_says=source.value, target_says=target.value)
    return links.annotate(
        source_edition=_newest("source"),
        target_edition=_newest("target"),
        source_says=_says("source_edition"),
        target_says=_says("target_edition"),
    ).filter(by_table)


def _newest(end: str) -> Subquery:
    rows = Edition.objects.filter(fact_check__claim=OuterRef(end)).order_by("-number")
    return Subquery(rows.values("pk")[:1])


def _says(edition: str) -> Subquery:
    rows = Edition.objects.not_retracted().filter(pk=OuterRef(edition))
    return Subquery(rows.values("rating__polarity")[:1])


def _rows(links: "QuerySet[ClaimLink]") -> list[_Row]:
    return list(links.values_list("pk", F("source_edition"), F("target_edition")))


def _pairs(rows: Iterable[_Row]) -> list[Pair]:
    """Each two editions once, however many links say so."""
    once: dict[frozenset[int], _Row] = {}
    for row in rows:
        once.setdefault(frozenset(row[1:]), row)
    ids = {pk for pair in once for pk in pair}
    links = ClaimLink.objects.in_bulk([row[0] for row in once.values()])
    editions = {row.pk: row for row in _shown(Edition.objects.filter(pk__in=ids))}
    return [Pair(links[pk], editions[one], editions[two]) for pk, one, two in once.values()]


def _shown(rows: "QuerySet[Edition]") -> "QuerySet[Edition]":
    return rows.select_related("rating", "fact_check__claim")


def _other_end(link: ClaimLink, claim: Claim) -> int:
    return link.target_id if link.source_id == claim.pk else link.source_id


def _contradicts(link: ClaimLink, claim: Claim, says: Polarity, edition: Edition) -> bool:
    ours, theirs = says, Polarity(edition.rating.polarity)
    forward = link.source_id == claim.pk
    return at_odds(LinkKind(link.kind), *((ours, theirs) if forward else (theirs, ours)))
