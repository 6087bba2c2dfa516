"""The filing page: the article with its statements numbered, and a card for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.ingest import statements_of
from claims.models import Appearance, Claim, Speaker, Statement
from claims.presenting import due_words
from claims.states import Decided
from desk.marking import Said, Segment, paragraphs
from desk.showing.passages import outlet_name, web_address
from sources.models import Capture


@dataclass(frozen=True, slots=True)
class StatementCard:
    """A proposed statement; `claims` are those that it already went into.

    `rank` is its place among what is worth a check, 1 for the first; `why` names what put it
    there. `repeats` is the number of the first statement that says the same, 0 where it is first.
    """

    number: int
    statement: Statement
    chain: tuple[str, ...]
    due: str
    claims: Sequence[Claim]
    open: bool
    rank: int
    why: tuple[str, ...]
    repeats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """What `desk/article.html` draws."""

    capture: Capture
    title: str
    outlet: str
    url: str
    words: int
    paragraphs: tuple[tuple[Segment, ...], ...]
    cards: Sequence[StatementCard]
    current: StatementCard | None
    touched: Sequence[Claim]
    speakers: Sequence[str]


def find(pk: int) -> Capture | None:
    """The version with its text."""
    rows = Capture.objects.select_related("body", "article__outlet")
    return rows.filter(pk=pk).first()


def article_page(capture: Capture, *, open_number: int | None) -> ArticlePage:
    """The article and its cards; the open one is asked for, else the first that is not filed."""
    statements = statements_of(capture)
    went = _went_into(statements)
    fresh = next((n for n, row in enumerate(statements, 1) if not went.get(row.pk)), None)
    asked = open_number if open_number in range(1, len(statements) + 1) else fresh
    ranks = _ranks(statements)
    cards = [
        _card(row, went, rank=ranks[n], number=n, open_=n == asked)
        for n, row in enumerate(statements, 1)
    ]
    text = capture.body.text or ""
    said = [Said(row.start, row.end, n) for n, row in enumerate(statements, 1)]
    return ArticlePage(
        capture=capture,
        title=capture.title or "Pasted article",
        outlet=outlet_name(capture),
        url=web_address(capture),
        words=len(text.split()),
        paragraphs=paragraphs(text, said),
        cards=cards,
        current=next((card for card in cards if card.open), None),
        touched=_touched(capture),
        speakers=speaker_names(),
    )


def speaker_names() -> list[str]:
    """Who can be chosen by name."""
    return list(Speaker.objects.order_by("name").values_list("name", flat=True)[:500])


def _card(
    row: Statement, went: Mapping[int, list[Claim]], *, rank: int, number: int, open_: bool
) -> StatementCard:
    chain = tuple(relay.name or "somebody" for relay in row.relays.all())
    return StatementCard(
        number=number,
        statement=row,
        chain=chain,
        due=due_words(row),
        claims=went.get(row.pk, []),
        open=open_,
        rank=rank,
        why=tuple(name for name, points in row.reasons if points > 0),
        repeats=row.group + 1 if row.group < row.order else 0,
    )


def _ranks(statements: Sequence[Statement]) -> dict[int, int]:
    """Number of each statement -> its place by worth; what an earlier one says comes last."""
    numbers = range(1, len(statements) + 1)

    def least(number: int) -> tuple[bool, float]:
        row = statements[number - 1]
        return row.group < row.order, -row.worth

    return {number: rank for rank, number in enumerate(sorted(numbers, key=least), 1)}


def _went_into(statements: Sequence[Statement]) -> dict[int, list[Claim]]:
    """Statement id -> the claims that were filed from it, or got its passage."""
    went: dict[int, dict[int, Claim]] = {}
    for claim in Claim.objects.filter(founded_on__in=statements).order_by("pk"):
        went.setdefault(claim.founded_on_id or 0, {})[claim.pk] = claim
    added = Appearance.objects.filter(
        statement__in=statements, decisions__decided=Decided.CONFIRMED.value
    )
    for row in added.select_related("claim").order_by("claim"):
        went.setdefault(row.statement_id or 0, {})[row.claim_id] = row.claim
    return {pk: list(claims.values()) for pk, claims in went.items()}


def _touched(capture: Capture) -> list[Claim]:
    """Tracked claims that somebody has to look at because of this article."""
    rows = Appearance.objects.filter(capture=capture).undecided().select_related("claim")
    return list({row.claim_id: row.claim for row in rows}.values())
