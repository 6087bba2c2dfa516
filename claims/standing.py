"""Where a claim stands and why: the one door to the rules of evidence and of dates.

Pure: the same facts and the same moment give the same answer, in any order, with any number
of copies. A re-check never answers `unchecked`; that is the claim nobody has looked at yet.
"""

from datetime import datetime
from typing import Final

from claims import codec
from claims.dates import by_the_clock, deadline, turning_points
from claims.facts import ClaimFacts, Status
from claims.finding import Origin, Reason, ReasonCode, Standing
from claims.origins import hear
from claims.reasons import reasons_for
from claims.weighing import weigh

__all__ = ["ENGINE", "Origin", "Reason", "ReasonCode", "Standing", "deadline", "standing"]

ENGINE: Final = "standing-2"


def standing(facts: ClaimFacts, *, now: datetime) -> Standing:
    """The claim's status at `now`, the origins counted, the reasons, and when to look again.

    `origins` holds counted origins only: an interested party's denial that moves nothing is
    printed among the reasons. `next_look` is the next instant at which the clock alone changes
    the answer, or None. ValueError if `now` has no zone.
    """
    moment = codec.utc(now)
    hearing = hear(facts, now=moment)
    weighed = weigh(facts, hearing.origins)
    timed = by_the_clock(facts, now=moment)
    return Standing(
        status=timed or weighed.status,
        origins=(*weighed.supports, *weighed.denies),
        reasons=reasons_for(facts, weighed, hearing.aside, timed=timed, now=moment),
        next_look=_next_look(facts, timed=timed, now=moment),
        engine=ENGINE,
    )


def _next_look(facts: ClaimFacts, *, timed: Status | None, now: datetime) -> datetime | None:
    ahead = [moment for moment in turning_points(facts) if moment > now]
    # What is resolved waits for nothing but a person who takes the outcome back.
    return None if timed is Status.RESOLVED else min(ahead, default=None)
