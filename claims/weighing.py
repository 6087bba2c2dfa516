"""What the counted origins of both sides amount to: the table of statuses (rules, section 3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.facts import ClaimFacts, ClaimKind, OriginKind, Stance, Status
from claims.finding import Origin

# Nobody knows better than the holder whether these are so.
HELD = frozenset({ClaimKind.POSITION, ClaimKind.PLAN, ClaimKind.COMMITMENT})


@dataclass(frozen=True, slots=True)
class Weighed:
    """The status by evidence, with the origins that it counts and the denials only printed."""

    status: Status
    supports: tuple[Origin, ...]
    denies: tuple[Origin, ...]
    printed: tuple[Origin, ...]
    two_voices: frozenset[str]  # principals relayed on one side and heard directly on the other


def weigh(facts: ClaimFacts, origins: Sequence[Origin]) -> Weighed:
    """Where the evidence stands, whatever its order."""
    supports = tuple(origin for origin in origins if origin.side is Stance.SUPPORTS)
    denies = tuple(origin for origin in origins if origin.side is Stance.DENIES)
    torn = _two_voices(supports, denies)
    if any(_denial_counts(facts, origin) for origin in denies):
        return Weighed(_status(facts.kind, supports, denies), supports, denies, (), torn)
    if torn and not _corroborated_without(facts.kind, supports, torn):
        return Weighed(Status.DISPUTED, supports, denies, (), torn)
    return Weighed(_status(facts.kind, supports, ()), supports, (), denies, frozenset())


def _denial_counts(facts: ClaimFacts, origin: Origin) -> bool:
    """Whether this denial moves a status alone: an interested party's does not, save a holder's."""
    holders_own = facts.kind in HELD and origin.principal == facts.holder and origin.directly
    return holders_own or not origin.interested


def _two_voices(supports: Sequence[Origin], denies: Sequence[Origin]) -> frozenset[str]:
    directly = {origin.principal: origin.directly for origin in supports}
    return frozenset(
        origin.principal
        for origin in denies
        if origin.principal in directly and directly[origin.principal] is not origin.directly
    )


def _corroborated_without(
    kind: ClaimKind,
    supports: Sequence[Origin],
    torn: frozenset[str],
) -> bool:
    firm = [origin for origin in supports if origin.principal not in torn]
    return _corroborated(kind, firm)


def _status(kind: ClaimKind, supports: Sequence[Origin], denies: Sequence[Origin]) -> Status:
    if not denies:
        return Status.CORROBORATED if _corroborated(kind, supports) else Status.UNVERIFIED
    return Status.CONTRADICTED if _contradicted(supports, denies) else Status.DISPUTED


def _corroborated(kind: ClaimKind, supports: Sequence[Origin]) -> bool:
    recorded = kind is ClaimKind.SAID and any(_is_record(origin) for origin in supports)
    return recorded or _two_with_one_disinterested(supports)


def _contradicted(supports: Sequence[Origin], denies: Sequence[Origin]) -> bool:
    enough = any(_is_record(origin) for origin in denies) or _two_with_one_disinterested(denies)
    # A record on the other side is more than the claim's own origin.
    only_its_own = len(supports) <= 1 and not any(_is_record(origin) for origin in supports)
    return enough and only_its_own


def _two_with_one_disinterested(origins: Sequence[Origin]) -> bool:
    return len(origins) >= 2 and not all(origin.interested for origin in origins)


def _is_record(origin: Origin) -> bool:
    return origin.kind is OriginKind.RECORD
