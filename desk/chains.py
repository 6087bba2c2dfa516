"""The relay chain of a claim, ready for `templates/components/chain.html`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

# More nodes than this do not fit one line of the page: the middle folds.
SHOWN = 5
ENDS = 2


@dataclass(frozen=True, slots=True)
class Relay:
    """One speaker of a chain; `name` "" where nobody is named, `direct` if heard on the record."""

    name: str
    note: str = ""
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Node:
    """A drawn node: kind root, relay, unknown or folded; `folded` holds what the fold hides."""

    name: str
    note: str
    kind: str
    folded: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class ChainView:
    """The nodes, root first, and the end: how many articles, and how far they reach."""

    nodes: tuple[Node, ...]
    articles: str
    reach: str


def chain(
    relays: Sequence[Relay], *, articles: int, stories: int, owners: int, least: bool = False
) -> ChainView:
    """Draw a chain, root first; over five nodes the middle folds into one that says how many.

    `least` says that of many articles not every owner was counted.

    >>> view = chain([Relay("Russia", direct=False)], articles=14, stories=3, owners=1)
    >>> view.nodes[0].note, view.articles, view.reach
    ('not heard directly', '14 articles', '3 stories, 1 owner group')
    """
    nodes = [_node(relay, is_root=n == 0) for n, relay in enumerate(relays)]
    if len(nodes) > SHOWN:
        hidden = tuple(nodes[ENDS:-ENDS])
        nodes[ENDS:-ENDS] = [Node(f"{len(hidden)} more", "", "folded", hidden)]
    if not articles:
        return ChainView(tuple(nodes), "No article yet", "")
    groups = f"{'at least ' if least else ''}{_count(owners, 'owner group')}"
    reach = f"{_count(stories, 'story', 'stories')}, {groups}"
    return ChainView(tuple(nodes), _count(articles, "article"), reach)


def _node(relay: Relay, *, is_root: bool) -> Node:
    heard = "" if relay.direct else "not heard directly"
    note = ", ".join(part for part in (relay.note, heard) if part)
    if not relay.name:
        return Node("somebody", note, "unknown")
    return Node(relay.name, note, "root" if is_root else "relay")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
