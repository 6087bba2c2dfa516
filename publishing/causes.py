"""Why an edition was called back, in sentences without status words. Pure."""

from collections.abc import Sequence
from typing import Final

from claims.facts import Stance
from claims.finding import Origin, Standing
from claims.wording import headline_for_readers

DATE_PASSED: Final = "The date by which it was to be so has passed."
METHOD_CHANGED: Final = "Our method changed, not the reporting."


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them.

    >>> listed(["A"]), listed(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def taken_back(outlets: Sequence[str]) -> str:
    """That publishers retracted or corrected what the edition quotes."""
    return f"Quoted in the edition, now taken back by its publisher: {listed(outlets)}."


def changed(outlets: Sequence[str]) -> str:
    """That articles no longer carry what the edition quotes."""
    return f"Quoted in the edition, and no longer there as quoted: {listed(outlets)}."


def moved(standing: Standing, *, rating: str) -> str:
    """That the evidence went where the rating cannot stay."""
    return f"{headline_for_readers(standing)}: {rating} does not sit with that."


def heard(origins: Sequence[Origin]) -> str:
    """New origins, and what each does to the claim."""
    return " ".join(f"New: {voice(origin)}, {_does(origin)} it." for origin in origins)


def voice(origin: Origin) -> str:
    """An origin and how it reached us."""
    if origin.directly:
        return f"{origin.name}, heard directly"
    return f"{origin.name}, through {listed(origin.via)}" if origin.via else origin.name


def _does(origin: Origin) -> str:
    return "denies" if origin.side is Stance.DENIES else "supports"
