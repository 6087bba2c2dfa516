"""Two claims whose ratings contradict each other, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from accounts.models import User
from accounts.policy import Verb
from claims.models import Claim, ClaimLink
from claims.states import LinkKind, Stage
from desk.showing.beside import link_words
from publishing.models import BothSeen, Edition
from publishing.pairs import Pair, Rival, pair_of, rivals_of, unseen
from reviews.models import Review, Verdict
from reviews.states import Polarity

MOST: Final = 50
_WHY: Final[Mapping[str, str]] = {
    LinkKind.CONTRADICTS.value: "Both are rated as being so.",
    LinkKind.DUPLICATE_OF.value: "They are rated in two ways.",
    LinkKind.FOLLOWS_FROM.value: "What it follows from is rated as being so, and it is not.",
}


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two editions that contradict each other, in the order of their link, and why."""

    words: str
    why: str
    source: Edition
    target: Edition
    url: str

    @property
    def sides(self) -> tuple[Edition, Edition]:
        """Both of them."""
        return self.source, self.target


@dataclass(frozen=True, slots=True)
class Waiting:
    """Pairs that nobody has looked at; `more` where not all are listed."""

    rows: Sequence[PairRow]
    more: bool


@dataclass(frozen=True, slots=True)
class RivalRow:
    """What a verdict would contradict once it is published, and what the tick says."""

    words: str
    why: str
    edition: Edition
    tick: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two on their own page, and what this person may do about it."""

    edition: Edition
    in_force: bool
    review: Review | None
    may_review: bool


@dataclass(frozen=True, slots=True)
class OddsPage:
    """What `desk/odds.html` draws; `pair` is None where they contradict each other no more."""

    pair: PairRow | None
    seen: BothSeen | None
    sides: Sequence[Side]
    may_see: bool


def waiting() -> Waiting:
    """All that waits, for the queue; three queries at most, however many there are."""
    rows = [_row(pair) for pair in unseen(most=MOST + 1)]
    return Waiting(rows[:MOST], more=len(rows) > MOST)


def waiting_of(claim: Claim) -> list[PairRow]:
    """What waits of one claim; one query where nothing does."""
    return [_row(pair) for pair in unseen(claim=claim, most=MOST)]


def rivals(claim: Claim, verdict: Verdict | None) -> list[RivalRow]:
    """The editions that a verdict would contradict; none before there is one."""
    if verdict is None:
        return []
    says = Polarity(verdict.rating.polarity)
    return [_rival(each, claim) for each in rivals_of(claim, says)]


def odds_page(one: Edition, other: Edition, *, viewer: User) -> OddsPage:
    """Two editions side by side, as one person sees them; a fixed number of queries."""
    pair = pair_of(one.pk, other.pk)
    first, second = sorted((one, other), key=lambda edition: edition.pk)
    seen = BothSeen.objects.filter(one=first, other=second).select_related("by").first()
    editions = (pair.source, pair.target) if pair else (one, other)
    claims = [edition.fact_check.claim for edition in editions]
    reviews = {row.claim_id: row for row in Review.objects.open().filter(claim__in=claims)}
    newest = Edition.objects.in_force().filter(pk__in=[one.pk, other.pk])
    in_force = set(newest.values_list("pk", flat=True))
    return OddsPage(
        pair=_row(pair) if pair else None,
        seen=seen,
        sides=[
            Side(edition, edition.pk in in_force, reviews.get(claim.pk), _may(viewer, claim))
            for edition, claim in zip(editions, claims, strict=True)
        ],
        may_see=pair is not None and seen is None and viewer.may(Verb.PUBLISH),
    )


def _may(viewer: User, claim: Claim) -> bool:
    return viewer.may(Verb.OPEN_REVIEW) and claim.stage == Stage.TRACKED


def _row(pair: Pair) -> PairRow:
    return PairRow(
        words=_says(pair.link, pair.source.fact_check.claim, pair.target.fact_check.claim),
        why=_WHY[pair.link.kind],
        source=pair.source,
        target=pair.target,
        url=reverse("desk:odds", args=[pair.source.pk, pair.target.pk]),
    )


def _says(link: ClaimLink, source: Claim, target: Claim) -> str:
    return f"{source.number} {link_words(link, of=source.pk)} {target.number}"


def _rival(rival: Rival, claim: Claim) -> RivalRow:
    link, edition = rival.link, rival.edition
    other = edition.fact_check.claim
    ends = (claim, other) if link.source_id == claim.pk else (other, claim)
    said = f"edition {edition.number} of {other.number} says {edition.rating.label}"
    return RivalRow(_says(link, *ends), _WHY[link.kind], edition, f"I have seen both: {said}")
