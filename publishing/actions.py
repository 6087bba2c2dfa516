"""Publishing an edition, and letting a reopened one stand; both end in the claim's ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from accounts.policy import Verb
from claims import ledger
from claims.facts import Stance
from claims.models import Appearance, AppearanceDecision, Claim
from claims.states import Decided
from publishing import policy
from publishing.errors import NothingToAffirm, NotReady
from publishing.grounds import grounds_of_verdict, standing_at
from publishing.models import Citation, Edition, FactCheck, Reaffirmation, Reopening
from publishing.policy import Draft, EvidenceFacts, StandingFacts
from publishing.quotes import quote
from publishing.states import Change
from publishing.wording import origin_words, said_by
from reviews.actions import latest_verdict
from reviews.models import RatingScale, Review, Verdict
from reviews.policy import objection_to_judges
from reviews.states import Ending, ReviewState

# Addresses of the readers' other pages.
RESERVED: Final = frozenset({"corrections"})


@dataclass(frozen=True, slots=True)
class _Case:
    """A review about to be published, with what it stands on."""

    claim: Claim
    review: Review
    verdict: Verdict
    earlier: Edition | None
    evidence: list[Appearance]
    decisions: Mapping[str, AppearanceDecision]
    stands: StandingFacts


@transaction.atomic
def publish(  # noqa: PLR0913  (each argument is a field of the form)
    review: Review,
    *,
    title: str,
    change: Change,
    change_words: str,
    by: User,
    now: datetime,
    update_reason: str = "",
) -> Edition:
    """Publish a signed-off verdict as the next edition; doing it twice gives the same edition.

    Re-runs the claim's standing at `now`. Raises NotReady with every objection.
    """
    claim = Claim.objects.select_for_update().get(pk=review.claim_id)
    done = Edition.objects.filter(review=review).first()
    if done:
        return done
    case = _case(review, claim, now=now)
    number = case.earlier.number + 1 if case.earlier else 1
    draft = Draft(
        title=title.strip(),
        claim_words=claim.statement,
        number=number,
        change=change,
        change_words=change_words,
        update_reason=update_reason,
        ending=_ending(case.review),
        on_scale=_on_scale(case.verdict),
        writer=case.verdict.by_id,
        signer=case.review.signed_by_id,
        may_publish=by.may(Verb.PUBLISH),
        evidence=tuple(_evidence(case)),
        older_than_as_of=_older_than_as_of(case),
        unread=policy.unread(grounds_of_verdict(case.verdict, claim=claim), case.stands),
    )
    objections = (*policy.gate(draft), *filter(None, [_of_judges(case.review, case.earlier)]))
    if objections:
        raise NotReady(*objections)
    return _write(case, draft, by=by, now=now)


@transaction.atomic
def let_stand(review: Review, *, words: str, by: User, now: datetime) -> Reaffirmation:
    """End the look at a reopened edition: it stands; doing it twice gives the same row.

    Raises NothingToAffirm if no edition is being looked at, NotReady with every objection.
    """
    claim = Claim.objects.select_for_update().get(pk=review.claim_id)
    done = Reaffirmation.objects.filter(reopening__review=review).first()
    if done:
        return done
    case = _case(review, claim, now=now)
    look = Reopening.objects.unresolved().filter(edition=case.earlier).first()
    if case.earlier is None or look is None:
        raise NothingToAffirm(f"No edition of {claim.number} is being looked at again.")
    objections = _against_standing(case, look, words=words, by=by)
    if objections:
        raise NotReady(*objections)
    kept = Reaffirmation.objects.create(
        reopening=look,
        words=words.strip(),
        as_of=case.verdict.as_of,
        accepted_status=case.stands.standing.status.value,
        accepted_origins=_keys(case.stands),
        at=now,
        by=by,
    )
    facts = {
        "edition": look.edition_id,
        "fact_check": look.edition.fact_check_id,
        "reopening": look.pk,
        "review": review.pk,
    }
    told = {"words": words.strip()}
    ledger.append(claim, "publishing.reaffirmed", by=by, now=now, facts=facts, texts=told)
    return kept


def _case(review: Review, claim: Claim, *, now: datetime) -> _Case:
    fresh = Review.objects.select_related("signed_by").get(pk=review.pk)
    verdict = latest_verdict(fresh)
    rows = verdict.evidence.select_related(
        "appearance__capture__body", "appearance__capture__article__outlet"
    )
    evidence = [row.appearance for row in rows.order_by("order")]
    digests = {appearance.digest for appearance in evidence}
    decided = claim.decisions.filter(digest__in=digests, at__lte=now).order_by("at", "pk")
    return _Case(
        claim=claim,
        review=fresh,
        verdict=verdict,
        earlier=Edition.objects.filter(fact_check__claim=claim).order_by("-number").first(),
        evidence=evidence,
        decisions={row.digest: row for row in decided},
        stands=standing_at(claim, at=now),
    )


def _ending(review: Review) -> Ending | None:
    return Ending(review.ending) if review.state == ReviewState.SIGNED_OFF else None


def _on_scale(verdict: Verdict) -> bool:
    scale = verdict.rating.scale
    return not RatingScale.objects.filter(name=scale.name, version__gt=scale.version).exists()


def _evidence(case: _Case) -> list[EvidenceFacts]:
    rows = []
    for order, appearance in enumerate(case.evidence, start=1):
        decision = case.decisions.get(appearance.digest)
        rows.append(
            EvidenceFacts(
                order=order,
                confirmed_by_person=bool(
                    decision and decision.by_id and decision.decided == Decided.CONFIRMED
                ),
                readable=bool(_text(appearance)),
            )
        )
    return rows


def _text(appearance: Appearance) -> str:
    return appearance.capture.body.text or ""


def _older_than_as_of(case: _Case) -> bool:
    """Whether a reopening of the edition in force rests on what was public before its as-of."""
    looks = Reopening.objects.filter(edition=case.earlier, reaffirmation=None)
    return case.earlier is not None and looks.filter(older_than_as_of=True).exists()


def _of_judges(review: Review, earlier: Edition | None) -> str | None:
    """A reopened edition is judged by at least one person who had no part in it."""
    if earlier is None:
        return None
    return objection_to_judges(judges=_people(review), edition_people=_people(earlier.review))


def _people(review: Review) -> set[int]:
    writers = set(review.verdicts.values_list("by_id", flat=True))
    return writers | ({review.signed_by_id} if review.signed_by_id else set())


def _against_standing(case: _Case, look: Reopening, *, words: str, by: User) -> list[str]:
    found = [
        None if by.may(Verb.PUBLISH) else "Only an editor lets an edition stand.",
        None
        if _ending(case.review) is Ending.STANDS
        else "The review was not signed off as standing.",
        None if words.strip() else "Say in a sentence why it stands: readers see it.",
        _of_judges(case.review, look.edition),
    ]
    news = policy.unread(grounds_of_verdict(case.verdict, claim=case.claim), case.stands)
    if news:
        found.append(f"Evidence newer than the verdict's as-of is unread: {news.words}")
    return [each for each in found if each]


def _keys(stands: StandingFacts) -> list[str]:
    return sorted(origin.key for origin in stands.standing.origins)


def _write(case: _Case, draft: Draft, *, by: User, now: datetime) -> Edition:
    claim, verdict = case.claim, case.verdict
    edition = Edition.objects.create(
        fact_check=_fact_check(claim, title=draft.title, now=now),
        number=draft.number,
        review=case.review,
        verdict=verdict,
        rating=verdict.rating,
        title=draft.title,
        claim_words=claim.statement,
        said_by_words=_said_by(claim),
        summary=verdict.summary,
        finding=verdict.reasoning,
        as_of=verdict.as_of,
        change=draft.change.value,
        change_words=draft.change_words.strip(),
        update_reason=draft.update_reason.strip(),
        accepted_status=case.stands.standing.status.value,
        accepted_origins=_keys(case.stands),
        published_at=now,
        published_by=by,
    )
    Citation.objects.bulk_create(_citations(edition, case))
    Claim.objects.filter(pk=claim.pk, frozen_at=None).update(frozen_at=now)
    facts = {
        "edition": edition.pk,
        "number": edition.number,
        "change": edition.change,
        "rating_changed": bool(case.earlier and case.earlier.rating_id != edition.rating_id),
        "fact_check": edition.fact_check_id,
        "review": case.review.pk,
    }
    told = {"title": edition.title, "change_words": edition.change_words}
    ledger.append(claim, "publishing.published", by=by, now=now, facts=facts, texts=told)
    return edition


def _fact_check(claim: Claim, *, title: str, now: datetime) -> FactCheck:
    """The claim's address: made once, with its first title, and kept whatever the title becomes."""
    kept = FactCheck.objects.filter(claim=claim).first()
    if kept:
        return kept
    slug = slugify(title)[:100].strip("-") or f"fact-check-{claim.pk}"
    if slug in RESERVED or FactCheck.objects.filter(slug=slug).exists():
        slug = f"{slug}-{claim.pk}"
    return FactCheck.objects.create(claim=claim, slug=slug, created_at=now)


