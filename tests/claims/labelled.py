"""People's decisions in bulk, as calibration measures them."""

import itertools
from datetime import datetime

from accounts.models import User
from claims.facts import Stance
from claims.models import Appearance, AppearanceDecision, Claim
from nlp import ENGINE
from sources.models import Article, Capture
from tests.claims.make import NOON

MATCHER = "lines-1"
_count = itertools.count(1)


def decided(
    claim: Claim,
    scores: list[float],
    *,
    by: User | None,
    right: bool = True,
    sided: bool = True,
    language: str = "en",
    matcher: str | None = MATCHER,
    now: datetime = NOON,
    digests: list[str] | None = None,
    features: dict[str, float] | None = None,
) -> list[AppearanceDecision]:
    """One decision for each score: about the claim or not, on the machine's side or another."""
    keys = digests or [f"{next(_count):064x}" for _ in scores]
    articles = Article.objects.bulk_create(
        Article(url=f"https://bulk.example/{next(_count)}", first_seen_at=now) for _ in scores
    )
    versions = Capture.objects.bulk_create(
        Capture(article=one, number=1, fetched_at=now, sha256=key, language=language)
        for one, key in zip(articles, keys, strict=True)
    )
    rows = Appearance.objects.bulk_create(
        Appearance(
            claim=claim,
            capture=version,
            start=0,
            end=40,
            digest=key,
            score=score,
            matcher=matcher,
            features=features or {"words.bm25": 3.5},
            stance=Stance.SUPPORTS.value,
            engine=ENGINE,
            found_at=now,
        )
        for version, key, score in zip(versions, keys, scores, strict=True)
    )
    side = Stance.SUPPORTS if sided else Stance.DENIES
    return AppearanceDecision.objects.bulk_create(
        AppearanceDecision(
            appearance=row,
            claim=claim,
            digest=row.digest,
            decided="confirmed" if right else "dismissed",
            stance=side.value,
            by=by,
            at=now,
        )
        for row in rows
    )
