"""Full contexts for each component, on the seed's events, for the tests that render them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.branching import web
from desk.chains import Relay, chain
from desk.drawing import timeline
from desk.history import Band, DateMark, EditionMark, History, OriginStep, Reopening
from desk.marking import Said, paragraphs, pieces
from desk.relays import Teller

ZONE = ZoneInfo("Europe/Kyiv")
START = datetime(2025, 8, 12, 11, 20, tzinfo=UTC)
NOW = datetime(2025, 8, 16, 6, 40, tzinfo=UTC)


def hours(count: float) -> datetime:
    return START + timedelta(hours=count)


HISTORY = History(
    bands=[
        Band("unverified", "Unverified", START, hours(29)),
        Band("disputed", "Disputed", hours(29)),
    ],
    origins=[OriginStep(START, 1, 0), OriginStep(hours(29), 1, 1)],
    editions=[
        EditionMark(1, "Unproven", hours(20), hours(33), [Reopening(hours(29), hours(33))]),
        EditionMark(2, "Half true", hours(33), None, [Reopening(hours(88))]),
    ],
    dates=[
        DateMark("Virtual meeting", hours(26)),
        DateMark("Summit", hours(80)),
        DateMark("Three-way meeting", None, datetime(2025, 8, 18, tzinfo=UTC)),
    ],
    checks=[hours(n) for n in (0, 4, 9, 20, 29, 29.1, 40, 60, 80, 88)],
)
TIMELINE = timeline(HISTORY, now=NOW, start=START, zone=ZONE)
CHAIN = chain(
    [
        Relay("Russia", "", direct=False),
        Relay("Steve Witkoff", "on the call"),
        Relay("Volodymyr Zelenskyy", "to reporters, Tue 12 Aug"),
    ],
    articles=14,
    stories=3,
    owners=11,
)
LONG_CHAIN = chain(
    [Relay("A ministry"), *(Relay("", "unnamed") for _ in range(6)), Relay("An outlet")],
    articles=1,
    stories=1,
    owners=1,
)
_HERALD = Teller("City Herald", "3 articles", "outlet")
WEB = web(
    [
        Teller(
            "Russian foreign ministry", "heard directly", "origin", "denies",
            (Teller("Northern Wire", "1 article", "outlet"),),
        ),
        Teller(
            "Russia", "not heard directly", "origin", "supports",
            (
                Teller(
                    "Steve Witkoff", "", "relay",
                    told=(
                        Teller("Volodymyr Zelenskyy", "", "relay", told=(_HERALD,)),
                        Teller("a European official", "", "relay", told=(_HERALD,)),
                    ),
                ),
            ),
        ),
        Teller("No source", "does not count", "aside", "repeats", (_HERALD,)),
    ]
)  # fmt: skip
REASONS = [
    {
        "icon": "denies",
        "lead": "One independent origin denies it.",
        "text": "Russia’s foreign ministry, heard directly.",
    },
    {
        "icon": "supports",
        "lead": "One independent origin supports it.",
        "text": "Russia, via Witkoff and Zelenskyy (14 articles, 3 stories).",
    },
    {
        "icon": "triangle",
        "lead": "The published rating may no longer fit.",
        "text": "Evidence 2 was rewritten on 16 Aug.",
    },
]
NEGATION = {"kind": "Negation", "claim_says": "is ready", "passage_says": "not ready"}
DATE = {"kind": "Date", "claim_says": "", "passage_says": "within two weeks"}
SENTENCE = "But the position was not changed by any call, the department said"


def passage(state: str, stance: str = "denies") -> dict[str, object]:
    """A passage in one of its states, with everything that state may show."""
    return {
        "state": state,
        "stance": stance,
        "outlet": "Northern Wire",
        "at": hours(29),
        "url": "https://example.org/a",
        "before": "The day had been long.",
        "pieces": pieces(SENTENCE, [(17, 28)]),
        "after": "Nothing else was said.",
        "lang": "en",
        "removed": False,
        "headline_stance": "repeats",
        "differences": [NEGATION, DATE] if state != "confirmed" else [],
        "origin": "Russia’s foreign ministry",
        "shared": 3,
        "score": 0.81,
        "decided_by": "Carl",
        "decided_at": hours(30),
        "gone_since": hours(50),
        "diff_url": "/diff",
    }


EVENTS = [
    {
        "at": hours(29),
        "lead": "Unverified → Disputed.",
        "text": "One origin denies it: Russia’s foreign ministry.",
        "strong": True,
        "hash": "9c41aa0be07a",
    },
    {"at": START, "lead": "", "text": "Filed by Carl.", "strong": False, "hash": ""},
]
ARTICLE = "A first paragraph. He said it was so.\n\nA second one says nothing of it."
PARAGRAPHS = paragraphs(ARTICLE, [Said(19, 37, 1)])
NAMES = ["False", "Mostly false", "Half true", "Mostly true", "True"]
