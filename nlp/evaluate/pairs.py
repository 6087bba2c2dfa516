"""Pairs of a headline and a body, as in FNC-1, and what is measured of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from nlp.evaluate.lines import rows_of
from nlp.files import BadFile
from nlp.sentences import split
from nlp.stance.lines import MOST, Article, Floats
from nlp.stance.measures import MEASURES, Asked, measured
from nlp.stance.reader import Reader

# What FNC-1 calls SIDES, and then what is about something else.
LABELS: Final = ("agree", "disagree", "discuss", "unrelated")


@dataclass(frozen=True, slots=True)
class Pair:
    """One headline and one body; `label` is empty where it is not known."""

    headline: str
    body_id: str
    label: str


def pairs_of(path: Path) -> list[Pair]:
    """Lines {"headline", "body_id", "stance"?}. Raises BadFile."""
    try:
        return [
            Pair(str(row["headline"]), str(row["body_id"]), str(row.get("stance", "")))
            for row in rows_of(path)
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise BadFile(f"{path}: needs headline and body_id in every line") from error


def bodies_of(path: Path) -> dict[str, str]:
    """Lines {"body_id", "text"}, by id. Raises BadFile."""
    try:
        return {str(row["body_id"]): str(row["text"]) for row in rows_of(path)}
    except (KeyError, TypeError) as error:
        raise BadFile(f"{path}: needs body_id and text in every line") from error


def table_of(pairs: Sequence[Pair], bodies: Mapping[str, str], reader: Reader) -> Floats:
    """What is measured of each pair, in order: [pairs, MEASURES]. Raises BadFile."""
    headlines = list(dict.fromkeys(pair.headline for pair in pairs))
    asked = dict(zip(headlines, reader.claims(headlines), strict=True))
    found = np.zeros((len(pairs), MEASURES), dtype=np.float32)
    articles: dict[str, Article | None] = {}
    for at, pair in enumerate(pairs):
        if pair.body_id not in articles:
            articles[pair.body_id] = _article(pair, bodies, reader)
        found[at] = _measured(asked[pair.headline], articles[pair.body_id])
    return found


def sentences_of(text: str) -> list[str]:
    """The sentences of a body that are looked at."""
    return [span.of(text) for span in split(text)[:MOST]]


def _article(pair: Pair, bodies: Mapping[str, str], reader: Reader) -> Article | None:
    if pair.body_id not in bodies:
        raise BadFile(f"there is no body {pair.body_id}")
    sentences = sentences_of(bodies[pair.body_id])
    return reader.article(sentences) if sentences else None


def _measured(claim: Asked, article: Article | None) -> Floats:
    """Of a body without a sentence nothing is near to anything."""
    return measured(claim, article) if article else np.zeros(MEASURES, dtype=np.float32)
