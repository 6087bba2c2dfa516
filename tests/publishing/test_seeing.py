"""An edition that contradicts another one: `publishing/{actions,seeing}.py`."""

from functools import partial

import pytest

from accounts.models import User
from claims import ledger
from claims.actions import link
from claims.links import unlink
from claims.models import Claim
from claims.states import LinkKind
from publishing.actions import publish
from publishing.errors import NotReady
from publishing.models import BothSeen, Edition
from publishing.pairs import rivals_of, unseen
from publishing.states import Change
from reviews.models import Review
from reviews.states import Polarity
from tests.jobs.together import at_once
from tests.publishing import make
from tests.publishing.make import at
from tests.publishing.rated import released, verdict

pytestmark = pytest.mark.django_db
WHY = "One speaks of the old bridge."
FIRST, TAKEN_BACK = Change.FIRST, Change.RETRACTION


@pytest.fixture
def safe(carl: User) -> Claim:
    return make.claim("The bridge is safe for lorries", by=carl)


@pytest.fixture
def unsafe(carl: User) -> Claim:
    return make.claim("The bridge is unsafe for lorries", by=carl)


def test_the_second_of_two_is_refused_until_somebody_ticks_that_both_were_seen(
    safe: Claim, unsafe: Claim, carl: User, edna: User
) -> None:
    link(unsafe, safe, kind=LinkKind.CONTRADICTS, by=carl, now=at(12, 12))
    first = released(verdict(safe, "True", by=carl, signer=edna, when=at(13, 8)))
    case = verdict(unsafe, "Mostly true", by=carl, signer=edna, when=at(13, 9))

    with pytest.raises(NotReady) as refused:
        released(case)
    second = publish(
        Review.objects.get(claim=unsafe),
        title="Is it unsafe?",
        change=Change.FIRST,
        change_words="",
        by=edna,
        now=at(13, 10),
        seen=(first.pk,),
    )

    told = f"{safe.number} is rated True in its edition 1, which contradicts this rating. "
    assert refused.value.objections == (f"{told}Look at both, and tick that you have seen them.",)
    row = BothSeen.objects.get()
    assert (row.one, row.other) == (first, second)
    assert (row.by, row.at, row.words) == (edna, at(13, 10), "")
    for claim in (safe, unsafe):
        event = claim.ledger.get(kind="publishing.both_seen")
        assert event.facts["editions"] == [first.pk, second.pk]
        assert event.actor == edna
        assert ledger.broken(claim) is None
    assert unseen(most=10) == []


def test_a_tick_of_an_edition_that_was_replaced_is_refused_by_name(
    safe: Claim, unsafe: Claim, carl: User, rita: User, edna: User
) -> None:
    link(unsafe, safe, kind=LinkKind.CONTRADICTS, by=carl, now=at(12, 12))
    first = released(verdict(safe, "True", by=carl, signer=edna, when=at(13, 8)))
    newer = released(
        verdict(safe, "Mostly true", by=rita, signer=edna, when=at(13, 9)), change=Change.CORRECTION
    )

    with pytest.raises(NotReady, match=f"Since you looked, {safe.number} is rated Mostly true"):
        released(verdict(unsafe, "True", by=carl, signer=edna, when=at(13, 10)), seen=(first.pk,))

    assert not Edition.objects.filter(fact_check__claim=unsafe).exists()
    assert not BothSeen.objects.exists()
    assert newer.number == 2


@pytest.mark.parametrize(
    ("kind", "mine", "change"),
    [
        (LinkKind.CONTRADICTS, "False", FIRST),
        (LinkKind.CONTRADICTS, "Half true", FIRST),
        (LinkKind.CONTRADICTS, "Unproven", FIRST),
        (LinkKind.DUPLICATE_OF, "Mostly true", FIRST),
        (LinkKind.UPDATES, "False", FIRST),
        (LinkKind.SAYS, "False", FIRST),
        (LinkKind.CONTRADICTS, "True", TAKEN_BACK),
    ],
)
def test_what_contradicts_nothing_is_published_without_a_tick(
    safe: Claim,
    unsafe: Claim,
    carl: User,
    rita: User,
    edna: User,
    *,
    kind: LinkKind,
    mine: str,
    change: Change,
) -> None:
    if change is not Change.FIRST:
        released(verdict(unsafe, "Unproven", by=carl, signer=edna, when=at(13, 7)))
    released(verdict(safe, "True", by=carl, signer=edna, when=at(13, 8)))
    link(unsafe, safe, kind=kind, by=carl, now=at(13, 8, 30))

    released(verdict(unsafe, mine, by=rita, signer=edna, when=at(13, 9)), change=change)

    assert not BothSeen.objects.exists()


def test_a_link_that_was_taken_back_asks_for_nothing(
    safe: Claim, unsafe: Claim, carl: User, edna: User
) -> None:
    row = link(unsafe, safe, kind=LinkKind.CONTRADICTS, by=carl, now=at(12, 12))
    released(verdict(safe, "True", by=carl, signer=edna, when=at(13, 8)))
    unlink(row, why=WHY, by=carl, now=at(13, 9))

    released(verdict(unsafe, "True", by=carl, signer=edna, when=at(13, 10)))

    assert unseen(most=10) == []


def test_the_direction_of_what_follows_from_what_decides(
    safe: Claim, unsafe: Claim, carl: User, edna: User
) -> None:
    link(safe, unsafe, kind=LinkKind.FOLLOWS_FROM, by=carl, now=at(12, 12))

    def rivals(claim: Claim, says: Polarity) -> list[Claim]:
        return [rival.edition.fact_check.claim for rival in rivals_of(claim, says)]

    released(verdict(unsafe, "True", by=carl, signer=edna, when=at(13, 8)))
    assert rivals(safe, Polarity.AGAINST) == [unsafe]
    assert rivals(safe, Polarity.SUPPORTS) == []

    released(verdict(safe, "True", by=carl, signer=edna, when=at(13, 9)))
    assert rivals(unsafe, Polarity.AGAINST) == []
    assert rivals(unsafe, Polarity.SUPPORTS) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_published_at_once_the_second_sees_the_first(
    safe: Claim, unsafe: Claim, carl: User, edna: User
) -> None:
    link(unsafe, safe, kind=LinkKind.CONTRADICTS, by=carl, now=at(12, 12))
    reviews = [
        make.signed(verdict(claim, "True", by=carl, signer=edna, when=at(13, 8)))
        for claim in (safe, unsafe)
    ]

    def release(review: Review) -> bool:
        first = {"change": Change.FIRST, "change_words": "", "by": edna, "now": at(13, 9)}
        try:
            publish(review, title=f"Is {review.number} so?", **first)  # type: ignore[arg-type]  # by name
        except NotReady:
            return False
        return True

    assert sorted(at_once([partial(release, review) for review in reviews])) == [False, True]
