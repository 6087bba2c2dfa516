"""Publishing an edition, letting a reopened one stand, closing a claim; all end in its ledger."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from accounts.policy import Verb
from claims import actions as claim_actions
from claims import ledger
from claims.facts import Stance
from claims.models import Claim
from claims.states import Stage
from publishing import policy
from publishing.cases import (
    Case,
    case_of,
    ending,
    evidence_of,
    is_looked_at,
    look_of,
    of_judges,
    of_method,
    older_than_as_of,
    on_scale,
    text_of,
)
from publishing.errors import MayNotClose, NothingToAffirm, NotReady
from publishing.facts import Draft, StandingFacts
from publishing.grounds import grounds_of_verdict
from publishing.models import Citation, Edition, FactCheck, Reaffirmation, Reopening
from publishing.pairs import Rival, locked_with_linked, rivals_of
from publishing.quotes import quote
from publishing.seeing import note_seen, objections_of_unseen
from publishing.states import Change
from publishing.wording import chain_of, origin_words, said_by
from reviews.models import Review
from reviews.states import Ending, Polarity

# Addresses of the readers' other pages.
RESERVED: Final = frozenset({"corrections"})


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
    seen: Collection[int] = (),
) -> Edition:
    """Publish a signed-off verdict as the next edition; doing it twice gives the same edition.

    Re-runs the claim's standing at `now`. `seen` holds the ids of the editions of linked claims
    that contradict this rating, as the publisher ticked them. Raises NotReady with every objection.
    """
    claim = locked_with_linked(review.claim_id)
    done = Edition.objects.filter(review=review).first()
    if done:
        return done
    case = case_of(review, claim, now=now)
    number = case.earlier.number + 1 if case.earlier else 1
    draft = Draft(
        title=title.strip(),
        claim_words=claim.statement,
        number=number,
        rating_changed=case.rating_changed,
        change=change,
        change_words=change_words,
        update_reason=update_reason,
        ending=ending(case.review),
        on_scale=on_scale(case.verdict),
        writer=case.verdict.by_id,
        signer=case.review.signed_by_id,
        may_publish=by.may(Verb.PUBLISH),
        evidence=tuple(evidence_of(case)),
        older_than_as_of=older_than_as_of(case),
        unread=policy.unread(grounds_of_verdict(case.verdict, claim=claim), case.stands),
    )
    of_case = (of_judges(case.review, case.earlier), of_method(case), _of_stage(claim))
    rivals = _rivals(case, change)
    of_linked = objections_of_unseen(rivals, seen=seen)
    objections = (*policy.gate(draft), *filter(None, of_case), *of_linked)
    if objections:
        raise NotReady(*objections)
    edition = _write(case, draft, by=by, now=now)
    for rival in rivals:
        note_seen(edition, rival.edition, words="", by=by, now=now)
    return edition


def _rivals(case: Case, change: Change) -> list[Rival]:
    """What the edition would contradict; one that takes everything back contradicts nothing."""
    if change is Change.RETRACTION:
        return []
    return rivals_of(case.claim, Polarity(case.verdict.rating.polarity))


def _of_stage(claim: Claim) -> str | None:
    """What readers hold is watched, and only a tracked claim is."""
    if claim.stage == Stage.TRACKED:
        return None
    return f"{claim.number} is not tracked any more. Track it again, or let the verdict rest."


@transaction.atomic
def close_claim(claim: Claim, *, why: str, by: User, now: datetime) -> None:
    """Stop tracking a claim, unless readers hold something of it that must stay watched.

    Raises MayNotClose, and what claims refuses.
    """
    Claim.objects.select_for_update().get(pk=claim.pk)
    edition = Edition.objects.in_force().filter(fact_check__claim=claim).first()
    objection = policy.objection_to_close(
        published=edition is not None,
        looked_at=edition is not None and is_looked_at(edition),
        may_publish=by.may(Verb.PUBLISH),
    )
    if objection:
        raise MayNotClose(objection)
    claim_actions.close(claim, why=why, by=by, now=now)


@transaction.atomic
def let_stand(review: Review, *, words: str, by: User, now: datetime) -> Reaffirmation:
    """End the look at a reopened edition: it stands; doing it twice gives the same row.

    Raises NothingToAffirm if no edition is being looked at, NotReady with every objection.
    """
    claim = Claim.objects.select_for_update().get(pk=review.claim_id)
    done = Reaffirmation.objects.filter(reopening__review=review).first()
    if done:
        return done
    case = case_of(review, claim, now=now)
    look = look_of(case)
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


def _against_standing(case: Case, look: Reopening, *, words: str, by: User) -> list[str]:
    found = [
        None if by.may(Verb.PUBLISH) else "Only an editor lets an edition stand.",
        None
        if ending(case.review) is Ending.STANDS
        else "The review was not signed off as standing.",
        None if words.strip() else "Say in a sentence why it stands: readers see it.",
        of_judges(case.review, look.edition),
        of_method(case),
        _of_another_rating(case),
    ]
    news = policy.unread(grounds_of_verdict(case.verdict, claim=case.claim), case.stands)
    if news:
        found.append(f"Evidence newer than the verdict's as-of is unread: {news.words}")
    return [each for each in found if each]


def _of_another_rating(case: Case) -> str | None:
    """Readers are told that the rating holds, so the verdict behind that must say the same."""
    if case.earlier is None or not case.rating_changed:
        return None
    rated, said = case.verdict.rating.label, case.earlier.rating.label
    return f"Your verdict rates it {rated}, the edition says {said}: publish a new edition instead."


def _keys(stands: StandingFacts) -> list[str]:
    return sorted(origin.key for origin in stands.standing.origins)


def _write(case: Case, draft: Draft, *, by: User, now: datetime) -> Edition:
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
    body = f"{edition.summary} {edition.finding}"
    claim_actions.keep_published_text(claim, title=edition.title, body=body)
    facts = {
        "edition": edition.pk,
        "number": edition.number,
        "change": edition.change,
        "rating_changed": case.rating_changed,
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
    chain = chain_of(
        [relay.name or relay.as_written for relay in relays],
        claimant=claim.claimant.name if claim.claimant else "",
        alleged_source=claim.alleged_source.name if claim.alleged_source else "",
    )
    return said_by(chain)[:400]


def _citations(edition: Edition, case: Case) -> list[Citation]:
    told = {
        passage: origin_words(origin)
        for origin in case.stands.standing.origins
        for passage in origin.passages
    }
    return [
        _citation(edition, case, order=order, origin=told.get(appearance.pk, ""))
        for order, appearance in enumerate(case.evidence, start=1)
    ]


def _citation(edition: Edition, case: Case, *, order: int, origin: str) -> Citation:
    appearance = case.evidence[order - 1]
    capture = appearance.capture
    outlet = capture.article.outlet
    decision = case.decisions.get(appearance.digest)
    return Citation(
        edition=edition,
        order=order,
        appearance=appearance,
        stance=Stance(decision.stance if decision else appearance.stance).value,
        quote=quote(text_of(appearance), appearance.start, appearance.end),
        origin_words=origin,
        outlet=outlet.name if outlet else "an unnamed outlet",
        url=capture.article.url,
        published_at=capture.published_at,
        sha256=capture.sha256,
    )
