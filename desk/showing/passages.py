"""Passages as cards: the sentence with its neighbours, what differs, on whose word, since when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import Count, Max

from claims.asof import known
from claims.facts import OriginKind, Stance
from claims.models import Appearance, AppearanceDecision, Claim
from claims.states import Decided
from claims.world import group_of
from desk.context import around
from desk.marking import Piece, pieces
from sources.models import ArticleNotice, Capture
from sources.states import NoticeKind


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One thing that claim and passage do not say alike."""

    kind: str
    claim_says: str
    passage_says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What `components/passage.html` shows of one passage."""

    pk: int
    state: str  # suggested, confirmed, changed, vanished, dismissed
    stance: str
    later: bool
    outlet: str
    title: str
    at: datetime
    url: str
    before: str
    pieces: tuple[Piece, ...]
    after: str
    lang: str
    differences: tuple[DifferenceRow, ...]
    origin: str
    shared: int
    score: float
    decided_by: str
    decided_at: datetime | None
    gone_since: datetime | None
    removed: bool = False  # the text was erased; what was decided of it stays
    headline_stance: str = ""
    diff_url: str = ""


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of articles since: gone, or rewritten so that the passage is no longer there."""

    gone: Mapping[int, datetime] = field(default_factory=dict)
    newest: Mapping[int, int] = field(default_factory=dict)
    last_with: Mapping[tuple[int, str], int] = field(default_factory=dict)
    copies: Mapping[str, int] = field(default_factory=dict)

    def state(self, passage: Appearance) -> str:
        """How a confirmed passage is shown."""
        article = passage.capture.article_id
        if article in self.gone:
            return "vanished"
        last = self.last_with.get((article, passage.digest), passage.capture.number)
        return "changed" if self.newest.get(article, last) > last else "confirmed"


def fates(claim: Claim, passages: Iterable[Appearance], *, at: datetime | None = None) -> Fates:
    """What had become by `at` (None: now) of the articles of these passages; four queries."""
    shown = list(passages)
    group = group_of(claim, at=at)
    articles = {passage.capture.article_id for passage in shown}
    digests = {passage.digest for passage in shown}
    same = Appearance.objects.filter(known(at, "found_at"), claim__in=group, digest__in=digests)
    gone = ArticleNotice.objects.filter(known(at), kind=NoticeKind.GONE.value)
    notices = gone.filter(article__in=articles)
    last_with = same.filter(capture__article__in=articles).values_list(
        "capture__article", "digest", Max("capture__number")
    )
    versions = Capture.objects.filter(known(at, "fetched_at"), article__in=articles)
    numbers = versions.values_list("article", Max("number"))
    return Fates(
        gone=dict(notices.order_by("-at").values_list("article", "at")),
        newest=dict(numbers),
        last_with={(article, digest): number for article, digest, number in last_with},
        copies=dict(
            same.values_list("digest", Count("capture__article", distinct=True)).order_by()
        ),
    )


def card(
    passage: Appearance, decision: AppearanceDecision | None, found: Fates | None = None
) -> Card:
    """One passage with what people decided of it, if anybody did."""
    text = passage.capture.body.text or ""
    before, after = around(text, passage.start, passage.end)
    ends = found or Fates()
    return Card(
        pk=passage.pk,
        state=_state(passage, decision, ends),
        stance=decision.stance if decision else passage.stance,
        later=decision.later if decision else passage.later,
        outlet=outlet_name(passage.capture),
        title=passage.capture.title,
        at=passage.capture.published_at or passage.capture.fetched_at,
        url=web_address(passage.capture),
        before=before,
        pieces=pieces(text[passage.start : passage.end], passage_spans(passage)),
        after=after,
        lang=passage.capture.language or "en",
        differences=difference_rows(passage.differences),
        origin=voice_words(decision) if decision else "",
        shared=max(ends.copies.get(passage.digest, 1) - 1, 0),
        score=passage.score,
        decided_by=str(decision.by) if decision and decision.by else "",
        decided_at=decision.at if decision else None,
        gone_since=ends.gone.get(passage.capture.article_id),
        removed=passage.capture.body.text is None,
        headline_stance=_headline(passage, decision),
    )


def difference_rows(stored: Sequence[Mapping[str, object]]) -> tuple[DifferenceRow, ...]:
    """The differences as they were found, with their kinds as words."""
    return tuple(
        DifferenceRow(
            str(row["kind"]).capitalize(), str(row["claim_words"]), str(row["passage_words"])
        )
        for row in stored
    )


def passage_spans(passage: Appearance) -> list[tuple[int, int]]:
    """Where the passage departs from the claim, in code points of the passage."""
    return [(row["passage"][0], row["passage"][1]) for row in passage.differences if row["passage"]]


def claim_spans(passage: Appearance) -> list[tuple[int, int]]:
    """Where the claim departs from the passage, in code points of the statement."""
    return [(row["claim"][0], row["claim"][1]) for row in passage.differences if row["claim"]]


def outlet_name(capture: Capture) -> str:
    """Who published it, as far as we know."""
    article = capture.article
    if article.outlet:
        return article.outlet.name
    return urlsplit(article.url).hostname or "Pasted text"


def web_address(capture: Capture) -> str:
    """The outlet's own page; "" for a text without an address on the web."""
    url = capture.article.url
    return url if urlsplit(url).scheme in {"http", "https"} else ""


def voice_words(decision: AppearanceDecision) -> str:
    """On whose word a person put the passage."""
    via = f", via {', '.join(decision.via)}" if decision.via else ""
    root = decision.root.name if decision.root else ""
    match OriginKind(decision.origin):
        case OriginKind.SPEAKER:
            return f"{root}, heard directly" if decision.heard_directly else f"{root}{via}"
        case OriginKind.FIRSTHAND:
            return "the outlet’s own reporter"
        case OriginKind.RECORD:
            return f"a record of {root}" if root else "a record"
        case OriginKind.UNNAMED:
            return f"unnamed sources of {root}"
        case _:
            return "names no source"


def _headline(passage: Appearance, decision: AppearanceDecision | None) -> str:
    """What the headline does, where one of headline and passage denies and the other does not."""
    headline = str((passage.sides or {}).get("headline") or "")
    stance = decision.stance if decision else passage.stance
    sides = {headline, stance} - {"", Stance.UNCLEAR.value}
    return headline if len(sides) == 2 and Stance.DENIES.value in sides else ""


def _state(passage: Appearance, decision: AppearanceDecision | None, ends: Fates) -> str:
    if decision is None:
        return "suggested"
    if decision.decided == Decided.DISMISSED:
        return "dismissed"
    return ends.state(passage)
