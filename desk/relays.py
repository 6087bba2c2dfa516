"""Who told whom, as trees: each origin at the root, then who passed it on, then outlets. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claims.facts import OriginKind, PassageFacts, Stance
from claims.finding import Origin
from claims.phrases import counted

# More outlets than this under one teller are summed up; more relays in a row fold in the middle.
MOST_OUTLETS: Final = 4
MOST_RELAYS: Final = 3
# More origins than this make no drawing that anybody reads; the list beside the page has them all.
MOST_ORIGINS: Final = 12


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody in the tree: `kind` is origin, aside (does not count), relay, outlet or more.

    `side` is supports, denies, repeats or unclear, for roots alone.
    """

    name: str
    note: str
    kind: str
    side: str = ""
    told: tuple["Teller", ...] = ()


def tellers(passages: Iterable[PassageFacts], origins: Sequence[Origin]) -> tuple[Teller, ...]:
    """A tree per origin that counts, those that deny first, then what counts for nobody.

    Suggested passages, on which nobody has decided, are left out.
    """
    decided = {row.appearance_id: row for row in passages if row.confirmed is not None}
    ordered = sorted(origins, key=lambda origin: origin.side is not Stance.DENIES)
    counting = {number for origin in origins for number in origin.passages}
    kept = {(row.article_id, row.digest) for n, row in decided.items() if n in counting}
    # What a newer version still carries is drawn once, where it counts.
    gone = (row for number, row in decided.items() if number not in counting)
    rest = [row for row in gone if not (row.until and (row.article_id, row.digest) in kept)]
    roots = [_origin(origin, decided) for origin in ordered[:MOST_ORIGINS]]
    if len(ordered) > MOST_ORIGINS:
        left = counted(len(ordered) - MOST_ORIGINS, "more origin")
        roots.append(Teller(left, "all stand in the list of origins", "more"))
    return (*roots, *_aside(rest))


def told_in_words(roots: Sequence[Teller]) -> str:
    """The whole drawing for somebody who cannot see it, in two sentences."""
    counting = [root for root in roots if root.kind == "origin"]
    if not counting:
        return "Nobody whose word counts has been heard yet. The list below names the rest."
    names = "; ".join(f"{root.name} {root.side}" for root in counting)
    count = counted(len(counting), "origin counts", "origins count")
    return f"{count}: {names}. The list below says who passed it on, and where it was printed."


def _origin(origin: Origin, decided: Mapping[int, PassageFacts]) -> Teller:
    rows = [decided[number] for number in origin.passages if number in decided]
    note = _manner(origin)
    if origin.interested:
        note += ", has an interest"
    return Teller(origin.name, note, "origin", origin.side.value, _branches(rows))


def _manner(origin: Origin) -> str:
    if origin.kind is OriginKind.RECORD:
        return "a record"
    if origin.kind is OriginKind.FIRSTHAND:
        return "was there"
    if origin.kind is OriginKind.UNNAMED:
        return "not named"
    return "heard directly" if origin.directly else "not heard directly"


def _aside(rows: Sequence[PassageFacts]) -> list[Teller]:
    """What people decided on that counts for nobody, by side and by whose word it is."""
    groups: dict[tuple[str, str], list[PassageFacts]] = {}
    for row in rows:
        groups.setdefault((row.stance.value, _whose(row)), []).append(row)
    return [
        Teller(name, _why(group), "aside", side, _branches(group))
        for (side, name), group in sorted(groups.items())
    ]


def _whose(row: PassageFacts) -> str:
    if row.origin is OriginKind.UNNAMED:
        return f"Unnamed sources of {row.root_name}" if row.root_name else "Unnamed sources"
    return row.root_name or ("Own reporting" if row.origin is OriginKind.FIRSTHAND else "No source")


def _why(rows: Sequence[PassageFacts]) -> str:
    """Why these passages are printed and do not count, if one reason holds for all."""
    if all(row.retracted_at for row in rows):
        return "taken back, does not count"
    if all(row.until for row in rows):
        return "no longer in its article, does not count"
    if all(row.later for row in rows):
        return "of a later time, does not count"
    if not any(row.counted for row in rows):
        return "outlet not counted"
    return "does not count"


def _branches(rows: Sequence[PassageFacts]) -> tuple[Teller, ...]:
    """Relays and outlets below one root, in the order in which they were first printed."""
    return _below([(_shortened(row.via), row) for row in sorted(rows, key=_printed)])


def _printed(row: PassageFacts) -> tuple[object, ...]:
    return row.at, row.appearance_id


def _shortened(via: tuple[str, ...]) -> tuple[str, ...]:
    if len(via) <= MOST_RELAYS:
        return via
    return via[0], f"{len(via) - 2} more", via[-1]


def _below(rows: Sequence[tuple[tuple[str, ...], PassageFacts]]) -> tuple[Teller, ...]:
    relays: dict[str, list[tuple[tuple[str, ...], PassageFacts]]] = {}
    outlets: list[PassageFacts] = []
    for via, row in rows:
        if via:
            relays.setdefault(via[0], []).append((via[1:], row))
        else:
            outlets.append(row)
    passed_on = [
        Teller(name or "somebody", "", "relay", told=_below(group))
        for name, group in relays.items()
    ]
    return (*passed_on, *_outlets(outlets))


def _outlets(rows: Sequence[PassageFacts]) -> list[Teller]:
    """The outlets, the first to print it first; what does not fit is summed up in one more."""
    articles = {(row.outlet_name, row.article_id or -row.appearance_id) for row in rows}
    by_outlet = Counter(name for name, _ in articles)
    names = list(dict.fromkeys(row.outlet_name for row in rows))
    folded = _folded_articles(rows)
    shown = names if len(names) <= MOST_OUTLETS else names[: MOST_OUTLETS - 1]
    found = [Teller(name, counted(by_outlet[name], "article"), "outlet") for name in shown]
    left = sum(by_outlet[name] for name in names[len(shown) :]) + folded
    if folded:
        found.append(Teller(counted(left, "more article"), "alike, of any outlet", "more"))
    elif left:
        more = counted(len(names) - len(shown), "more outlet")
        found.append(Teller(more, counted(left, "article"), "more"))
    return found


def _folded_articles(rows: Iterable[PassageFacts]) -> int:
    """How many articles these stand for besides their own (`claims.folding`)."""
    more: dict[int, int] = {}
    for row in rows:
        article = row.article_id or -row.appearance_id
        more[article] = max(row.more_articles, more.get(article, 0))
    return sum(more.values())
