"""One agency's text as four houses carry it, and the stories that the articles belong to."""

from collections.abc import Iterable
from datetime import datetime

from sources.actions import Found, record_capture
from sources.models import Article, StoryMembership
from tests.claims.make import NOON

NEWS = "The Harbour Bridge in Lisbon will be closed to lorries, as {} saw."
WORDS = [f"word{n}" for n in range(400)]
# What each house leaves out of the agency's text, and who saw it there. Each is a copy of the
# whole text; of each other only a little too far.
LEFT_OUT = {
    "whole": (range(0), "a reporter"),
    "head": (range(110), "our reporter"),
    "middle": (range(140, 250), "two reporters"),
    "tail": (range(280, 390), "all reporters"),
}
PARTS = ("head", "middle", "tail")


def text(name: str) -> str:
    left_out, who = LEFT_OUT[name]
    rest = " ".join(word for n, word in enumerate(WORDS) if n not in left_out)
    return f"{NEWS.format(who)} {rest}."


def come(name: str, *, now: datetime = NOON, url: str = "", words: str = "") -> Article:
    found = Found(url=url or f"https://{name}.example/1", text=words or text(name))
    return record_capture(found, now=now).capture.article


def stories(articles: Iterable[Article], *, at: datetime | None = None) -> list[int]:
    """The story of each article, in their order."""
    told = [article.pk for article in articles]
    stands = StoryMembership.objects.current(told, at=at)
    return [stands[one] for one in told]
