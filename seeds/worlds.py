"""How an article comes into the newsroom: over HTTP, as in life, or straight in, for speed."""

from dataclasses import dataclass
from typing import Protocol

from jobs import clock
from seeds.library import SeedArticle
from seeds.press import Press
from sources.actions import Found, look_again, poll_now, record_capture
from sources.models import Article, Feed


class World(Protocol):
    """The world outside: addresses, and a way to publish that the newsroom notices."""

    @property
    def address(self) -> str: ...

    def feed_url(self, outlet: str) -> str: ...

    def bring(self, piece: SeedArticle, *, feed: Feed, edit: bool) -> None: ...


def url_in(world: World, piece: SeedArticle) -> str:
    """Where an article stands in a world; an edited version stands there too."""
    return f"{world.address}/{piece.path}"


@dataclass(frozen=True, slots=True)
class OverHttp:
    """Real feeds and pages on this machine; the newsroom polls and fetches them."""

    press: Press

    @property
    def address(self) -> str:
        """Where the press answers."""
        return self.press.address

    def feed_url(self, outlet: str) -> str:
        """Where an outlet's feed stands."""
        return self.press.feed_url(outlet)

    def bring(self, piece: SeedArticle, *, feed: Feed, edit: bool) -> None:
        """Publish it, and make the feed due, or the article itself where it was edited silently."""
        self.press.publish(piece)
        due = clock.machine_now()
        if edit:
            look_again(Article.objects.get(url=url_in(self, piece)), due=due)
        else:
            poll_now(feed, due=due)


@dataclass(frozen=True, slots=True)
class StraightIn:
    """Articles are recorded as if they had just been fetched; nothing goes over a wire."""

    address: str = "https://press.example"

    def feed_url(self, outlet: str) -> str:
        """An address that nobody asks."""
        return f"{self.address}/feeds/{outlet.lower().replace(' ', '-')}.xml"

    def bring(self, piece: SeedArticle, *, feed: Feed, edit: bool) -> None:
        """Record what the fetcher would have found."""
        del edit  # a new text at the same address is a new version
        record_capture(self.found(piece), outlet=feed.outlet, now=clock.desk_now())

    def found(self, piece: SeedArticle) -> Found:
        """The article as the fetcher reads it."""
        return Found(
            url=url_in(self, piece),
            text=piece.text,
            title=piece.title,
            byline=piece.byline,
            published_at=piece.published,
            language="en",
        )
