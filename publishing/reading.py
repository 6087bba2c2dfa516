"""What a reader's page shows of a fact-check, read from its rows in a fixed number of queries."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.models import LedgerEvent
from publishing.models import Citation, Edition, FactCheck, Reopening
from publishing.states import Change
from publishing.wording import CHANGED, NOTES, by_role, title_now
from reviews.states import Cause, ReviewState

_MARK: Final = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the finding; `evidence` is the number of the passage that it points to."""

    text: str
    evidence: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """That the fact-check is being looked at again, around the moment since when."""

    before: str
    at: datetime
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what changed, and when."""

    at: datetime
    lead: str
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One edition as readers see it."""

    fact_check: FactCheck
    edition: Edition
    newest: Edition
    title: str
    citations: Sequence[Citation]
    finding: tuple[tuple[Piece, ...], ...]
    scale: tuple[str, ...]
    position: int | None
    note: Note | None
    affirmed_at: datetime | None
    changed: str  # "Corrected on", or empty
    earlier: Edition | None
    history: tuple[Row, ...]
    people: str
    invented: bool
    ledger_hash: str
    modified_at: datetime
    first_at: datetime
    looks: Sequence[Reopening]
    editions: Sequence[Edition]

    @property
    def in_force(self) -> bool:
        return self.edition == self.newest

    @property
    def retracted(self) -> bool:
        return self.edition.change == Change.RETRACTION


def page_of(fact_check: FactCheck, number: int | None = None) -> Page | None:
    """The edition in force, or the one of that number; None if there is none."""
    editions = list(
        fact_check.editions.select_related(
            "rating__scale", "verdict__by", "review__signed_by"
        ).order_by("-number")
    )
    shown = [each for each in editions if number in {None, each.number}]
    if not shown:
        return None
    return _page(fact_check, shown[0], editions)


def _page(fact_check: FactCheck, edition: Edition, editions: Sequence[Edition]) -> Page:
    newest = editions[0]
    looks = list(
        Reopening.objects.filter(edition__fact_check=fact_check)
        .select_related("reaffirmation", "review")
        .order_by("-pk")
    )
    citations = list(
        edition.citations.select_related("appearance__capture__article__outlet").order_by("order")
    )
    of_edition = [look for look in looks if look.edition_id == edition.pk]
    last = of_edition[0] if of_edition else None
    note = _note(last) if last and edition == newest else None
    affirmed = [look.reaffirmation.at for look in of_edition if hasattr(look, "reaffirmation")]
    earlier = next((each for each in editions if each.number == edition.number - 1), None)
    names, position = _scale(edition)
    return Page(
        fact_check=fact_check,
        edition=edition,
        newest=newest,
        title=title_now(edition.title, looking=note is not None),
        citations=citations,
        finding=finding_pieces(edition.finding, evidence=len(citations)),
        scale=names,
        position=position,
        note=note,
        affirmed_at=affirmed[0] if affirmed and note is None else None,
        changed=CHANGED.get(Change(edition.change), ""),
        earlier=earlier,
        history=history(editions, looks),
        people=_people(edition),
        invented=any(_is_invented(citation) for citation in citations),
        ledger_hash=_ledger_hash(fact_check, edition),
        modified_at=max([newest.published_at, *affirmed, *([note.at] if note else [])]),
        first_at=editions[-1].published_at,
        looks=looks,
        editions=editions,
    )


def finding_pieces(text: str, *, evidence: int) -> tuple[tuple[Piece, ...], ...]:
    """Paragraphs of the finding, cut where "[2]" points to a passage that there is."""
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
    return tuple(tuple(_cut(part, evidence)) for part in paragraphs if part)


def _cut(text: str, evidence: int) -> Iterator[Piece]:
    at = 0
    for mark in _MARK.finditer(text):
        number = int(mark[1])
        if not 1 <= number <= evidence:
            continue
        yield Piece(text[at : mark.start()].rstrip(), number)
        at = mark.end()
    if text[at:]:
        yield Piece(text[at:])


def _note(look: Reopening) -> Note | None:
    """The note of a look that is not over; none where only a person asked."""
    over = hasattr(look, "reaffirmation") or look.review.state == ReviewState.CANCELLED
    words = NOTES.get(Cause(look.cause))
    return None if over or words is None else Note(words[0], look.at, words[1])


def history(editions: Sequence[Edition], looks: Sequence[Reopening]) -> tuple[Row, ...]:
    """All that happened to the fact-check, newest first."""
    newest = editions[0]
    rows = [
        Row(
            each.published_at,
            f"Edition {each.number}: {each.rating.label}.",
            each.change_words or each.summary,
            "" if each == newest else each.get_absolute_url(),
        )
        for each in editions
    ]
    for look in looks:
        if look.cause in NOTES:
            rows.append(Row(look.at, "", "We added a note that this may change, and looked again."))
        if hasattr(look, "reaffirmation"):
            rows.append(Row(look.reaffirmation.at, "It stands.", look.reaffirmation.words))
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _scale(edition: Edition) -> tuple[tuple[str, ...], int | None]:
    """The scale's words from low to high, and the place of the rating; no place, no scale."""
    if edition.rating.number is None:
        return (), None
    rated = edition.rating.scale.ratings.filter(number__isnull=False).order_by("number")
    labels = tuple(rated.values_list("label", flat=True))
    return labels, labels.index(edition.rating.label) + 1


def _people(edition: Edition) -> str:
    checked = f"Checked by {by_role(edition.verdict.by.role)}"
    signer = edition.review.signed_by
    return f"{checked}, signed off by {by_role(signer.role)}." if signer else f"{checked}."


def _is_invented(citation: Citation) -> bool:
    outlet = citation.appearance.capture.article.outlet
    return bool(outlet and outlet.invented)


def _ledger_hash(fact_check: FactCheck, edition: Edition) -> str:
    """The ledger row of the edition, against which a printed copy can be checked."""
    rows = LedgerEvent.objects.filter(
        claim=fact_check.claim_id, kind="publishing.published", facts__edition=edition.pk
    )
    return rows.values_list("hash", flat=True).first() or ""
