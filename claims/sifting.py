"""Which passages may count at all, and which story and owner group each belongs to."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.facts import Confirmed, PassageFacts
from claims.finding import ReasonCode

Author = tuple[str, str]  # an owner group's key, and the name of the outlet that we know it by

_ASIDE: Final = (
    ReasonCode.WAITING,
    ReasonCode.STOPPED,
    ReasonCode.NOT_COUNTED,
    ReasonCode.LATER,
)


@dataclass(frozen=True, slots=True)
class Stories:
    """Which passages are copies of one text, and whose work each text was first.

    A copy whose story is not yet known shares the passage's digest with one that is.
    """

    ids: Mapping[str, int]  # of a passage's digest
    authors: Mapping[str, Author]  # of a story
    first_in: Mapping[str, str]  # of a passage's digest: the story in which its words came first

    def of(self, passage: PassageFacts) -> str:
        """The name of the passage's story."""
        return _story(passage, self.ids)

    def author(self, passage: PassageFacts) -> Author | None:
        """Who published the story that had these words first, of all owners known, or None.

        A sentence that a house took over into a story of its own is no work of that house.
        """
        return self.authors.get(self.first_in.get(passage.digest) or self.of(passage))


@dataclass(frozen=True, slots=True)
class Sifted:
    """Passages that may count, by who confirmed them, and the others by why they do not."""

    by_person: tuple[PassageFacts, ...]
    by_machine: tuple[PassageFacts, ...]
    aside: Mapping[ReasonCode, tuple[PassageFacts, ...]]
    stories: Stories
    printed: tuple[PassageFacts, ...]  # what dates a story's word, whether it counts now or not


def sift(passages: Iterable[PassageFacts], *, now: datetime) -> Sifted:
    """What we knew at `now`, sorted by whether it may count; linear in the passages."""
    known = [passage for passage in passages if passage.captured_at <= now]
    ids = story_ids(known)
    retracted = {
        _story(passage, ids)
        for passage in known
        if passage.retracted_at is not None and passage.retracted_at <= now
    }
    counting: list[PassageFacts] = []
    aside: dict[ReasonCode, list[PassageFacts]] = {code: [] for code in _ASIDE}
    for passage in known:
        why = _why_not(passage, gone=_story(passage, ids) in retracted, now=now)
        (counting if why is None else aside[why]).append(passage)
    return Sifted(
        by_person=tuple(row for row in counting if row.confirmed is Confirmed.PERSON),
        by_machine=tuple(row for row in counting if row.confirmed is Confirmed.AUTO),
        aside={code: tuple(rows) for code, rows in aside.items()},
        stories=Stories(ids, *_authors(known, ids, without=retracted)),
        printed=tuple(
            row for row in known if dates_a_word(row) and _story(row, ids) not in retracted
        ),
    )


def dates_a_word(passage: PassageFacts) -> bool:
    """Whether the words were printed then, as a person confirmed.

    An edit since makes no copy the first print. A house that does not count dates nothing.
    """
    return passage.confirmed is Confirmed.PERSON and passage.counted and not passage.later


def _why_not(passage: PassageFacts, *, gone: bool, now: datetime) -> ReasonCode | None:
    if passage.confirmed is None:
        return ReasonCode.WAITING
    if gone or (passage.until is not None and passage.until <= now):
        return ReasonCode.STOPPED
    if not passage.counted:
        return ReasonCode.NOT_COUNTED
    return ReasonCode.LATER if passage.later else None


def story_ids(passages: Iterable[PassageFacts]) -> dict[str, int]:
    """By the digest of words that a person confirmed, the story that they stand in."""
    # A machine's match must not join two stories, and so two origins, that people confirmed.
    ids: dict[str, int] = {}
    for passage in passages:
        if passage.story_id is not None and passage.confirmed is Confirmed.PERSON:
            ids[passage.digest] = min(passage.story_id, ids.get(passage.digest, passage.story_id))
    return ids


def _story(passage: PassageFacts, ids: Mapping[str, int]) -> str:
    story = ids.get(passage.digest) if passage.story_id is None else passage.story_id
    return f"text:{passage.digest}" if story is None else f"story:{story}"


def _is_authored(passage: PassageFacts) -> bool:
    return passage.confirmed is Confirmed.PERSON and passage.counted


def _authors(
    passages: Iterable[PassageFacts], ids: Mapping[str, int], *, without: Set[str]
) -> tuple[dict[str, Author], dict[str, str]]:
    """By story its first publisher, and by digest the story in which those words came first."""
    # An edit does not undo who wrote the story first, so old versions still tell; a machine's
    # match, or an outlet that does not count, must not move an origin to another owner.
    first: dict[str, tuple[datetime, str, str]] = {}
    words: dict[str, tuple[datetime, str]] = {}
    for passage in passages:
        story = _story(passage, ids)
        if _is_authored(passage) and story not in without and passage.owner is not None:
            told = (passage.at, passage.owner, passage.outlet_name)
            first[story] = min(told, first.get(story, told))
            word = (passage.at, story)
            words[passage.digest] = min(word, words.get(passage.digest, word))
    authors = {story: (owner, name) for story, (_, owner, name) in first.items()}
    return authors, {digest: story for digest, (_, story) in words.items()}
