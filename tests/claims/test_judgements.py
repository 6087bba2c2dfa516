"""What a whole article and its headline do with a claim is kept with each of its passages."""

import pytest

from accounts.models import User
from claims import vectors
from claims.judgements import told_by
from nlp.stance.judge import SIDES
from nlp.values import StanceLabel
from sources.actions import Found, record_capture
from sources.models import Capture
from tests.claims.make import NOON, capture, read, tracked

pytestmark = pytest.mark.django_db
FELL = "A bridge collapsed in Lund on Sunday."
HOAX = (
    "A bridge collapsed in Lund on Sunday. So says a viral story that is a hoax, said the police."
    " The pictures were doctored, and the bridge stands as it did. The story is false."
)


def titled(title: str, text: str, *, language: str = "en") -> Capture:
    found = Found(
        url=f"https://somewhere.example/{len(title)}-{len(text)}",
        text=text,
        title=title,
        language=language,
        published_at=NOON,
    )
    return record_capture(found, outlet=None, now=NOON).capture


def test_body_and_headline_are_told_apart(carl: User) -> None:
    claim = tracked(carl, FELL)
    version = titled("A bridge collapsed in Lund, witnesses said", HOAX)

    told = told_by(version, claim.statement)

    assert told.body is not None
    assert told.body.side == "denies"
    assert told.headline is StanceLabel.REPEATS


def test_what_was_told_is_kept_with_the_passage(carl: User) -> None:
    tracked(carl, FELL)

    passage = read(titled("A bridge collapsed in Lund, witnesses said", HOAX))[0]

    assert passage.sides is not None
    assert set(passage.sides["body"]) == {"related", *SIDES}
    assert passage.sides["body"]["denies"] > 0.5
    assert passage.sides["headline"] == "repeats"


def test_the_claim_in_full_in_an_article_that_denies_it_is_unclear(carl: User) -> None:
    tracked(carl, FELL)

    passage = read(capture(HOAX))[0]

    assert passage.stance == "unclear"


def test_the_claim_in_full_in_an_article_that_stands_by_it_supports(carl: User) -> None:
    tracked(carl, FELL)

    passage = read(capture(f"{FELL} Nobody was hurt. The police have closed the road."))[0]

    assert passage.stance == "supports"
    assert passage.sides is not None
    assert passage.sides["headline"] == ""


def test_an_article_in_another_language_is_not_judged(carl: User) -> None:
    claim = tracked(carl, FELL)

    told = told_by(titled("", HOAX, language="sv-SE"), claim.statement)

    assert (told.body, told.headline, told.to_json()) == (None, None, None)


def test_without_an_encoder_words_alone_speak(monkeypatch: pytest.MonkeyPatch, carl: User) -> None:
    claim = tracked(carl, FELL)
    monkeypatch.setattr(vectors, "encoder_of_this_process", lambda: None)

    told = told_by(titled("No bridge collapsed in Lund", HOAX), claim.statement)

    assert told.body is None
    assert told.headline is StanceLabel.DENIES


def test_an_erased_text_is_not_judged(carl: User) -> None:
    claim = tracked(carl, FELL)
    version = capture(HOAX)
    version.body.text = None

    assert told_by(version, claim.statement).body is None
