"""Verdicts on any claim, and editions of them, for the tests of ratings that contradict."""

from datetime import datetime, timedelta

from accounts.models import User
from claims.models import Claim
from publishing.actions import publish
from publishing.models import Edition
from publishing.states import Change
from tests.publishing import make
from tests.publishing.make import Signed, at


def verdict(claim: Claim, label: str, *, by: User, signer: User, when: datetime) -> Signed:
    """A verdict on the claim that rests on a passage of its own."""
    name = f"{claim.number} at {when:%d %H}"
    version = make.capture(
        f"{claim.statement}, said Lind. {name}.", of=make.outlet("City Herald"), published=at(12, 9)
    )
    found = make.spoken(claim, version, make.speaker("Lind"), by=by, when=at(12, 11))
    return Signed(claim, by, signer, label, when, [found])


def released(case: Signed, *, seen: tuple[int, ...] = (), change: Change = Change.FIRST) -> Edition:
    return publish(
        make.signed(case),
        title="Is the bridge safe?",
        change=change,
        change_words="" if change is Change.FIRST else "We looked again.",
        by=case.signer,
        now=case.when + timedelta(minutes=1),
        seen=seen,
    )