def _said_by(claim: Claim) -> str:
    relays = claim.founded_on.relays.order_by("order") if claim.founded_on else []
    chain = [relay.name or relay.as_written for relay in relays]
    if not chain and claim.claimant:
        chain = [claim.claimant.name]
    return said_by(chain)[:400]


def _citations(edition: Edition, case: _Case) -> list[Citation]:
    told = {
        passage: origin_words(origin)
        for origin in case.stands.standing.origins
        for passage in origin.passages
    }
    return [
        _citation(edition, case, order=order, origin=told.get(appearance.pk, ""))
        for order, appearance in enumerate(case.evidence, start=1)
    ]


def _citation(edition: Edition, case: _Case, *, order: int, origin: str) -> Citation:
    appearance = case.evidence[order - 1]
    capture = appearance.capture
    outlet = capture.article.outlet
    decision = case.decisions.get(appearance.digest)
    return Citation(
        edition=edition,
        order=order,
        appearance=appearance,
        stance=Stance(decision.stance if decision else appearance.stance).value,
        quote=quote(_text(appearance), appearance.start, appearance.end),
        origin_words=origin,
        outlet=outlet.name if outlet else "an unnamed outlet",
        url=capture.article.url,
        published_at=capture.published_at,
        sha256=capture.sha256,
    )
