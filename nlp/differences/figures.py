"""Amounts side by side: another number, another unit, or the same number with another bound."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, Literal, TypeAlias

from nlp.differences.amounts import Amount
from nlp.differences.reading import Reading, differs
from nlp.values import Difference

Verdict: TypeAlias = Literal["same", "number", "unit", "quantity"]
Amounts: TypeAlias = Sequence[Amount]

ROUNDING: Final = 0.03  # "3.2 million" for 3,187,000
ABOUT: Final = 0.10  # "about 300" for 280, "nearly 500" for 460
# Bounds that say the same where the number is the same.
_ALIKE: Final = frozenset(
    {
        frozenset({"about", "exact"}),
        frozenset({"about", "least"}),
        frozenset({"about", "nearly"}),
        frozenset({"most", "nearly"}),
    }
)


def numbers(
    claim: tuple[Reading, Amounts], passage: tuple[Reading, Amounts]
) -> Iterator[Difference]:
    """Of amounts of one thing, those for which the other text has only another amount."""
    (ours, left), (theirs, right) = claim, passage
    seen = dict(_verdicts(left, right))
    agreed = {pair for pair, verdict in seen.items() if verdict == "same"}
    done_left, done_right = {i for i, _ in agreed}, {j for _, j in agreed}
    for i, j in sorted(seen, key=lambda pair: _distance(left[pair[0]], right[pair[1]], pair)):
        verdict = seen[i, j]
        if verdict == "same" or i in done_left or j in done_right:
            continue
        done_left.add(i)
        done_right.add(j)
        one, other = left[i], right[j]
        bound = verdict == "quantity"
        here, there = (one.whole, other.whole) if bound else (one.span, other.span)
        yield differs(verdict, (ours, here), (theirs, there))


def _verdicts(left: Amounts, right: Amounts) -> Iterator[tuple[tuple[int, int], Verdict]]:
    for (i, one), (j, other) in product(enumerate(left), enumerate(right)):
        if _of_one_thing(one, other):
            yield (i, j), _verdict(one, other)


def _distance(one: Amount, other: Amount, at: tuple[int, int]) -> tuple[bool, int, int, int]:
    """The amount with the same face first, then the one that stands among the same words."""
    return one.face != other.face, -len(one.near & other.near), abs(at[0] - at[1]), min(at)


def _of_one_thing(one: Amount, other: Amount) -> bool:
    """Whether both measure or count the same, near a word that both texts have."""
    if one.unit is None and other.unit is None:
        if one.heads or other.heads:
            return bool(one.heads & other.heads)
        return bool(one.lead) and one.lead == other.lead
    if one.unit is None or other.unit is None or one.unit.measure != other.unit.measure:
        return False
    same_heads = one.heads == other.heads or bool(one.heads & other.heads)
    return same_heads and bool(one.near & other.near)


def _verdict(one: Amount, other: Amount) -> Verdict:
    if one.rate and other.rate and one.rate != other.rate:
        return "unit"
    if one.unit and other.unit and one.unit.name != other.unit.name:
        return _across_units(one, other)
    if "vague" in (one.manner, other.manner):
        return "same" if one.low <= other.high and other.low <= one.high else "quantity"
    if "range" in (one.manner, other.manner):
        return _ranges(one, other)
    return _bounded(one, other)


def _across_units(one: Amount, other: Amount) -> Verdict:
    if one.unit is None or one.unit.factor is None:
        return "unit"
    if _near(one.low, other.low, ROUNDING):
        return "same"
    return "unit" if one.face == other.face else "number"


def _ranges(one: Amount, other: Amount) -> Verdict:
    if one.manner == other.manner:
        same = _rounded(one, other) and _near(one.high, other.high, ROUNDING)
        return "same" if same else "number"
    whole, single = (one, other) if one.manner == "range" else (other, one)
    return "quantity" if whole.low <= single.low <= whole.high else "number"


def _bounded(one: Amount, other: Amount) -> Verdict:
    if one.manner == other.manner or frozenset((one.manner, other.manner)) in _ALIKE:
        loose = "about" in (one.manner, other.manner)
        return "same" if _rounded(one, other, ABOUT if loose else 0.0) else "number"
    if one.low == other.low:
        return "quantity"
    if "exact" in (one.manner, other.manner):
        bound, exact = (other, one) if one.manner == "exact" else (one, other)
        return "same" if _within(bound, exact.low) else "number"
    return "quantity" if _near(one.low, other.low, ABOUT) else "number"


def _within(bound: Amount, value: float) -> bool:
    """Whether the exact value is what a person would round to this bound."""
    above = value > bound.low
    return above == (bound.manner == "least") and _near(bound.low, value, ABOUT)


def _rounded(one: Amount, other: Amount, loose: float = 0.0) -> bool:
    """Whether one may be the other, rounded."""
    step = max(one.step, other.step)
    apart = abs(one.low - other.low)
    return _near(one.low, other.low, loose) or (
        apart <= step * 1.000001 and _near(one.low, other.low, ROUNDING)
    )


def _near(one: float, other: float, share: float) -> bool:
    return abs(one - other) <= max(share, 1e-9) * max(abs(one), abs(other))
