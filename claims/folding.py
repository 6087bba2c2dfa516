"""Ten thousand articles as a handful: facts that a re-check can keep, and that say the same. Pure.

Two articles are alike when their passages differ in nothing that `claims.standing` could ask for,
save when they came out; two stories are alike when they have the same kinds of articles. Of all
that are alike the ones that came out first are kept as they are, and one of them says how many
more there were. The status, the origins and every count stay what they were.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias

from claims.facts import ClaimFacts, Confirmed, OriginKind, PassageFacts
from claims.sifting import dates_a_word, story_ids
from claims.voices import side_of

# Claims of fewer passages keep them all.
FEW: Final = 100

Order: TypeAlias = tuple[datetime, str, str, int]
Element: TypeAlias = tuple[object, ...]
Signature: TypeAlias = frozenset[tuple[Element, int]]
# Whose story it is decides for these, so that their stories are never taken for each other.
_AUTHORED: Final = frozenset({OriginKind.FIRSTHAND, OriginKind.RECORD})


@dataclass(frozen=True, slots=True)
class _Article:
    story: int
    signature: Signature
    passages: tuple[PassageFacts, ...]


def folded(
    facts: ClaimFacts, *, now: datetime, kept: frozenset[int] = frozenset(), few: int = FEW
) -> ClaimFacts:
    """The same facts with what is alike at `now` kept once and counted.

    `kept` are appearances that something else rests on: their articles stay whole.
    """
    if len(facts.passages) <= few:
        return facts
    whole, alike = _sorted(facts.passages, now=now, kept=kept)
    alone = _alone(facts.passages, whole)
    left = [passage for article in _classes(alike, alone) for passage in _reduced(article)]
    return replace(facts, passages=(*whole, *left))


def _sorted(
    passages: Iterable[PassageFacts], *, now: datetime, kept: frozenset[int]
) -> tuple[list[PassageFacts], list[_Article]]:
    """Passages of articles that stay whole, and the other articles."""
    by_article: dict[int | None, list[PassageFacts]] = {}
    for passage in passages:
        by_article.setdefault(passage.article_id, []).append(passage)
    whole = by_article.pop(None, [])
    alike: list[_Article] = []
    for rows in by_article.values():
        story = _story_of(rows)
        if story is None or any(_stays(row, now=now, kept=kept) for row in rows):
            whole.extend(rows)
        else:
            signature = frozenset(Counter(map(_element, rows)).items())
            alike.append(_Article(story, signature, tuple(rows)))
    return whole, alike


def _story_of(rows: Sequence[PassageFacts]) -> int | None:
    stories = {row.story_id for row in rows}
    return rows[0].story_id if len(stories) == 1 else None


def _stays(row: PassageFacts, *, now: datetime, kept: frozenset[int]) -> bool:
    """Whether something rests on the passage, or time alone will still change it."""
    moments = filter(None, (row.captured_at, row.until, row.retracted_at))
    counted = row.more_articles or row.more_stories
    return bool(counted) or row.appearance_id in kept or any(moment > now for moment in moments)


def _element(row: PassageFacts) -> Element:
    """All of a passage that a standing could ask for, save its story and when it came out."""
    if row.confirmed is None and row.retracted_at is None:
        return ()
    # A machine's match joins no stories by its words.
    words = None if row.confirmed is Confirmed.AUTO else row.digest
    said = (row.stance, row.origin, row.root, row.root_name, row.side, row.heard_directly, row.via)
    ended = (row.until is None, row.retracted_at is None)
    return (row.confirmed, words, row.later, row.counted, row.owner is None, *ended, *said)


def _alone(passages: Iterable[PassageFacts], whole: Iterable[PassageFacts]) -> frozenset[int]:
    """Stories that are like no other: authored ones, and those that whole passages belong to."""
    known = tuple(passages)
    by_words = story_ids(known)
    authored = (row.story_id for row in known if row.origin in _AUTHORED)
    lent = (by_words.get(row.digest) for row in known if row.story_id is None)
    told = (*authored, *lent, *(row.story_id for row in whole))
    return frozenset(story for story in told if story is not None)


_Class: TypeAlias = Mapping[int, Sequence[_Article]]


def _classes(articles: Iterable[_Article], alone: frozenset[int]) -> Iterator[_Class]:
    """Stories that are alike, each with its articles."""
    stories: dict[int, list[_Article]] = {}
    for article in articles:
        stories.setdefault(article.story, []).append(article)
    classes: dict[object, dict[int, list[_Article]]] = {}
    for story, rows in stories.items():
        kinds = frozenset(article.signature for article in rows)
        own = story if story in alone else None
        classes.setdefault((kinds, own), {})[story] = rows
    yield from classes.values()


def _reduced(stories: _Class) -> Iterator[PassageFacts]:
    """Of stories that are alike the first ones, with how many more articles and stories there are.

    Each kind of article has one that counts the others, all of them in one story, which counts the
    other stories: whatever origin hears one kind of article hears all of that kind.
    """
    shown = _first_stories(stories)
    told, others = min(shown), len(stories) - len(shown)
    for kind in {article.signature for rows in stories.values() for article in rows}:
        left = {story: _first_articles(stories[story], kind) for story in shown}
        total = sum(_of(rows, kind) for rows in stories.values())
        counting, *rest = left.pop(told)
        plain = [article for articles in left.values() for article in articles]
        more = total - len(rest) - len(plain) - 1
        yield from _counted(counting, more_articles=more, more_stories=others)
        for article in rest:
            yield from _counted(article, more_articles=0, more_stories=others)
        yield from _rows(plain)


def _counted(article: _Article, *, more_articles: int, more_stories: int) -> Iterator[PassageFacts]:
    for row in article.passages:
        yield replace(row, more_articles=more_articles, more_stories=more_stories)


def _of(articles: Iterable[_Article], signature: Signature) -> int:
    return sum(article.signature == signature for article in articles)


def _first_stories(stories: _Class) -> frozenset[int]:
    """Those in which each word stood first, and those that brought an origin's latest word."""
    first: dict[object, tuple[Order, int]] = {}
    words: dict[tuple[object, int], datetime] = {}
    for story, articles in stories.items():
        for row in _rows(articles):
            for n, order in enumerate(_orders(row)):
                known = first.get((_element(row), n), (order, story))
                first[_element(row), n] = min(known, (order, story))
            if row.origin is OriginKind.SPEAKER and row.heard_directly and _dates(row):
                word = ((row.root, side_of(row)), story)
                words[word] = min(row.at, words.get(word, row.at))
    return frozenset(story for _, story in first.values()) | _latest(words)


