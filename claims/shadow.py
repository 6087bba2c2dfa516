"""A changed method runs in shadow: what it alone would move waits for an editor. Pure.

Source: rules of meaning, section 3. The last re-check's own facts are decided again by the rules of
now. Where those say something else, our method moved and not the world: the claim stays where it
stood until an editor releases it. What differs from that answer as well is new evidence, or a day
that passed, and is never held up.
"""

from claims import codec
from claims.facts import ClaimFacts
from claims.finding import Origin, Standing
from claims.replaying import Recorded
from claims.standing import ENGINE, standing

# A status, and who is counted on which side: what an edition is held against.
Shape = tuple[str, frozenset[str]]


def by_method_alone(last: Recorded | None, found: Standing) -> bool:
    """Whether our changed method, and nothing else, made `found` of what stood after `last`."""
    if last is None:
        return False
    if last.engine == ENGINE:
        return bool(last.shadow) and _shape(found) == (last.shadow, _keys(last))
    said = _shape(standing(ClaimFacts.from_json(last.facts), now=last.at))
    return _shape(found) == said and _moved(last, said)


def _moved(last: Recorded, said: Shape) -> bool:
    """Whether the rules of now say another thing than what stands.

    The origins of a re-check in shadow are those of a method that was never released.
    """
    if last.shadow:
        return said[0] != last.after
    return said != (last.after, _keys(last))


def _shape(found: Standing) -> Shape:
    return found.status.value, frozenset(origin.key for origin in found.origins)


def _keys(check: Recorded) -> frozenset[str]:
    return frozenset(Origin.from_json(codec.mapping(row)).key for row in check.origins)
