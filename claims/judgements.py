"""What a version's body as a whole does with a claim, and what its headline does, apart."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Final

from claims import sentence_vectors, vectors
from nlp import sentences
from nlp.encoder import SentenceEncoder
from nlp.stance import stance
from nlp.stance.judge import Judge, Judgement, judge_by
from nlp.stance.lines import MOST, Article
from nlp.values import StanceLabel
from sources.models import Capture

# The language that the judge was trained in.
JUDGED: Final = "en"


@dataclass(frozen=True, slots=True)
class Told:
    """What the judge says of a body, and what the headline does by its words."""

    body: Judgement | None
    headline: StanceLabel | None

    def to_json(self) -> dict[str, object] | None:
        """As it is kept with a passage; None where nothing is told."""
        if self.body is None and self.headline is None:
            return None
        return {
            "body": asdict(self.body) if self.body else None,
            "headline": self.headline.value if self.headline else "",
        }


def told_by(capture: Capture, claim: str) -> Told:
    """What a version does with a claim; nothing of the body without an encoder, or not in English.

    The capture comes with `body`.
    """
    headline = stance(claim, capture.title).label if capture.title else None
    judge = _judge()
    spoken = (capture.language or JUDGED).partition("-")[0].lower()
    text = capture.body.text or ""
    if judge is None or spoken != JUDGED or not text.strip():
        return Told(None, headline)
    return Told(_judgement(judge, capture, claim), headline)


def _judgement(judge: Judge, capture: Capture, claim: str) -> Judgement | None:
    whole = _sentences(capture.body.text or "")
    if not whole:
        return None
    sentence_vectors.recall(capture, whole)
    (found,) = judge.judgements([claim], _article(judge, whole[:MOST]))
    return found


def _judge() -> Judge | None:
    encoder = vectors.encoder_of_this_process()
    return _judge_by(encoder) if encoder else None


@lru_cache(maxsize=2)
def _judge_by(encoder: SentenceEncoder) -> Judge | None:
    return judge_by(encoder)


@lru_cache(maxsize=4)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(span.of(text) for span in sentences.split(text))


@lru_cache(maxsize=4)
def _article(judge: Judge, found: tuple[str, ...]) -> Article:
    """An article is asked about many claims in a row."""
    return judge.reader.article(found)
