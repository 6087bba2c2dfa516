"""What a person knew who ended a look without a verdict calls its edition back no more. Pure."""

from dataclasses import replace

from claims.facts import Status
from publishing import causes
from publishing.facts import EditionFacts, StandingFacts
from publishing.policy import of_cited


def declined(
    edition: EditionFacts, seen: StandingFacts, standing: StandingFacts, *, moved: bool
) -> EditionFacts:
    """The edition with all that `seen` told, the standing that was looked at, accepted.

    What is found at `standing` beside that is news. So is a status that went and came back
    (`moved`: another one stood between the two), and one that now speaks of another day.
    """
    known = {(each.cause, pk) for each in of_cited(edition, seen) for pk in each.appearances}
    edition = replace(edition, declined=edition.declined | known)
    if seen.in_shadow:  # Nobody has released these origins: they were not what was looked at.
        return edition
    keys = frozenset(origin.key for origin in seen.standing.origins)
    edition = replace(
        edition,
        accepted_origins=edition.accepted_origins | keys,
        accepted_passages=edition.accepted_passages | seen.heard,
        accepted_outcome=seen.facts.outcome,
    )
    if moved or not _says_the_same(edition, seen, standing):
        return edition
    return replace(edition, accepted_status=seen.standing.status)


def _says_the_same(edition: EditionFacts, seen: StandingFacts, standing: StandingFacts) -> bool:
    before, after = (
        causes.moved(each.standing, rating=edition.rating) for each in (seen, standing)
    )
    of_a_day = standing.standing.status is Status.DUE
    return before == after and (not of_a_day or _day(seen) == _day(standing))


def _day(standing: StandingFacts) -> tuple[object, ...]:
    facts = standing.facts
    return facts.due_on, facts.due_zones, facts.condition_met_at
