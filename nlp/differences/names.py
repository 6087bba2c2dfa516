"""A name or a place in the place of another, where the two texts otherwise run alike."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from nlp.dates import MONTHS, WEEKDAYS
from nlp.differences.places import Place, compatible
from nlp.differences.reading import Reading, Slot, Word, differs, slots
from nlp.values import Difference, Span
from nlp.words import listed

# Two spellings of one name: Zelensky and Zelenskyy, but not Biden and Iden.
SPELT_ALIKE: Final = 80
# More capitals than this, and a capital says nothing: a headline in Title Case.
MOST_CAPITALS: Final = 0.7
TITLES: Final = listed(
    "mr mrs ms u.s miss dr sir lady lord dame president vice prime minister chancellor senator sen"
    " representative rep congressman congresswoman governor gov mayor secretary chairman"
    " chairwoman speaker general gen colonel col captain capt sergeant judge justice king queen"
    " prince princess pope bishop professor prof ambassador director chief first second former ex"
    " jr st saint inc corp ltd co company party state republic department ministry county u"
)
# One person by another first name.
_NICKNAMES: Final = (
    listed("joe joseph"),
    listed("bill william billy will"),
    listed("bob robert bobby rob"),
    listed("mike michael"),
    listed("jim james jimmy"),
    listed("tom thomas"),
    listed("ted edward ed eddie theodore"),
    listed("dick richard rick"),
    listed("don donald donnie"),
    listed("dan daniel"),
    listed("ben benjamin"),
    listed("tim timothy"),
    listed("tony anthony antony"),
    listed("steve stephen steven"),
    listed("kate katherine catherine kathy"),
    listed("liz elizabeth beth"),
    listed("chris christopher"),
    listed("alex alexander aleksandr oleksandr"),
    listed("volodymyr vladimir"),
    listed("bernie bernard"),
    listed("jeb john jack"),
    listed("chuck charles"),
    listed("deborah debbie debra"),
)
_NO_NAME: Final = re.compile(
    r"(?:s|ing|ly|ed|tion|sion|men[t]|ness|ity|ism|ance|ence|[u]re|age|ship|hood)$"
)
_MASS: Final = listed(
    "crime health trade tax welfare immigration education people police women men children water"
    " food oil gas power money work war peace life death news data evidence research anyone"
    " everyone somebody someone something everything today here there under after before since"
    " during despite these those remember hey now instead well right damn yes ok wow"
)


def names(
    claim: tuple[Reading, Sequence[Place]], passage: tuple[Reading, Sequence[Place]]
) -> Iterator[Difference]:
    """Slots in which both texts have a name, and not the same one."""
    (ours, left), (theirs, right) = claim, passage
    titled = _titled(ours) or _titled(theirs)
    for slot in slots(ours, theirs):
        here, there = _place_in(left, slot.ours), _place_in(right, slot.theirs)
        if here and there:
            if not _known(here, right) and not _known(there, left):
                yield differs("place", (ours, here.span(ours)), (theirs, there.span(theirs)))
        elif not titled:
            yield from _persons(ours, theirs, slot)


def _known(place: Place, others: Sequence[Place]) -> bool:
    return any(compatible(place, other) for other in others)


def _place_in(found: Sequence[Place], bounds: tuple[int, int]) -> Place | None:
    inside = (one for one in found if one.first < bounds[1] and bounds[0] < one.end)
    return next(inside, None)


def _persons(ours: Reading, theirs: Reading, slot: Slot) -> Iterator[Difference]:
    mine, other = _run(ours, slot.ours, theirs), _run(theirs, slot.theirs, ours)
    if mine and other and not _one_name(ours, mine, theirs, other):
        yield differs("name", (ours, _span(ours, mine)), (theirs, _span(theirs, other)))


def _run(reading: Reading, bounds: tuple[int, int], other: Reading) -> range | None:
    """The words of a name that the other text lacks, if the slot holds nothing else."""
    elsewhere = {word.lower for word in other.words}
    telling = [at for at in range(*bounds) if _tells(reading.words[at])]
    if not telling or any(reading.words[at].lower in elsewhere for at in telling):
        return None
    run = range(telling[0], telling[-1] + 1)
    broken = any(_comma(reading, at) for at in run[1:])
    fit = not broken and all(_is_name(reading, at, bounds[1]) for at in telling)
    return run if fit else None


def _tells(word: Word) -> bool:
    return bool(word.stem) and word.lower not in TITLES


def _is_name(reading: Reading, at: int, end: int) -> bool:
    word = reading.words[at]
    if not word.capital or len(word.lower) < 2:
        return False
    if word.lower in WEEKDAYS or word.lower[:3] in MONTHS:
        return False
    return not reading.opens(at) or _may_open(reading, at, end)


def _may_open(reading: Reading, at: int, end: int) -> bool:
    """Whether the first word of a sentence is a name, and no plural, adverb or exclamation.

    A bare singular noun opens no English sentence, so what stands alone before the rest of one is
    nearly always a name; "Now, look" and "Poor Smith" are not.
    """
    word = reading.words[at]
    if _NO_NAME.search(word.lower) or word.lower in _MASS:
        return False
    if at + 1 == len(reading.words) or _comma(reading, at + 1):
        return False
    after = reading.words[at + 1]
    return after.capital and bool(after.stem) if at + 1 < end else not after.capital


def _comma(reading: Reading, at: int) -> bool:
    return not reading.text[reading.words[at - 1].end : reading.words[at].start].isspace()


def _one_name(ours: Reading, mine: range, theirs: Reading, other: range) -> bool:
    """The same by spelling, by initials, or by a short first name."""
    left = [word.lower for word in ours.words[mine.start : mine.stop] if word.stem]
    right = [word.lower for word in theirs.words[other.start : other.stop] if word.stem]
    alike = any(fuzz.ratio(a, b) >= SPELT_ALIKE or _nickname(a, b) for a in left for b in right)
    return alike or _initials(left) in right or _initials(right) in left or _joined(left, right)


def _nickname(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _NICKNAMES)


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words) if len(words) > 1 else "-"


def _joined(left: Sequence[str], right: Sequence[str]) -> bool:
    """ "AfricanAmericans" and "African-Americans"."""
    one, other = "".join(left), "".join(right)
    return one in other or other in one


def _span(reading: Reading, words: range) -> Span:
    return Span(reading.words[words.start].start, reading.words[words.stop - 1].end)


def _titled(reading: Reading) -> bool:
    telling = [word for word in reading.words if word.stem and not word.lower[0].isdigit()]
    capitals = sum(word.capital for word in telling)
    return len(telling) > 5 and capitals > MOST_CAPITALS * len(telling)
