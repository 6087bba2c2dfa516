"""A second claim with a verdict or an edition of its own, beside the usual one."""

from datetime import timedelta

from accounts.models import User
from claims import actions, deciding
from claims.deciding import Voice
from claims.facts import OriginKind, Stance
from claims.models import Appearance, Claim, ClaimLink
from claims.states import LinkKind
from jobs import clock
from publishing.actions import publish
from publishing.models import Edition, FactCheck
from publishing.states import Change
from reviews import actions as review_actions
from reviews.models import Review
from reviews.states import Ending
from tests.desk import make

UNSAFE = "The harbour bridge is not safe for heavy lorries"


def unsafe(desk: make.Desk, *, by: User) -> tuple[Claim, Appearance]:
    """A claim that says the contrary, and its passage that a person has confirmed."""
    row = make.claim(desk, by=by, statement=UNSAFE)
    return row, confirmed(row, desk, by=by)


def confirmed(claim: Claim, desk: make.Desk, *, by: User) -> Appearance:
    """A passage of the second article that a person has confirmed as supporting."""
    given = make.article(desk.second, text=make.DENIAL, path=f"denial-{claim.pk}")
    passage = next(each for each in given.passages if each.claim_id == claim.pk)
    voice = Voice(OriginKind.SPEAKER, desk.berg, heard_directly=True)
    deciding.confirm(passage, stance=Stance.SUPPORTS, voice=voice, by=by, now=clock.desk_now())
    make.settle()
    return passage


def contradicting(one: Claim, other: Claim, *, by: User) -> ClaimLink:
    return actions.link(one, other, kind=LinkKind.CONTRADICTS, by=by, now=clock.desk_now())


def ready(
    claim: Claim, desk: make.Desk, passage: Appearance, *, writer: User, editor: User
) -> Review:
    """A review with a verdict of "True" in, waiting for its sign-off."""
    opened = make.review(claim, by=editor)
    review_actions.assign(opened, reviewer=writer, by=writer, now=clock.desk_now())
    finding = make.finding(desk, passage, rating="True")
    review_actions.hand_in(opened, finding=finding, by=writer, now=clock.desk_now())
    return opened


def published(
    claim: Claim, desk: make.Desk, passage: Appearance, *, writer: User, editor: User
) -> Edition:
    """A first edition that says "True"."""
    make.settle()
    review = ready(claim, desk, passage, writer=writer, editor=editor)
    now = clock.desk_now() + timedelta(seconds=1)
    review_actions.sign_off(review, ending=Ending.FIRST, by=editor, now=now)
    title = f"Is {claim.number} so?"
    return publish(review, title=title, change=Change.FIRST, change_words="", by=editor, now=now)


def many_against(claim: Claim, *, like: Edition, count: int) -> None:
    """As many published claims that contradict this one, each rated as one of them is; in bulk."""
    model, review = like.fact_check.claim, like.review
    claims = Claim.objects.bulk_create(
        Claim(statement=f"C {n}", kind="fact", filed_by=model.filed_by, filed_at=model.filed_at)
        for n in range(count)
    )
    reviews = Review.objects.bulk_create(
        Review(claim=row, cause="first", state="signed_off", opened_at=review.opened_at)
        for row in claims
    )
    addresses = FactCheck.objects.bulk_create(
        FactCheck(claim=row, slug=f"check-{row.pk}", created_at=like.published_at) for row in claims
    )
    kept = "number verdict rating title claim_words summary finding as_of change accepted_status"
    same = {name: getattr(like, name) for name in (*kept.split(), "published_at", "published_by")}
    Edition.objects.bulk_create(
        Edition(**same, fact_check=address, review=row)
        for address, row in zip(addresses, reviews, strict=True)
    )
    kind, now = LinkKind.CONTRADICTS.value, like.published_at
    ClaimLink.objects.bulk_create(
        ClaimLink(source=row, target=claim, kind=kind, at=now, by=model.filed_by) for row in claims
    )