def _dates(row: PassageFacts) -> bool:
    """Whether the row dates its story's word; what was taken back does not."""
    return dates_a_word(row) and row.retracted_at is None


def _latest(words: Mapping[tuple[object, int], datetime]) -> frozenset[int]:
    last: dict[object, tuple[datetime, int]] = {}
    for (who, story), at in words.items():
        last[who] = max((at, story), last.get(who, (at, story)))
    return frozenset(story for _, story in last.values())


def _first_articles(articles: Sequence[_Article], signature: Signature) -> list[_Article]:
    """Of the articles of one kind those in which each word stood first."""
    first: dict[object, tuple[Order, int]] = {}
    for number, article in enumerate(articles):
        if article.signature == signature:
            for row in article.passages:
                for n, order in enumerate(_orders(row)):
                    known = first.get((_element(row), n), (order, number))
                    first[_element(row), n] = min(known, (order, number))
    return [articles[number] for number in sorted({number for _, number in first.values()})]


def _orders(row: PassageFacts) -> Iterator[Order]:
    """What decides between passages of one kind: when an origin is since, and whose a story is."""
    yield row.at, "", "", row.appearance_id
    yield row.at, row.owner or "", row.outlet_name, row.appearance_id


def _rows(articles: Iterable[_Article]) -> Iterator[PassageFacts]:
    return (row for article in articles for row in article.passages)
