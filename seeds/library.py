"""The articles of the seed story: our own words on documented events, from invented outlets."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class SeedArticle:
    """One article as its outlet publishes it; an edited version has the same path."""

    key: str
    outlet: str
    path: str
    published: datetime
    byline: str
    title: str
    text: str

    def html(self) -> str:
        """The page that the outlet serves."""
        paragraphs = "".join(f"<p>{escape(part)}</p>\n" for part in self.text.split("\n\n"))
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
            f"<title>{escape(self.title)}</title>\n"
            f'<meta property="article:published_time" content="{self.published.isoformat()}">\n'
            f'<meta name="author" content="{escape(self.byline)}">\n'
            f"</head><body><article><h1>{escape(self.title)}</h1>\n{paragraphs}</article>"
            "<footer><p>Invented for this demo.</p></footer></body></html>\n"
        )


def article(key: str) -> SeedArticle:
    """The article of that name; FileNotFoundError if there is none."""
    head, _, text = (FOLDER / f"{key}.txt").read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return SeedArticle(
        key=key,
        outlet=fields["outlet"],
        path=fields["path"],
        published=datetime.fromisoformat(fields["published"]),
        byline=fields["byline"],
        title=fields["title"],
        text=text.strip(),
    )
